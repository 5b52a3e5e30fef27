import type { RefusalCode } from "./codes";

export type RefusalKind = "unauthenticated" | "forbidden" | "missing" | "conflict" | "blocked" | "invalid";

/** JSON facts behind a refusal or verdict: enough for a person to act, never a secret. */
export type Facts = { readonly [name: string]: unknown };

/** The request is understood and not allowed now. Returned, never thrown. */
export type Refusal = { kind: RefusalKind; code: RefusalCode; message: string; facts?: Facts | undefined };

/**
 * A pure function's answer with its reason: allowed or not, and why.
 * A disabled button and a refused command quote the same verdict.
 */
export type Verdict =
  | { allowed: true }
  | { allowed: false; kind: RefusalKind; code: RefusalCode; message: string; facts?: Facts | undefined };

export const allowed: Verdict = { allowed: true };

export const denied = (kind: RefusalKind, code: RefusalCode, message: string, facts?: Facts): Verdict => ({
  allowed: false,
  kind,
  code,
  message,
  facts,
});
