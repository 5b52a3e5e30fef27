import type { ProofView } from "@/lib/contract/view";
import type { Actor } from "@/lib/domain/actor";
import { freshSignIn, type ProvenAct } from "@/lib/domain/fresh-sign-in";
import type { Ports } from "../definition";
import { verdictView } from "../promotion/request-verdict";

/**
 * Whether the reader's browser signed in lately enough for an act, and how to do so again; null for an access token.
 * The demo's people have a password here; all others go to their identity provider.
 */
export async function proofOf(
  { store }: Pick<Ports, "store">,
  actor: Actor,
  act: ProvenAct,
  now: Date,
): Promise<ProofView> {
  if (actor.kind !== "person" || actor.via.kind === "token") return null;
  const person = await store.people.get(actor.id);
  return {
    fresh: verdictView(freshSignIn(actor.via, act, now)),
    by: person?.issuer === "demo" ? "password" : "provider",
    email: actor.email,
  };
}
