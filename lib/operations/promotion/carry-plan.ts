import { promotion as contract } from "@/lib/contract";
import { mayRun } from "@/lib/domain/permission";
import { answers, Refused } from "../definition";
import { isProduction } from "../environment-head";
import { carryCase } from "./carry-case";
import { gateView } from "./gate-view";
import { costOfPlan } from "./plan-cost";
import { planView } from "./plan-view";
import { verdictView } from "./request-verdict";

/** The preview of one value's way into another environment: its line, its gates, and whether it may be asked for. */
export const carryPlan = answers(
  contract.carryPlan,
  ["desired", "renderer", "store", "repo", "live"],
  async (ports, ask, context) => {
    const made = await carryCase(ports, ask, context);
    if (!made.ok) return new Refused(made.refusal);
    const { planned, judged, taken, before, after } = made;
    const { fleet, commit } = planned.state;
    const { application, to } = ask;
    const permitted = mayRun("promotion.carry", context.actor, fleet, { application, environment: to });
    const sha = commit?.sha ?? null;
    return {
      asOf: context.now.toISOString(),
      production: fleet.environments.some((one) => one.name === to && isProduction(one)),
      before,
      after,
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
  (_ports, { application, to }) => ({ scope: { application, environment: to }, object: null }),
);
