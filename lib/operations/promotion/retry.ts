import { promotion as contract } from "@/lib/contract";
import { mayRetry } from "@/lib/domain/promotion";
import { decides, refuse, refuseBy, write } from "../definition";
import { jobKey } from "./job-key";
import { sentenceOf } from "./sentence-of";
import { promotionTarget } from "./target";

/** Carries on where the last step failed; finished steps are not done again. */
export const retry = decides(
  contract.retry,
  ["store"],
  promotionTarget,
  async ({ store }, { id }, { actor, now }) => {
    const promotion = await store.promotions.get(id);
    if (!promotion) return refuse("missing", "object.missing", "There is no such promotion.");
    const verdict = mayRetry(promotion.state);
    if (!verdict.allowed) return refuseBy(verdict);
    return write({
      revision: promotion.planDigest,
      topics: ["promotions", `promotion:${id}`, `application:${promotion.application}`, "fleet"],
      run: async (tx) => {
        const moved = await tx.promotions.move(id, promotion.version, { to: "running" }, now);
        if (moved.kind === "taken")
          return refuse(
            "conflict",
            "promotion.taken",
            `${moved.by.toVersion ?? "Another change"} is being delivered to ${moved.by.target} now.`,
          );
        if (moved.kind !== "moved")
          return refuse("conflict", "promotion.not-failed", "The promotion changed meanwhile; look again.");
        if (!(await tx.jobs.again(jobKey(id), now)))
          return refuse("conflict", "promotion.not-failed", "Its work is still under way.");
        await tx.timeline.add(
          {
            promotion: id,
            kind: "retried",
            actor: actor.kind === "person" ? actor.id : "orchestr8",
            text: "tried again",
          },
          now,
        );
        return { id, state: moved.promotion.state, sentence: sentenceOf(moved.promotion, null, null) };
      },
    });
  },
);
