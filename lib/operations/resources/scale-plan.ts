import { resources as contract } from "@/lib/contract";
import { mayRun } from "@/lib/domain/permission";
import { answers, Refused } from "../definition";
import { isProduction } from "../environment-head";
import { gateView } from "../promotion/gate-view";
import { costOfPlan } from "../promotion/plan-cost";
import { planView } from "../promotion/plan-view";
import { verdictView } from "../promotion/request-verdict";
import { scaleCase } from "./scale-case";

/** The preview of a scaling: the same plan, gates and verdict that a request would get. */
export const scalePlan = answers(
  contract.scalePlan,
  ["desired", "store", "repo", "live"],
  async (ports, { environment, nodes }, context) => {
    const made = await scaleCase(ports, { environment, nodes }, context);
    if (!made.ok) return new Refused(made.refusal);
    const { planned, judged, edit, taken } = made;
    const permitted = mayRun("environment.scale", context.actor, planned.state.fleet, { environment });
    const { fleet, commit } = planned.state;
    const sha = commit?.sha ?? null;
    const target = fleet.environments.find((one) => one.name === environment);
    return {
      asOf: context.now.toISOString(),
      production: target ? isProduction(target) : false,
      from: edit.from,
      to: nodes,
      max: edit.max,
      plan: planView(planned.plan, {
        fleet,
        live: ports.live,
        commits: [],
        base: sha,
        approvable: sha !== null,
        cost: await costOfPlan(planned.state, planned.plan, context.now),
      }),
      gates: judged.gates.map((gate) => gateView(gate, sha)),
      verdict: [{ text: judged.verdict.sentence, strong: true }],
      request: verdictView(permitted.allowed && taken ? { allowed: false, ...taken } : permitted),
    };
  },
  (_ports, { environment }) => ({ scope: { environment }, object: null }),
);
