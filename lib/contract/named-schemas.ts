import { z } from "zod";
import * as application from "./application";
import * as askedChange from "./asked-change";
import * as audit from "./audit";
import * as bill from "./bill";
import * as configuration from "./configuration";
import * as cost from "./cost";
import * as costSaving from "./cost-saving";
import * as environmentDiff from "./environment-diff";
import * as environmentView from "./environment-view";
import * as expectation from "./expectation";
import * as explain from "./explain";
import * as fleet from "./fleet";
import * as manifest from "./manifest";
import * as outcome from "./outcome";
import * as parity from "./parity";
import * as planView from "./plan-view";
import * as promotionView from "./promotion-view";
import * as resourcesView from "./resources-view";
import * as schedule from "./schedule";
import * as token from "./token";
import * as view from "./view";

const modules: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  application,
  "asked-change": askedChange,
  audit,
  bill,
  configuration,
  "cost-saving": costSaving,
  cost,
  "environment-diff": environmentDiff,
  "environment-view": environmentView,
  expectation,
  explain,
  fleet,
  manifest,
  outcome,
  parity,
  "plan-view": planView,
  "promotion-view": promotionView,
  "resources-view": resourcesView,
  schedule,
  token,
  view,
};

/** The modules of the contract that name schemas, by their file. */
export const schemaModules: readonly string[] = Object.keys(modules);

/**
 * The schemas that the contract exports under a name of their own, with that name; the first one where one schema has
 * several. Verbs begin with a small letter and are no schemas.
 */
export function namedSchemas(): ReadonlyMap<z.ZodType, string> {
  const named = new Map<z.ZodType, string>();
  for (const exported of Object.values(modules))
    for (const [name, value] of Object.entries(exported))
      if (/^[A-Z]/.test(name) && value instanceof z.ZodType && !named.has(value)) named.set(value, name);
  return named;
}
