import { type PlanCost, planCost } from "@/lib/domain/cost-review/plan-cost";
import type { Plan } from "@/lib/domain/plan/plan";
import type { DesiredState } from "@/lib/ports/desired";
import { pricesAt } from "../cost/prices";

/** The monthly effect of a plan at the prices of the revision it was made at; null when it changes no capacity. */
export async function costOfPlan(state: DesiredState, plan: Plan, now: Date): Promise<PlanCost | null> {
  const { prices } = await pricesAt(state);
  return planCost(state.fleet, plan, prices, now);
}
