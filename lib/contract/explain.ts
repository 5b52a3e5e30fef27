import { z } from "zod";
import { ProblemView } from "./view";

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
