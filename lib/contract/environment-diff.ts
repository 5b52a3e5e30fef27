import { z } from "zod";
import { Instant, ProblemView } from "./view";

export const DiffClass = z.enum(["unexplained", "expected", "version", "derived", "formatting", "leak"]);
export const Topic = z.enum([
  "images",
  "replicas",
  "resources",
  "environment variables",
  "secrets",
  "policies",
  "data",
  "SLO",
  "other",
]);

/** Which layer, file and line set a value, and who wrote the line. */
export const ValueOrigin = z.object({
  layer: z.string(),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  commit: z.string().nullable(),
  author: z.string().nullable(),
  time: Instant.nullable(),
  subject: z.string().nullable(),
});
export type ValueOrigin = z.infer<typeof ValueOrigin>;

/** What runs where the right side of a row declares its value, on that side's primary cluster. */
export const LiveRow = z.object({
  id: z.string(),
  /** `unneeded`: it runs although the right side does not declare it. `unknown`: it cannot be told. */
  kind: z.enum(["declared", "other", "absent", "unneeded", "unknown"]),
  /** Where another value runs: the row's own path, or one under or around it; else null. */
  path: z.string().nullable(),
  /** The value that runs there; absent when the field is not there. A secret is a word. */
  value: z.unknown().optional(),
  /** Who wrote it, when the cluster tells. */
  manager: z.string().nullable(),
  /** How many more fields of the row run otherwise. */
  more: z.number().int().nonnegative(),
  cluster: z.string(),
  asOf: Instant.nullable(),
  /** Why it is unknown, or old: the cluster does not answer. */
  reason: z.string().nullable(),
});
export type LiveRow = z.infer<typeof LiveRow>;

export const EnvironmentDifference = z.object({
  id: z.string(),
  application: z.string(),
  /** Positions among the application's objects as the primary placements render them, from 0; null where it is not. */
  left: z.number().int().nullable(),
  right: z.number().int().nullable(),
  object: z.string(),
  path: z.string(),
  segments: z.array(z.unknown()),
  /** Undefined side: not there. Integers beyond 2^53 are bigints in the process, and plain digits in JSON text. */
  leftValue: z.unknown(),
  rightValue: z.unknown(),
  class: DiffClass,
  because: z.string().nullable(),
  topic: Topic,
  /** Set on whole objects that stand on one side only and guard something. */
  guard: z.string().nullable(),
  leftFrom: ValueOrigin.nullable(),
  rightFrom: ValueOrigin.nullable(),
});
export type EnvironmentDifference = z.infer<typeof EnvironmentDifference>;

const OneSided = z.object({
  application: z.string(),
  /** Position among the application's objects, from 0. */
  index: z.number().int(),
  object: z.string(),
  /** Why it protects something; null also where the whole application is on one side only. */
  guard: z.string().nullable(),
  topic: Topic,
  /** A few of its own fields in one line, such as `minAvailable: 1`; only of guards. */
  excerpt: z.string().nullable(),
});

export const EnvironmentDiffView = z.object({
  left: z.string(),
  right: z.string(),
  production: z.object({ left: z.boolean(), right: z.boolean() }),
  /** The left side lies nearer to production. */
  backwards: z.boolean(),
  asOf: Instant,
  revision: z.string(),
  applications: z.array(
    z.object({
      name: z.string(),
      status: z.enum(["compared", "left-only", "right-only", "failed", "empty"]),
      objects: z.number(),
      equal: z.number(),
      problems: z.array(ProblemView),
    }),
  ),
  differences: z.array(EnvironmentDifference),
  onlyLeft: z.array(OneSided),
  onlyRight: z.array(OneSided),
  /** For unexplained differences: the rule whose path fits although it does not expect this, by the difference's id. */
  nearRules: z.array(
    z.object({
      id: z.string(),
      index: z.number().int(),
      path: z.string(),
      because: z.string(),
      /** What keeps the rule from expecting it. */
      but: z.string(),
    }),
  ),
  summary: z.object({
    unexplained: z.number(),
    expected: z.number(),
    version: z.number(),
    derived: z.number(),
    formatting: z.number(),
    leak: z.number(),
    missingGuard: z.number(),
    onlyLeft: z.number(),
    onlyRight: z.number(),
    equal: z.number(),
  }),
  problems: z.array(ProblemView),
});
export type EnvironmentDiffView = z.infer<typeof EnvironmentDiffView>;
