import type { Actor } from "@/lib/domain/actor";
import type { Promotion } from "@/lib/ports/store/promotions";
import type { StorePorts } from "../definition";
import type { Judged } from "./case";
import type { Planned } from "./make-plan";
import { planText } from "./review";

/** Writes a request: the promotion, what it supersedes, and the first lines of its timeline. */
export async function openRequest(
  tx: StorePorts,
  ask: {
    id: string;
    planned: Extract<Planned, { ok: true }>;
    judged: Judged;
    actor: Actor;
    reason: string | null;
    restores: string | null;
    now: Date;
  },
): Promise<Promotion> {
  const { plan, state } = ask.planned;
  const requestedBy =
    ask.actor.kind === "person" ? ask.actor.id : ask.actor.kind === "machine" ? ask.actor.name : "local";
  const { promotion, superseded } = await tx.promotions.request(
    {
      id: ask.id,
      application: plan.application,
      kind: plan.kind,
      source: plan.from,
      target: plan.to,
      requestedBy,
      automatic: ask.actor.kind !== "person",
      reason: ask.reason,
      planDigest: plan.digest,
      plan: planText(plan, ask.restores),
      baseCommit: state.commit?.sha ?? "",
      fromVersion: plan.fromVersion,
      toVersion: plan.toVersion,
      requiredTeams: ask.judged.teams,
    },
    ask.now,
  );
  const title = `${plan.toVersion ?? "the change"} to ${plan.to}`;
  await tx.timeline.add(
    {
      promotion: promotion.id,
      kind: "requested",
      actor: requestedBy,
      text: `asked for ${title}`,
      detail: ask.reason,
    },
    ask.now,
  );
  if (superseded)
    await tx.timeline.add(
      {
        promotion: superseded.id,
        kind: "superseded",
        actor: requestedBy,
        text: `superseded by the newer request for ${title}`,
        detail: promotion.id,
      },
      ask.now,
    );
  return promotion;
}
