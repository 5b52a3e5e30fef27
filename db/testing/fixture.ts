import type { NewPromotion } from "@/lib/ports/store/promotions";
import type { Store } from "@/lib/ports/store/store";

/** Minutes after one Monday morning. */
export const minute = (n: number): Date => new Date(Date.UTC(2026, 10, 23, 9, n));

/** A person who signed in, by name. */
export async function personIn(store: Store, name: string): Promise<string> {
  const who = { issuer: "https://id.example", subject: name, name, email: `${name}@example.com` };
  return (await store.write((tx) => tx.people.signIn(who, minute(0)))).id;
}

export const asked = (more: Partial<NewPromotion> = {}): NewPromotion => ({
  application: "my-service",
  kind: "promotion",
  source: "staging",
  target: "production",
  requestedBy: "per_ada",
  automatic: false,
  reason: null,
  plan: '{"edits":[]}',
  planDigest: "a".repeat(64),
  baseCommit: "c0ffee",
  fromVersion: "1.0.0",
  toVersion: "1.1.0",
  requiredTeams: ["platform-team", "security-team"],
  ...more,
});
