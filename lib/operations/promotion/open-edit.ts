import type { AskedChange } from "@/lib/contract/asked-change";
import { type ApprovalNeeds, approvalNeeds } from "@/lib/domain/approval-needs";
import type { Refusal } from "@/lib/domain/refusal";
import { type Context, type Ports, Refused, refuse, type Write, write } from "../definition";
import { openPromotions } from "../open-promotions";
import { type Judged, judge } from "./case";
import type { Planned } from "./make-plan";
import { openRequest } from "./open-request";
import { sentenceOf } from "./sentence-of";

export type EditCase = {
  planned: Extract<Planned, { ok: true }>;
  judged: Judged;
  needs: ApprovalNeeds;
  /** Set when asking now would take the place of another change that waits. */
  taken: Refusal | null;
};

/** A planned edit held against the gates and approvals of its target, and against what is asked for already. */
export async function editCase(
  ports: Pick<Ports, "store" | "repo">,
  planned: Extract<Planned, { ok: true }>,
  added: readonly string[],
  { actor, now }: Context,
): Promise<EditCase> {
  const { application, to } = planned.plan;
  const judged = await judge(
    ports,
    planned,
    {
      application,
      kind: "edit",
      from: null,
      to,
      state: "waiting",
      requestedBy: actor.kind === "person" ? actor.id : "",
      added,
      approvals: [],
    },
    now,
  );
  // A newer request takes the place of a waiting one; an edit of a value must not do that to a release.
  const open = (await openPromotions(ports.store)).some(
    (p) => p.application === application && p.target === to,
  );
  return {
    planned,
    judged,
    needs: approvalNeeds(planned.state.fleet, application, judged.route, added),
    taken: open
      ? {
          kind: "conflict",
          code: "promotion.open",
          message: `A change of ${application} to ${to} is asked for already; decide it first.`,
        }
      : null,
  };
}

/** Asks for a planned edit, exactly as it was seen. `what` is the sentence that the commit and the ledger carry. */
export function openEdit(
  { planned, judged, needs, taken }: EditCase,
  ask: { what: string; planDigest: string | undefined; comment: string | undefined },
  { actor, now, newId }: Context,
): Write<AskedChange> | Refused {
  const { plan } = planned;
  const { what, planDigest, comment } = ask;
  if (planDigest !== undefined && planDigest !== plan.digest)
    return refuse(
      "conflict",
      "plan.moved",
      "The plan changed since you looked; read it again before you ask.",
      { seen: planDigest, now: plan.digest },
    );
  if (taken) return new Refused(taken);
  if (needs.misconfigured) return new Refused(needs.misconfigured);
  const id = newId("promotion");
  return write({
    object: id,
    revision: plan.digest,
    reason: what,
    topics: [
      "promotions",
      `promotion:${id}`,
      `application:${plan.application}`,
      `environment:${plan.to}`,
      "fleet",
    ],
    run: async (tx) => {
      const reason = comment === undefined ? what : `${what}: ${comment}`;
      const promotion = await openRequest(tx, { id, planned, judged, actor, reason, restores: null, now });
      return {
        id: promotion.id,
        digest: plan.digest,
        state: promotion.state,
        sentence: sentenceOf(promotion, judged.verdict, null),
      };
    },
  });
}
