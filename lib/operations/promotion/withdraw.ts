import { promotion as contract } from "@/lib/contract";
import { mayWithdraw } from "@/lib/domain/approval";
import { rolesOf } from "@/lib/domain/permission";
import { decides, refuse, refuseBy, write } from "../definition";
import { sentenceOf } from "./sentence-of";
import { promotionTarget } from "./target";

export const withdraw = decides(
  contract.withdraw,
  ["desired", "store"],
  promotionTarget,
  async ({ desired, store }, { id, reason }, { actor, now }) => {
    const promotion = await store.promotions.get(id);
    if (!promotion || actor.kind !== "person")
      return refuse("missing", "object.missing", "There is no such promotion.");
    const { fleet } = await desired.head();
    const roles = rolesOf(
      actor.teams.map((t) => t.team),
      fleet,
      { application: promotion.application, environment: promotion.target },
    );
    const verdict = mayWithdraw(promotion, actor, roles);
    if (!verdict.allowed) return refuseBy(verdict);
    return write({
      reason: reason ?? undefined,
      revision: promotion.planDigest,
      topics: ["promotions", `promotion:${id}`, `application:${promotion.application}`, "fleet"],
      run: async (tx) => {
        const moved = await tx.promotions.move(
          id,
          promotion.version,
          { to: "withdrawn", outcome: `Withdrawn by ${actor.name}${reason ? `: ${reason}` : "."}` },
          now,
        );
        if (moved.kind !== "moved")
          return refuse("conflict", "promotion.not-waiting", "The promotion changed meanwhile; look again.");
        await tx.timeline.add(
          {
            promotion: id,
            kind: "withdrawn",
            actor: actor.id,
            text: "withdrew the request",
            detail: reason ?? null,
          },
          now,
        );
        return { id, state: moved.promotion.state, sentence: sentenceOf(moved.promotion, null, null) };
      },
    });
  },
);
