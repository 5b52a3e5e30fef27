import { z } from "zod";
import { query } from "./operation";
import { Instant, page, pageInput } from "./view";

export const AuditEntry = z.object({
  seq: z.number(),
  at: Instant,
  actor: z.string(),
  via: z.string(),
  action: z.string(),
  object: z.string().nullable(),
  environment: z.string().nullable(),
  decision: z.enum(["done", "denied", "refused", "failed"]),
  reason: z.string().nullable(),
  requestId: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const list = query("audit.list", {
  summary: "Who did what, when, and allowed by which rule, newest first",
  input: z.object({
    actor: z.string().max(200).optional(),
    action: z.string().max(100).optional(),
    environment: z.string().max(100).optional(),
    decision: z.enum(["done", "denied", "refused", "failed"]).optional(),
    ...pageInput("ledger"),
  }),
  result: page(AuditEntry),
  topics: () => ["audit"],
});

export const verify = query("audit.verify", {
  summary: "Recompute the ledger's hash chain and name the first entry that does not fit",
  input: z.object({
    /** A head noted elsewhere, `sequence:hash`: also proves that the tail was not cut or rewritten. */
    head: z
      .string()
      .regex(/^\d+:[0-9a-f]{64}$/)
      .optional(),
  }),
  result: z.object({
    intact: z.boolean(),
    entries: z.number(),
    head: z.object({ seq: z.number(), hash: z.string() }).nullable(),
    firstBad: z.object({ seq: z.number(), why: z.string() }).nullable(),
    /** What this proof can and cannot show. */
    note: z.string(),
  }),
});
