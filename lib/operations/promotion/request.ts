import { promotion as contract } from "@/lib/contract";
import { approvalNeeds } from "@/lib/domain/approval-needs";
import { mayRequest } from "@/lib/domain/promotion";
import { decides, Refused, refuse, refuseBy, write } from "../definition";
import { judge } from "./case";
import { makePlan } from "./make-plan";
import { openRequest } from "./open-request";
import { sentenceOf } from "./sentence-of";

/** Asks for a planned change. What waits, waits visibly; what nobody could ever approve is refused here. */
export const request = decides(
  contract.request,
  ["desired", "store", "repo"],
  (_ports, { application, to }) => ({ scope: { application, environment: to }, object: null }),
  async (
    ports,
    { application, from, to, planDigest, approvers, mode, comment },
    { actor, now, sha256, newId },
  ) => {
    const planned = await makePlan(ports.desired, { kind: "promotion", application, from, to }, sha256);
    if (!planned.ok) return new Refused(planned.refusal);
    const { plan, state } = planned;
    if (planDigest !== undefined && planDigest !== plan.digest)
      return refuse(
        "conflict",
        "plan.moved",
        "The plan changed since you looked; read it again before you ask.",
        { seen: planDigest, now: plan.digest },
      );
    const requestedBy = actor.kind === "person" ? actor.id : "";
    const judged = await judge(
      ports,
      planned,
      {
        application,
        kind: "promotion",
        from,
        to,
        state: "waiting",
        requestedBy,
        added: approvers,
        approvals: [],
      },
      now,
    );
    const needs = approvalNeeds(state.fleet, application, judged.route, approvers);
    const verdict = mayRequest(needs, mode);
    if (!verdict.allowed) return refuseBy(verdict);
    const stopped =
      mode === "auto-approve"
        ? judged.verdict.blockers.filter((gate) => gate.kind !== "window" && gate.kind !== "soak")
        : [];
    if (stopped.length > 0)
      return refuse("blocked", "promotion.gates", judged.verdict.sentence, {
        gates: stopped.map((gate) => gate.name),
      });
    const id = newId("promotion");
    return write({
      object: id,
      revision: plan.digest,
      reason: `${plan.toVersion ?? "change"} from ${from} to ${to}`,
      topics: ["promotions", `promotion:${id}`, `application:${application}`, "fleet"],
      run: async (tx) => {
        const promotion = await openRequest(tx, {
          id,
          planned,
          judged,
          actor,
          reason: comment ?? null,
          restores: null,
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
