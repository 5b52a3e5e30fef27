import { z } from "zod";
import { ProblemView, VerdictView } from "./view";

/** Where one value comes from, as pages and `o8 environment explain` show it. */

export const Authorship = {
  commit: z.string().nullable(),
  author: z.string().nullable(),
  time: z.string().nullable(),
  subject: z.string().nullable(),
};

export const CandidateView = z.object({
  layer: z.string().describe("base, environment, cluster, region, application or runtime"),
  /** The kind of entry: object, patch, image entry, literal, values file, … */
  how: z.string(),
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  /** Null where the layer takes the value away; `***` for a secret. */
  value: z.unknown(),
  /** The layer takes the value away instead of setting it. */
  removes: z.boolean(),
  won: z.boolean(),
  why: z.string(),
  /** One value of a file, which a change can set. */
  editable: z.boolean(),
  ...Authorship,
});
export type CandidateView = z.infer<typeof CandidateView>;

export const ExplainView = z.object({
  environment: z.string(),
  application: z.string(),
  cluster: z.string(),
  /** `Kind/name` of a rendered object, `values` of a chart, or null for a declared value. */
  object: z.string().nullable(),
  path: z.string(),
  /** How the value is asked for again: `Deployment/web/spec.replicas`. */
  address: z.string(),
  value: z.unknown(),
  secret: z.boolean(),
  /** `unresolved`: the candidates are known and the entry that made the value is not. */
  status: z.enum(["resolved", "unresolved"]),
  from: z
    .object({
      layer: z.string(),
      file: z.string(),
      line: z.number().int(),
      column: z.number().int(),
      ...Authorship,
    })
    .nullable(),
  /** Weakest first. */
  candidates: z.array(CandidateView),
  /** How a list or mapping came together: merged by a key, or replaced whole. */
  list: z.string().nullable(),
  note: z.string().nullable(),
  /** Other clusters of the environment where the value is another one. */
  elsewhere: z.array(z.object({ cluster: z.string(), value: z.unknown() })),
  revision: z.string(),
  problems: z.array(ProblemView),
});
export type ExplainView = z.infer<typeof ExplainView>;

/** One line of a layer as it would be edited: found again by its place and what stands there now. */
export const LineEdit = {
  file: z.string().max(4000),
  line: z.number().int().positive(),
  /** Null takes the line's value out. */
  value: z.string().max(10_000).nullable(),
};

/** Who would get another value if one line were edited; nothing is written. */
export const WhatIfView = z.object({
  file: z.string(),
  line: z.number().int(),
  layer: z.string(),
  before: z.string(),
  after: z.string().nullable(),
  /** The application's own placements, in the order of environments; values as text, null where there is none. */
  rows: z.array(
    z.object({
      environment: z.string(),
      cluster: z.string(),
      production: z.boolean(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      changed: z.boolean(),
      /** The layer that decides afterwards; null where it was not asked because nothing changes. */
      decidedBy: z.string().nullable(),
      /** Other fields of the placement that change with it. */
      alsoChanged: z.number().int(),
      /** Why it would not render any more. */
      failed: z.string().nullable(),
    }),
  ),
  /** Placements of other applications that the line reaches. */
  others: z.array(z.object({ application: z.string(), environment: z.string(), cluster: z.string() })),
  /** Problems that the edit would make in the fleet's files. */
  problems: z.array(ProblemView),
  /** May it be opened as a change, and if not, why. */
  change: VerdictView,
});
export type WhatIfView = z.infer<typeof WhatIfView>;
