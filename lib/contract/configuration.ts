import { z } from "zod";
import { Instant, ProblemView } from "./view";

/** The effective configuration of one application in one environment: page 5. */

const mark = z.enum(["wins", "overridden", "inherits"]);
export const RibbonView = z.object({
  base: mark,
  environment: mark,
  cluster: mark,
  region: mark,
  runtime: mark,
});

export const ConfigKey = z.object({
  /** How `environment.explain` is asked for it. */
  address: z.string(),
  path: z.string(),
  /** As text; `***` for a secret. */
  value: z.string(),
  secret: z.boolean(),
  /** Null where it is only found out when the key is opened: a field of a chart. */
  ribbon: RibbonView.nullable(),
  /** The value in the environment it is compared with, where it is another one; null where it is not there. */
  other: z.string().nullable().optional(),
});
export type ConfigKey = z.infer<typeof ConfigKey>;

export const ConfigGroup = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(["declared", "values", "object"]),
  keys: z.array(ConfigKey),
});
export type ConfigGroup = z.infer<typeof ConfigGroup>;

export const ConfigView = z.object({
  application: z.string(),
  environment: z.string(),
  production: z.boolean(),
  renderer: z.enum(["kustomize", "helm", "plain"]),
  cluster: z.string(),
  clusters: z.array(
    z.object({
      name: z.string(),
      role: z.enum(["primary", "failover"]),
      /** Keys with another value than on the shown cluster. */
      others: z.number().int(),
    }),
  ),
  /** Environments it can be compared with. */
  environments: z.array(z.string()),
  against: z.string().nullable(),
  asOf: Instant,
  revision: z.string(),
  counts: z.object({
    keys: z.number().int(),
    /** Null where the renderer does not tell without opening each key. */
    aboveBase: z.number().int().nullable(),
    /** Keys that were left out because there are too many. */
    left: z.number().int(),
  }),
  groups: z.array(ConfigGroup),
  status: z.enum(["rendered", "empty", "failed"]),
  problems: z.array(ProblemView),
});
export type ConfigView = z.infer<typeof ConfigView>;
