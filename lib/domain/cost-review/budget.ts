import type { Fleet } from "../fleet";
import { outlook } from "./forecast";
import type { DayLine } from "./line";
import type { Month } from "./month";

/** What a month may cost, and whose it is. In the fleet's currency. */
export type Budget = { scope: "environment" | "team"; name: string; monthly: number };

export type BudgetState = Budget & {
  spent: number;
  /** Null when fewer than seven whole days are known. */
  forecast: number | null;
  /** YYYY-MM-DD of the first day on which what was spent and is to come exceeds it; null when none does. */
  passesOn: string | null;
};

/** The budgets that the fleet file declares, of environments in promotion order, then of teams. */
export function budgetsOf(fleet: Fleet): readonly Budget[] {
  return [
    ...fleet.environments.flatMap(({ name }): Budget[] => {
      const monthly = environmentBudget(fleet, name);
      return monthly === null ? [] : [{ scope: "environment", name, monthly }];
    }),
    ...fleet.teams.flatMap(({ name, budget }): Budget[] =>
      budget === undefined ? [] : [{ scope: "team", name, monthly: budget }],
    ),
  ];
}

/** As the environment's layers say, without what one application says of itself; null when none does. */
function environmentBudget(fleet: Fleet, environment: string): number | null {
  for (const { environment: at, block, origins, overridden } of fleet.declarations) {
    if (at !== environment) continue;
    const own = origins["budget.monthly"]?.layer === "application";
    const monthly = own ? overridden?.["budget.monthly"]?.at(-1)?.value : block.budget?.monthly;
    if (typeof monthly === "number") return monthly;
    if (typeof monthly === "bigint") return Number(monthly);
  }
  return null;
}

/**
 * A budget beside the month so far and how it will close. An environment's is held against all that is paid there; a
 * team's against what its applications cost, as capacity that nobody asked for belongs to no team.
 */
export function budgetState(
  budget: Budget,
  lines: readonly DayLine[],
  month: Month,
  today: string,
  whole: readonly string[],
): BudgetState {
  const mine = lines.filter((line) => line[budget.scope] === budget.name);
  const { spent, forecast, days } = outlook(mine, month, today, whole);
  return { ...budget, spent, forecast: forecast?.value ?? null, passesOn: passesOn(days, budget.monthly) };
}

/** The first day on which the sum of what was measured and is to come is over the budget. */
export function passesOn(
  days: readonly { day: string; cost: number | null; estimate: number | null }[],
  monthly: number,
): string | null {
  let sum = 0;
  for (const { day, cost, estimate } of days) {
    sum += (cost ?? 0) + (estimate ?? 0);
    if (sum > monthly) return day;
  }
  return null;
}
