import { resources as contract } from "@/lib/contract";
import { adviceRules } from "@/lib/domain/capacity-review/right-size";
import type { SizeProfile } from "@/lib/domain/capacity-review/size-profile";
import { pricesAt } from "../cost/prices";
import { answers, Refused } from "../definition";
import { previewOf } from "../promotion/preview";
import { effectCaveat, estimate, unitPriceAt } from "./effect";
import { placesOf } from "./place";
import { rightSizeCase } from "./right-size-case";
import { sizeProfile } from "./suggestion";
import { totalEffect } from "./total-effect";
import { usualWindow } from "./use";

/** The preview of other requests: the same plan, gates and verdict that a request would get. */
export const rightSizePlan = answers(
  contract.rightSizePlan,
  ["desired", "store", "repo", "renderer", "live"],
  async (ports, { environment, application, workload, window = usualWindow }, context) => {
    const made = await rightSizeCase(ports, { environment, application, workload, window }, context);
    if (!made.ok) return new Refused(made.refusal);
    const { suggestions, left } = made;
    const { state } = made.planned;
    const { prices } = await pricesAt(state);
    const places = await placesOf(state, ports.live, environment, context.now);
    const unitAt = (placement: Parameters<typeof unitPriceAt>[3]) =>
      unitPriceAt(state, ports.live, prices, placement, context.now);
    const value = totalEffect(places, application, suggestions, unitAt);
    return {
      ...(await previewOf(ports.live, made, { operation: "environment.right-size", application }, context)),
      window,
      rule: ruleText(sizeProfile(state.fleet, environment)),
      suggestions: suggestions.map(({ wanted: _, ...one }) => one),
      left: [...left],
      effect: value === null ? null : estimate(value, prices.currency),
      caveat: effectCaveat,
    };
  },
  (_ports, { environment, application }) => ({ scope: { environment, application }, object: null }),
);

/** "CPU p95 / 0.65 (production), memory maximum + 15 %". */
const ruleText = ({ name, cpuTarget }: SizeProfile): string =>
  `CPU: p95 of the hours' peaks may fill ${Math.round(cpuTarget * 100)} % of the request (${name} profile); memory: the maximum and ${Math.round((adviceRules.memoryHeadroom - 1) * 100)} %; a fifth and at least 100 MiB above what it had where it ran out.`;
