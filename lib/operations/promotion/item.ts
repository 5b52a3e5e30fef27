import type { z } from "zod";
import type { PromotionItem } from "@/lib/contract/promotion-view";
import type { PersonView } from "@/lib/contract/view";
import { approvalLifeMs } from "@/lib/domain/approval";
import { mayApprove } from "@/lib/domain/approval-decision";
import type { Fleet } from "@/lib/domain/fleet";
import type { Person } from "@/lib/ports/store/people";
import type { Promotion } from "@/lib/ports/store/promotions";
import type { Context, Ports } from "../definition";
import { isProduction } from "../environment-head";
import { review } from "./review";
import { sentenceOf, statusOf } from "./sentence-of";

export const personView = ({ id, name, email }: Pick<Person, "id" | "name" | "email">): PersonView => ({
  id,
  name,
  email,
});

/** Whether it changes production, as the fleet file says today. */
export const intoProduction = (fleet: Pick<Fleet, "environments">, { target }: Promotion): boolean =>
  fleet.environments.some((one) => one.name === target && isProduction(one));

/** A promotion as a list shows it. Waiting ones are judged at the head as it stands; ended ones are as they ended. */
export async function promotionItem(
  ports: Pick<Ports, "desired" | "store" | "repo">,
  promotion: Promotion,
  { actor, now, sha256 }: Context,
): Promise<z.infer<typeof PromotionItem>> {
  const { fleet } = await ports.desired.head();
  const reviewed = promotion.state === "waiting" ? await review(ports, promotion, sha256, now) : null;
  const verdict = reviewed?.judged?.verdict ?? null;
  const refusal = reviewed && !reviewed.planned.ok ? reviewed.planned.refusal.message : null;
  const requester = promotion.automatic ? null : await ports.store.people.get(promotion.requestedBy);
  return {
    id: promotion.id,
    kind: promotion.kind,
    application: promotion.application,
    from: promotion.source,
    to: promotion.target,
    production: intoProduction(fleet, promotion),
    fromVersion: promotion.fromVersion,
    toVersion: promotion.toVersion,
    state: promotion.state,
    status: statusOf(promotion, verdict, refusal),
    sentence: sentenceOf(promotion, verdict, refusal),
    requestedBy: requester ? personView(requester) : null,
    requestedAt: promotion.requestedAt.toISOString(),
    finishedAt: promotion.finishedAt?.toISOString() ?? null,
    waitsForMe: reviewed?.judged && actor.kind === "person" ? mine(reviewed.judged, actor) : null,
    expiresAt:
      promotion.state === "waiting"
        ? new Date(promotion.requestedAt.getTime() + approvalLifeMs).toISOString()
        : null,
  };
}

/** The first team the reader could say yes for now. */
function mine(
  judged: NonNullable<Awaited<ReturnType<typeof review>>["judged"]>,
  actor: Extract<Context["actor"], { kind: "person" }>,
): string | null {
  const { approvals } = judged;
  return judged.teams.find((team) => mayApprove(approvals, actor, team, approvals.digest).allowed) ?? null;
}
