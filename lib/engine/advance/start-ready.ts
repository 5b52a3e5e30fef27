import { actorName } from "@/lib/domain/actor";
import { openPromotions } from "@/lib/operations/open-promotions";
import { jobKey, jobKind } from "@/lib/operations/promotion/job-key";
import { askOf, planText, review } from "@/lib/operations/promotion/review";
import type { Promotion } from "@/lib/ports/store/promotions";
import { closeExpired, closeOvertaken } from "./close";
import { automation, each, type Surroundings } from "./surroundings";

/** Plans that moved are made anew; what has no blocking gate left starts. True when something started. */
export async function startReady(now: Surroundings): Promise<boolean> {
  const open = await openPromotions(now.ports.store);
  let started = false;
  const waiting = open.filter((p) => p.state === "waiting");
  await each(now, waiting, async (promotion) => {
    if (await closeExpired(now, promotion)) return;
    started = (await advanceOne(now, promotion)) || started;
  });
  return started;
}

async function advanceOne(surroundings: Surroundings, promotion: Promotion): Promise<boolean> {
  const { ports, store, now, context } = surroundings;
  const { planned, judged, moved } = await review(ports, promotion, context.sha256, now());
  if (!planned.ok && planned.refusal.code === "plan.empty") await closeOvertaken(surroundings, promotion);
  if (!planned.ok || !judged) return false;
  if (moved.length > 0) {
    const asked = await askOf(ports, promotion);
    const restores = asked.kind === "edit" ? null : (asked.commit ?? null);
    await store.write(async (tx) => {
      const made = await tx.promotions.replan(
        promotion.id,
        promotion.version,
        {
          planDigest: planned.plan.digest,
          plan: planText(planned.plan, restores),
          baseCommit: planned.state.commit?.sha ?? "",
          fromVersion: planned.plan.fromVersion,
          toVersion: planned.plan.toVersion,
          requiredTeams: [...new Set([...promotion.requiredTeams, ...judged.teams])],
        },
        now(),
      );
      if (made.kind !== "moved") return;
      await tx.timeline.add(
        {
          promotion: promotion.id,
          kind: "replanned",
          actor: "orchestr8",
          text: "made the plan anew; earlier approvals do not count for it",
          detail: moved.join(" "),
        },
        now(),
      );
      await tx.news.publish(["promotions", `promotion:${promotion.id}`]);
    });
    return false;
  }
  if (!judged.verdict.ready) return false;
  return store.write(async (tx) => {
    const result = await tx.promotions.move(promotion.id, promotion.version, { to: "running" }, now());
    if (result.kind !== "moved") return false;
    const added = await tx.jobs.add(
      { kind: jobKind, key: jobKey(promotion.id), payload: { promotion: promotion.id } },
      now(),
    );
    if (!added.added) await tx.jobs.again(jobKey(promotion.id), now());
    await tx.timeline.add(
      {
        promotion: promotion.id,
        kind: "started",
        actor: actorName(automation),
        text: "every gate passed; delivery started",
      },
      now(),
    );
    await tx.news.publish([
      "promotions",
      "fleet",
      `promotion:${promotion.id}`,
      `application:${promotion.application}`,
    ]);
    return true;
  });
}
