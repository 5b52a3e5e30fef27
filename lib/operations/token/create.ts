import { token } from "@/lib/contract";
import { freshSignIn } from "@/lib/domain/fresh-sign-in";
import { decides, refuse, refuseBy, write } from "../definition";
import { itemOf } from "./list";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const secretBytes = 40;

/** 200 random bits; only the keyed hash is kept, so a copy of the database holds no usable token. */
export const create = decides(
  token.create,
  ["store"],
  () => ({ scope: {}, object: null }),
  async (_ports, { name, scopes, days }, { actor, now, random, keyedHash }) => {
    if (actor.kind !== "person")
      return refuse("forbidden", "auth.forbidden", "Only a person can own a token.");
    if (scopes.some((scope) => scope === "all" || scope === "promotion.decide")) {
      const proof = freshSignIn(actor.via, "create-approving-token", now);
      if (!proof.allowed) return refuseBy(proof);
    }
    const secret = `o8t_${[...random(secretBytes)].map((byte) => alphabet[byte % 32]).join("")}`;
    const expiresAt = new Date(now.getTime() + days * 86_400_000);
    return write({
      topics: [`person:${actor.id}`],
      reason: `${name}: ${scopes.join(", ")}, ${days} days`,
      run: async (tx) => {
        const made = await tx.tokens.create(
          { person: actor.id, name, hash: keyedHash(secret), scopes, expiresAt },
          now,
        );
        return { item: itemOf(made), secret };
      },
    });
  },
);
