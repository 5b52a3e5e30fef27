import { requestExpiresAt } from "@/lib/domain/promotion";
import type { Promotion } from "@/lib/ports/store/promotions";
import { automationLine, type Surroundings } from "./surroundings";

/** A request that nobody decided in time ends by itself. True when it did. */
export async function closeExpired(surroundings: Surroundings, promotion: Promotion): Promise<boolean> {
  if (surroundings.now() < requestExpiresAt(promotion.requestedAt)) return false;
  const outcome = "Nobody decided within 7 days.";
  await close(surroundings, promotion, {
    to: "failed",
    outcome,
    action: "promotion.expire",
    event: { kind: "expired", text: "expired: nobody decided within 7 days" },
  });
  return true;
}

/** Somebody else's change brought the same release first: nothing is left to do, and nobody should wait for it. */
export function closeOvertaken(surroundings: Surroundings, promotion: Promotion): Promise<void> {
  const outcome = `${promotion.toVersion ?? "The same release"} came to ${promotion.target} by another change.`;
  return close(surroundings, promotion, {
    to: "superseded",
    outcome,
    action: "promotion.supersede",
    event: { kind: "superseded", text: "was overtaken", detail: outcome },
  });
}

type End = {
  to: "failed" | "superseded";
  outcome: string;
  action: string;
  event: { kind: string; text: string; detail?: string };
};

const close = (
  { store, now, context }: Surroundings,
  promotion: Promotion,
  { to, outcome, action, event }: End,
): Promise<void> =>
  store.write(async (tx) => {
    const at = now();
    const moved = await tx.promotions.move(promotion.id, promotion.version, { to, outcome }, at);
    if (moved.kind !== "moved") return;
    await tx.timeline.add({ promotion: promotion.id, actor: "orchestr8", ...event }, at);
    await automationLine(tx, promotion, { action, reason: outcome, requestId: context.requestId }, at);
    await tx.news.publish(["promotions", "fleet", `promotion:${promotion.id}`, "audit"]);
  });
