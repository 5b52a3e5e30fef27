import { z } from "zod";
import { CommitView, Instant, SourceRef, StatusView } from "./view";

export const PlanDigest = z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits");
export const PromotionKind = z.enum(["promotion", "rollback", "edit"]);

/** One edit of one file, with the lines around it as they are written. */
export const EditView = z.object({
  letter: z.string(),
  file: z.string(),
  path: z.string(),
  line: z.number(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

export const HunkLine = z.object({
  kind: z.enum(["context", "added", "removed"]),
  oldLine: z.number().nullable(),
  newLine: z.number().nullable(),
  text: z.string(),
  /** Letter of the edit that made the line. */
  letter: z.string().nullable(),
});
export const FileChange = z.object({
  file: z.string(),
  added: z.number(),
  removed: z.number(),
  hunks: z.array(z.object({ lines: z.array(HunkLine) })),
});
export type FileChange = z.infer<typeof FileChange>;

/** One rendered field that the plan changes, with its values on each placement in column order. */
export const RenderedRow = z.object({
  object: z.string(),
  path: z.string(),
  letters: z.array(z.string()),
  cells: z.array(
    z.object({
      kind: z.enum(["changed", "added", "removed", "same", "absent"]),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
});

export const Effect = z.object({
  topic: z.enum(["cost", "replicas", "network", "security", "data"]),
  title: z.string(),
  detail: z.string(),
  attention: z.boolean(),
});

/** What a plan would cost more or less a month: an estimate from declarations and the price list, never a bill. */
export const PlanCostView = z.object({
  mark: z.literal("estimate"),
  currency: z.string(),
  /** Null: nothing of it has a price, which is not 0. */
  monthly: z.number().nullable(),
  /** Of a node pool: the effect with as many nodes as it may have. */
  most: z.number().nullable(),
  parts: z.array(
    z.object({ cluster: z.string(), of: z.enum(["requests", "nodes"]), monthly: z.number().nullable() }),
  ),
  unpriced: z.array(z.string()),
});

export const PlanView = z.object({
  application: z.string(),
  kind: PromotionKind,
  from: z.string().nullable(),
  to: z.string(),
  fromVersion: z.string().nullable(),
  toVersion: z.string().nullable(),
  /** Null for an offline plan: a preview cannot be approved. */
  digest: z.string().nullable(),
  base: z.string().nullable(),
  edits: z.array(EditView),
  files: z.array(FileChange),
  placements: z.array(
    z.object({ id: z.string(), cluster: z.string(), asOf: Instant.nullable(), stale: z.boolean() }),
  ),
  rendered: z.array(RenderedRow),
  unchangedObjects: z.number(),
  /** Sentences such as "Edit b has no effect on prod-secondary: clusters/… sets 8 and wins there". */
  notes: z.array(z.string()),
  effects: z.array(Effect),
  /** Null when no capacity changes, or the plan has ended. */
  cost: PlanCostView.nullable(),
  commits: z.array(CommitView),
});
export type PlanView = z.infer<typeof PlanView>;

export const GateView = z.object({
  name: z.string(),
  kind: z.string(),
  detail: z.string(),
  status: StatusView,
  blocking: z.boolean(),
  /** Who can clear it, in words. */
  clears: z.string().nullable(),
  evidence: z.array(z.object({ text: z.string(), at: Instant.nullable(), link: z.string().nullable() })),
  /** Milliseconds: the age of the evidence and the oldest that counts. */
  age: z.object({ ageMs: z.number().nullable(), limitMs: z.number().nullable() }),
  until: Instant.nullable(),
  declared: SourceRef.nullable(),
});
export type GateView = z.infer<typeof GateView>;
