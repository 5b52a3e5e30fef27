import { z } from "zod";
import { differenceClasses } from "@/lib/domain/diff/classify";
import { topics } from "@/lib/domain/diff/topic";
import { ProblemView } from "./view";

/** What `o8 manifest diff`, `o8 manifest drift` and their batches read and print; published as JSON Schemas. */

export const ObjectIndexView = z
  .union([z.number().int().nonnegative(), z.string()])
  .describe('Position in reading order from 0; inside a List "0.items[0]"');

/** Any JSON value; integers beyond 2^53 keep their digits. */
const AnyValue = z.unknown();

export const PathSegmentView = z.union([
  z.string(),
  z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.bigint()])),
]);

const document = <K extends string>(kind: K) => ({
  schemaVersion: z.literal(1),
  kind: z.literal(kind),
  problems: z.array(ProblemView),
});

const hows = [
  "exact",
  "env-token",
  "namespace",
  "hash-suffix",
  "random-suffix",
  "group-kind",
  "similar",
] as const;

export const PairView = z.object({
  left: ObjectIndexView,
  right: ObjectIndexView,
  how: z.enum(hows),
  evidence: z.array(z.string()).optional().describe("Why the two are likely the same, when no name says so"),
});

const place = {
  object: z.string().describe("Kind/name"),
  path: z.string(),
  segments: z.array(PathSegmentView),
  leftValue: AnyValue.optional().describe(
    'Absent when the place is only on the right; {"secret":"changed"} for secrets',
  ),
  rightValue: AnyValue.optional().describe("Absent when the place is only on the left"),
  because: z.string().optional(),
  topic: z.enum(topics),
};

export const DifferenceView = z.object({
  left: ObjectIndexView.optional(),
  right: ObjectIndexView.optional(),
  ...place,
  class: z.enum(differenceClasses),
  guard: z.string().optional().describe("Why the field protects something, when one side alone sets it"),
});

export const GuardView = z.object({
  side: z.enum(["left", "right"]),
  index: ObjectIndexView,
  why: z.string(),
});

const count = z.number().int().nonnegative();

export const DiffSummaryView = z.object({
  unexplained: count,
  expected: count,
  version: count,
  derived: count,
  formatting: count,
  leak: count,
  onlyLeft: count,
  onlyRight: count,
});

export const ManifestDiff = z.object({
  ...document("ManifestDiff"),
  pairs: z.array(PairView),
  onlyLeft: z.array(ObjectIndexView),
  onlyRight: z.array(ObjectIndexView),
  differences: z.array(DifferenceView),
  guards: z.array(GuardView),
  summary: DiffSummaryView,
});
export type ManifestDiff = z.infer<typeof ManifestDiff>;

export const driftClasses = [...differenceClasses, "default", "bookkeeping"] as const;

export const DriftView = z.object({
  left: ObjectIndexView.optional(),
  right: ObjectIndexView.optional(),
  ...place,
  class: z.enum(driftClasses),
  manager: z.string().optional().describe("The field manager that wrote the live value"),
});

export const ManifestDrift = z.object({
  ...document("ManifestDrift"),
  drifted: z.boolean(),
  pairs: z.array(PairView),
  onlyLeft: z.array(ObjectIndexView).describe("Desired and not in the cluster"),
  onlyRight: z.array(ObjectIndexView).describe("In the cluster and not desired"),
  differences: z.array(DriftView),
  summary: z.object({ drift: count, default: count, bookkeeping: count, onlyLeft: count, onlyRight: count }),
});
export type ManifestDrift = z.infer<typeof ManifestDrift>;

/** Manifests, or the names of files and folders that hold them. */
export const ManifestsInput = z.union([z.string(), z.array(AnyValue), z.record(z.string(), AnyValue)]);
export type ManifestsInput = z.infer<typeof ManifestsInput>;

export const ExpectRuleInput = z.union([
  z.string(),
  z.object({
    path: z.string(),
    kind: z.string().optional(),
    class: z.string().optional(),
    pair: z.string().optional(),
    direction: z.enum(["rise", "fall"]).optional(),
    because: z.string().optional(),
  }),
]);
export const PolicyInput = z.object({ expect: z.array(ExpectRuleInput).default([]) });
export type PolicyInput = z.infer<typeof PolicyInput>;

const words = z.union([z.array(z.string()), z.string().transform((text) => text.split(","))]);

export const ManifestDiffCase = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  left: ManifestsInput,
  right: ManifestsInput,
  leftName: z.string().nullish(),
  rightName: z.string().nullish(),
  tokensLeft: words.nullish(),
  tokensRight: words.nullish(),
  policy: z.union([z.string(), PolicyInput]).nullish(),
  appFrom: z.string().nullish(),
});
export type ManifestDiffCase = z.infer<typeof ManifestDiffCase>;

export const ManifestDriftCase = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  desired: ManifestsInput,
  live: ManifestsInput,
  predicted: ManifestsInput.nullish(),
  options: z.object({ ignoreAggregatedRoles: z.boolean().nullish() }).nullish(),
});
export type ManifestDriftCase = z.infer<typeof ManifestDriftCase>;

export const Batch = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal("Batch"),
  results: z.array(
    z.object({
      id: z.union([z.string(), z.number(), z.null()]),
      exit: z.number().int(),
      result: AnyValue.describe(
        "The document that the single command would print; problems alone when the case is malformed",
      ),
    }),
  ),
});
export type Batch = z.infer<typeof Batch>;
