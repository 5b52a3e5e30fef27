import { resources as contract } from "@/lib/contract";
import { poolRules } from "@/lib/domain/capacity-review/pool-fit";
import { mayRun } from "@/lib/domain/permission";
import { answers, Refused } from "../definition";
import { isProduction } from "../environment-head";
import { gateView } from "../promotion/gate-view";
import { costOfPlan } from "../promotion/plan-cost";
import { planView } from "../promotion/plan-view";
import { verdictView } from "../promotion/request-verdict";
import { estimate } from "./effect";
import { rightSizePoolCase } from "./right-size-pool-case";
import { usualWindow } from "./use";

/** The preview of another node pool: what was tried, and the same plan, gates and verdict that a request would get. */
export const rightSizePoolPlan = answers(
  contract.rightSizePoolPlan,
  ["desired", "store", "repo", "live"],
  async (ports, { environment, window = usualWindow }, context) => {
    const made = await rightSizePoolCase(ports, { environment, window }, context);
    if (!made.ok) return new Refused(made.refusal);
    const { planned, judged, taken, suggestion } = made;
    const { hours, from, to, quietest, busiest, tried, effect, currency } = suggestion;
    const { fleet, commit } = planned.state;
    const sha = commit?.sha ?? null;
    const permitted = mayRun("environment.right-size-pool", context.actor, fleet, { environment });
    const target = fleet.environments.find((one) => one.name === environment);
    return {
      asOf: context.now.toISOString(),
      production: target ? isProduction(target) : false,
      window,
      hours,
      from,
      to,
      quietest,
      busiest,
      tried: tried.map(({ monthly, ...pool }) => ({ ...pool, monthly: estimate(monthly, currency) })),
      effect: effect === null ? null : estimate(effect, currency),
      rule,
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

const rule = `Every measured hour is packed with the pods that ran then at today's requests, nodes filled to ${Math.round(poolRules.fill * 100)} %; the maximum leaves a quarter above the busiest hour. Types are those that pricing.yaml names for the region; spreading rules and taints are not looked at.`;
