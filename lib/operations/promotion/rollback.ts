import { promotion as contract } from "@/lib/contract";
import { approvalNeeds } from "@/lib/domain/approval-needs";
import { decides, Refused, refuse, write } from "../definition";
import { openRequest } from "./open-request";
import { rollbackCase } from "./rollback-case";
import { sentenceOf } from "./sentence-of";

/** Asks for the way back: a plan to an earlier release that the environment verified, committed to Git like any other. */
export const rollback = decides(
  contract.rollback,
  ["desired", "store", "repo"],
  (_ports, { application, environment }) => ({ scope: { application, environment }, object: null }),
  async (ports, { planDigest, reason, ...ask }, context) => {
    const { application } = ask;
    const { actor, now, newId } = context;
    const made = await rollbackCase(ports, ask, context);
    if (!made.ok) return new Refused(made.refusal);
    const { planned, judged, back } = made;
    const { plan, state } = planned;
    if (planDigest !== undefined && planDigest !== plan.digest)
      return refuse(
        "conflict",
        "plan.moved",
        "The plan changed since you looked; read it again before you ask.",
        { seen: planDigest, now: plan.digest },
      );
    const needs = approvalNeeds(state.fleet, application, judged.route, []);
    if (needs.misconfigured) return new Refused(needs.misconfigured);
    const id = newId("promotion");
    return write({
      object: id,
      revision: plan.digest,
      reason,
      topics: ["promotions", `promotion:${id}`, `application:${application}`, "fleet"],
      run: async (tx) => {
        const promotion = await openRequest(tx, {
          id,
          planned,
          judged,
          actor,
          reason,
          restores: back.commit,
          now,
        });
        return {
          id: promotion.id,
          digest: plan.digest,
          state: promotion.state,
          sentence: sentenceOf(promotion, judged.verdict, null),
        };
      },
    });
  },
);
