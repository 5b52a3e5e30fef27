import { session } from "@/lib/contract";
import { decides, refuse, write } from "../definition";

export const revoke = decides(
  session.revoke,
  ["store"],
  (_ports, { id }) => ({ scope: {}, object: id }),
  async (_ports, { id }, { actor, now }) => {
    if (actor.kind !== "person") return refuse("forbidden", "auth.forbidden", "Only a person has sessions.");
    return write({
      topics: [`person:${actor.id}`],
      run: async (tx) =>
        (await tx.sessions.revoke(id, actor.id, now))
          ? { id }
          : refuse("missing", "object.missing", "You have no such session."),
    });
  },
);
