import { promotion as contract } from "@/lib/contract";
import { decides, refuse, write } from "../definition";
import { promotionTarget } from "./target";

export const comment = decides(
  contract.comment,
  ["store"],
  promotionTarget,
  async ({ store }, { id, text }, { actor, now }) => {
    const promotion = await store.promotions.get(id);
    if (!promotion) return refuse("missing", "object.missing", "There is no such promotion.");
    const by = actor.kind === "person" ? actor.id : "orchestr8";
    return write({
      topics: [`promotion:${id}`],
      run: async (tx) => ({
        id: (await tx.timeline.add({ promotion: id, kind: "comment", actor: by, text }, now)).id,
      }),
    });
  },
);
