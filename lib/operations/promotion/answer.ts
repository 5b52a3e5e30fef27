import { mayApprove, mayReject } from "@/lib/domain/approval-decision";
import { freshSignIn } from "@/lib/domain/fresh-sign-in";
import { allowed } from "@/lib/domain/refusal";
import type { Context, Ports, StorePorts } from "../definition";
import { Refused, refuse, refuseBy, write } from "../definition";
import { intoProduction } from "./item";
import { review } from "./review";
import { sentenceOf } from "./sentence-of";

type Given = { id: string; team: string; planDigest: string; yes: boolean; reason: string | null };

/**
 * A yes or no for one team on exactly the plan that the person saw. Everything is judged at the protected head first;
 * the write checks again that the promotion is the one that was judged and that nobody filled the slot meanwhile.
 */
export async function answerFor(
  ports: Pick<Ports, "desired" | "store" | "repo">,
  given: Given,
  { actor, now, sha256 }: Context,
) {
  if (actor.kind !== "person") return refuse("forbidden", "auth.forbidden", "Only a person can decide.");
  const promotion = await ports.store.promotions.get(given.id);
  if (!promotion) return refuse("missing", "object.missing", "There is no such promotion.");
  const reviewed = await review(ports, promotion, sha256, now);
  if (!reviewed.planned.ok) return new Refused(reviewed.planned.refusal);
  if (!reviewed.judged)
    return refuse("conflict", "plan.moved", "The plan cannot be judged now; read it again.");
  const { approvals } = reviewed.judged;
  const verdict = given.yes
    ? mayApprove(approvals, actor, given.team, given.planDigest)
    : mayReject(approvals, actor, given.team, given.planDigest, given.reason ?? "");
  if (!verdict.allowed) return refuseBy(verdict);
  const { fleet } = reviewed.planned.state;
  const proof =
    given.yes && intoProduction(fleet, promotion)
      ? freshSignIn(actor.via, "approve-production", now)
      : allowed;
  if (!proof.allowed) return refuseBy(proof);
  return write({
    revision: given.planDigest,
    reason: `${given.yes ? "yes" : "no"} for ${given.team}${given.reason ? `: ${given.reason}` : ""}`,
    topics: ["promotions", `promotion:${promotion.id}`, `application:${promotion.application}`, "fleet"],
    run: async (tx) => {
      const current = await tx.promotions.get(promotion.id);
      if (current?.version !== promotion.version)
        return refuse("conflict", "plan.moved", "The promotion changed while you decided; read it again.");
      return given.yes
        ? sayYes(tx, promotion.id, given, actor.id, now)
        : sayNo(tx, promotion.version, given, actor.id, now);
    },
  });
}

async function sayYes(tx: StorePorts, id: string, given: Given, person: string, now: Date) {
  const cast = await tx.approvals.cast(
    { promotion: id, team: given.team, person, yes: true, digest: given.planDigest, reason: given.reason },
    now,
  );
  if (cast.kind === "filled")
    return refuse("conflict", "approval.already-given", "You already answered; one person fills one slot.");
  await tx.timeline.add(
    {
      promotion: id,
      kind: "approved",
      actor: person,
      text: `approved for ${given.team}`,
      detail: given.reason,
    },
    now,
  );
  const promotion = await tx.promotions.get(id);
  if (!promotion) return refuse("missing", "object.missing", "There is no such promotion.");
  return { id, state: promotion.state, sentence: [{ text: `Your yes for ${given.team} is recorded.` }] };
}

async function sayNo(tx: StorePorts, version: number, given: Given, person: string, now: Date) {
  const cast = await tx.approvals.cast(
    {
      promotion: given.id,
      team: given.team,
      person,
      yes: false,
      digest: given.planDigest,
      reason: given.reason,
    },
    now,
  );
  if (cast.kind === "filled")
    return refuse("conflict", "approval.already-given", "You already answered; one person fills one slot.");
  const moved = await tx.promotions.move(
    given.id,
    version,
    { to: "rejected", outcome: `${given.team} said no: ${given.reason ?? ""}` },
    now,
  );
  if (moved.kind !== "moved")
    return refuse("conflict", "plan.moved", "The promotion changed while you decided; read it again.");
  await tx.timeline.add(
    {
      promotion: given.id,
      kind: "rejected",
      actor: person,
      text: `rejected for ${given.team}`,
      detail: given.reason,
    },
    now,
  );
  return { id: given.id, state: moved.promotion.state, sentence: sentenceOf(moved.promotion, null, null) };
}
