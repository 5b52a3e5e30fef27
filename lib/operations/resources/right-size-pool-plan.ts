import { resources as contract } from "@/lib/contract";
import { poolRules } from "@/lib/domain/capacity-review/pool-fit";
import { answers, Refused } from "../definition";
import { previewOf } from "../promotion/preview";
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
    const { hours, from, to, quietest, busiest, tried, effect, currency } = made.suggestion;
    return {
      ...(await previewOf(ports.live, made, { operation: "environment.right-size-pool" }, context)),
      window,
      hours,
      from,
      to,
      quietest,
      busiest,
      tried: tried.map(({ monthly, ...pool }) => ({ ...pool, monthly: estimate(monthly, currency) })),
      effect: effect === null ? null : estimate(effect, currency),
      rule,
    };
  },
  (_ports, { environment }) => ({ scope: { environment }, object: null }),
);

const rule = `Every measured hour is packed with the pods that ran then at today's requests, nodes filled to ${Math.round(poolRules.fill * 100)} %; the maximum leaves a quarter above the busiest hour. Types are those that pricing.yaml names for the region; spreading rules and taints are not looked at.`;
