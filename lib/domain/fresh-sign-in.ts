import type { Actor } from "./actor";
import { allowed, denied, type Verdict } from "./refusal";
import { durationText } from "./soak";

/** What a browser that was left open must not be enough for. A token that approves would be a way around the first. */
const acts = {
  "approve-production": "A yes to production",
  "create-approving-token": "A token that may approve",
} as const;
export type ProvenAct = keyof typeof acts;

/** How old a person's last proof of who they are may be when they say yes to a change of production. */
export const proofLifeMs = 5 * 60_000;

/**
 * May this be done over this way now? A session's proof
 * is at most five minutes old (either side of now: two replicas' clocks differ); one that is not known is too old. An
 * access token cannot prove anything again: it has its own scopes and expiry, and is exempt.
 */
export function freshSignIn(
  via: Extract<Actor, { kind: "person" }>["via"],
  act: ProvenAct,
  now: Date,
): Verdict {
  if (via.kind === "token") return allowed;
  const age = via.authenticatedAt === null ? null : now.getTime() - via.authenticatedAt.getTime();
  if (age !== null && Math.abs(age) <= proofLifeMs) return allowed;
  return denied(
    "blocked",
    "auth.sign-in-old",
    `${acts[act]} needs a sign-in of the last ${durationText(proofLifeMs)}; ${
      age === null || age < 0 ? "when you last signed in is not known" : `yours was ${durationText(age)} ago`
    }. Sign in again first.`,
    { authenticatedAt: via.authenticatedAt?.toISOString() ?? null, maxAgeSeconds: proofLifeMs / 1000 },
  );
}

/**
 * When the identity provider says that it really asked the person: `auth_time`, in seconds (OpenID Connect Core 2 and
 * 3.1.3.7). Null when it does not say; never the time of the callback, because the request for a new sign-in passes
 * through the browser, which could leave `prompt=login` out. A provider whose clock is ahead proves nothing in advance.
 */
export function provedAt(authTime: unknown, now: Date): Date | null {
  if (typeof authTime !== "number" || !Number.isFinite(authTime) || authTime <= 0) return null;
  return new Date(Math.min(authTime * 1000, now.getTime()));
}
