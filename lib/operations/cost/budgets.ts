import type { BudgetView } from "@/lib/contract/cost";
import { type BudgetState, budgetState, budgetsOf } from "@/lib/domain/cost-review/budget";
import { money } from "@/lib/domain/cost-review/money";
import { shortDay } from "@/lib/domain/cost-review/month";
import type { Fleet } from "@/lib/domain/fleet";
import { counted, listed } from "@/lib/domain/promotion/sentence";
import { isProduction } from "../environment-head";
import type { Measured } from "./measured";
import type { CostScope } from "./scope";

/**
 * The declared budgets beside what was spent and is to come. None when amounts are in another currency than the
 * fleet's. A team's is told only to who sees all that the team costs.
 */
export function budgetStates(
  fleet: Fleet,
  { shown, whole }: CostScope,
  { lines, month, today, days }: Measured,
  currency: string,
): readonly BudgetState[] {
  if (currency !== fleet.currency) return [];
  return budgetsOf(fleet)
    .filter(({ scope, name }) => (scope === "team" ? whole : shown.some((one) => one.name === name)))
    .map((budget) => budgetState(budget, lines, month, today, days));
}

/** The sum of the environments' budgets; null when none declares one. */
export function budgetTotal(states: readonly BudgetState[]): number | null {
  const mine = states.filter(({ scope }) => scope === "environment");
  return mine.length === 0 ? null : mine.reduce((sum, { monthly }) => sum + monthly, 0);
}

export const isOver = ({ forecast, spent, monthly }: BudgetState): boolean => (forecast ?? spent) > monthly;

export const budgetViews = (states: readonly BudgetState[], { shown }: CostScope): BudgetView[] =>
  states.map((state) => ({
    ...state,
    production:
      state.scope === "environment" && shown.some((one) => one.name === state.name && isProduction(one)),
    over: isOver(state),
    passesOn: state.passesOn === null ? null : shortDay(state.passesOn),
  }));

/** Which budgets are exceeded, by how much, and since or from which day. */
export function budgetsCaption(states: readonly BudgetState[], { today, month }: Measured, currency: string) {
  if (states.length === 0) return `No budget is declared in ${currency}.`;
  const over = states.filter(isOver);
  if (over.length === 0)
    return states.every(({ forecast }) => forecast === null)
      ? "None is passed yet; a forecast needs seven whole days."
      : `None of the ${counted(states.length, "budget")} is passed in ${month.name}.`;
  const parts = over.map(({ name, forecast, spent, monthly, passesOn }) => {
    const by = money((forecast ?? spent) - monthly, currency);
    if (passesOn === null) return `${name} by ${by}`;
    return `${name} by ${by}, ${passesOn < today ? "passed on" : "from"} ${shortDay(passesOn)}`;
  });
  return `Over budget: ${parts.join("; ")}.`;
}

/** For the sentence: who passes a budget, and when; null when nobody does. */
export function passing(states: readonly BudgetState[], today: string): string | null {
  const over = states
    .filter((state) => isOver(state) && state.passesOn !== null)
    .sort((a, b) => ((a.passesOn ?? "") < (b.passesOn ?? "") ? -1 : 1));
  if (over.length === 0) return null;
  const shown = over.slice(0, 3);
  const words = shown.map(
    ({ name, passesOn }) =>
      `${name} ${(passesOn ?? "") < today ? "passed its budget on" : "passes its budget on"} ${shortDay(passesOn ?? today)}`,
  );
  const more = over.length - shown.length;
  return listed(more > 0 ? [...words, `${counted(more, "more budget")} passed`] : words);
}
