import fc from "fast-check";
import { expect, test } from "vitest";
import { freshSignIn, proofLifeMs, provedAt } from "./fresh-sign-in";

const now = new Date("2026-11-24T12:00:00Z");
const session = (authenticatedAt: Date | null) => ({
  kind: "session" as const,
  id: "ses_1",
  authenticatedAt,
});

test("a browser says yes to production exactly while its proof is at most five minutes old", () => {
  fc.assert(
    fc.property(fc.integer({ min: -2 * proofLifeMs, max: 2 * proofLifeMs }), (age) => {
      const verdict = freshSignIn(session(new Date(now.getTime() - age)), "approve-production", now);
      expect(verdict.allowed).toBe(Math.abs(age) <= proofLifeMs);
    }),
  );
  expect(freshSignIn(session(null), "create-approving-token", now)).toMatchObject({
    allowed: false,
    code: "auth.sign-in-old",
    message: expect.stringContaining("is not known"),
  });
});

test("no proof is asked of an access token, which cannot give one", () => {
  expect(
    freshSignIn({ kind: "token", id: "tok_1", scopes: ["all"] }, "approve-production", now).allowed,
  ).toBe(true);
});

test("what the identity provider says is taken as it is, never from the future, and nothing is made of anything else", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4_000_000_000 }), (seconds) => {
      const at = provedAt(seconds, now);
      expect(at?.getTime()).toBe(Math.min(seconds * 1000, now.getTime()));
    }),
  );
  for (const wrong of [undefined, null, "1764000000", Number.NaN, 0, -1, Number.POSITIVE_INFINITY])
    expect(provedAt(wrong, now)).toBeNull();
});
