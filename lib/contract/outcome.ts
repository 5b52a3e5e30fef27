import { z } from "zod";
import type { Refusal } from "@/lib/domain/refusal";

/** What every door answers; it never throws to its caller. */
export type Outcome<T = unknown> =
  | { ok: true; value: T }
  | { ok: false; refusal: Refusal }
  | { ok: false; fault: { requestId: string; retryable: boolean } };

export const RefusalView = z.object({
  kind: z.enum(["unauthenticated", "forbidden", "missing", "conflict", "blocked", "invalid"]),
  code: z.string(),
  message: z.string(),
  facts: z.record(z.string(), z.unknown()).optional(),
});
