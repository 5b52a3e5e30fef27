import type { Outcome } from "@/lib/contract/outcome";
import { type Printable, stringifyJson } from "@/lib/domain/json";
import type { RefusalKind } from "@/lib/domain/refusal";

const statusOf: Record<RefusalKind, number> = {
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  blocked: 409,
  invalid: 422,
};

/** An outcome as HTTP: the same JSON that the server action answers, with the status its kind has. */
export function respond(outcome: Outcome): Response {
  const status = outcome.ok
    ? 200
    : "refusal" in outcome
      ? statusOf[outcome.refusal.kind]
      : outcome.fault.retryable
        ? 502
        : 500;
  // Values of manifests may be integers beyond 2^53, which keep their digits here.
  return new Response(stringifyJson(outcome as Printable), {
    status,
    headers: { "cache-control": "no-store", "content-type": "application/json" },
  });
}
