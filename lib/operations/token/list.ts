import { token } from "@/lib/contract";
import { TokenScope } from "@/lib/contract/token";
import type { Token } from "@/lib/ports/store/tokens";
import { answers } from "../definition";
import { proofOf } from "../session/proof";

/** The view of a token; scopes of an older version that no longer exist are left out. */
export const itemOf = (of: Token) => ({
  id: of.id,
  name: of.name,
  scopes: of.scopes.flatMap((scope) => TokenScope.safeParse(scope).data ?? []),
  createdAt: of.createdAt.toISOString(),
  expiresAt: of.expiresAt.toISOString(),
  lastUsedAt: of.lastUsedAt?.toISOString() ?? null,
});

export const list = answers(token.list, ["store"], async ({ store }, _input, { actor, now }) => ({
  items: actor.kind === "person" ? (await store.tokens.of(actor.id)).map(itemOf) : [],
  proof: await proofOf({ store }, actor, "create-approving-token", now),
}));
