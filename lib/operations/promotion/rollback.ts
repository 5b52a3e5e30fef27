import { promotion as contract } from "@/lib/contract";
import { approvalNeeds } from "@/lib/domain/approval-needs";
import { decides, Refused, refuse, write } from "../definition";
import { judge } from "./case";
import { makePlan } from "./make-plan";
import { openRequest } from "./open-request";
import { sentenceOf } from "./sentence-of";

/** Asks for the way back: a plan to an earlier release that the environment verified, committed to Git like any other. */
export const rollback = decides(
  contract.rollback,
  ["desired", "store", "repo"],
  (_ports, { application, environment }) => ({ scope: { application, environment }, object: null }),
  async (ports, { application, environment, version, reason }, { actor, now, sha256, newId }) => {
    const runs = await ports.store.releases.history({ application, environment, limit: 200 });
    const current = runs.find((run) => run.endedAt === null);
    const back = runs.find(
      (run) =>
        run.verifiedAt !== null &&
        run.commit !== null &&
        run.release !== current?.release &&
        (version === undefined || run.version === version),
    );
    if (!back?.commit)
      return refuse(
        "blocked",
        "rollback.no-way-back",
        version === undefined
          ? `${environment} has no earlier release of ${application} that it verified.`
          : `${environment} never verified ${application} ${version}, so it is no way back.`,
      );
    const planned = await makePlan(
      ports.desired,
      { kind: "rollback", application, from: null, to: environment, commit: back.commit },
      sha256,
    );
    if (!planned.ok) return new Refused(planned.refusal);
    const { plan, state } = planned;
    const requestedBy = actor.kind === "person" ? actor.id : "";
    const judged = await judge(
      ports,
      planned,
      {
        application,
        kind: "rollback",
        from: null,
        to: environment,
        state: "waiting",
        requestedBy,
        added: [],
        approvals: [],
      },
      now,
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
