import { cost as contract } from "@/lib/contract";
import type { CostReviewView } from "@/lib/contract/cost";
import { passesOn } from "@/lib/domain/cost-review/budget";
import { outlook } from "@/lib/domain/cost-review/forecast";
import { money } from "@/lib/domain/cost-review/money";
import { dayStart, shortDay } from "@/lib/domain/cost-review/month";
import { poolEstimates } from "@/lib/domain/cost-review/pool-estimate";
import { type SavingStand, savingEnvironment, savingStand } from "@/lib/domain/cost-review/saving-stand";
import { counted } from "@/lib/domain/promotion/sentence";
import { answers, Refused } from "../definition";
import { isProduction } from "../environment-head";
import { problemView } from "../problem-view";
import { anomaliesView } from "./anomalies";
import { unpricedAssets } from "./asset-prices";
import { billedView } from "./billed";
import { budgetStates, budgetsCaption, budgetTotal, budgetViews, passing } from "./budgets";
import { changesOf } from "./changes";
import { idleWeek } from "./idle-week";
import { type Measured, measuredDays } from "./measured";
import { monthsOf } from "./months";
import { movedOf, movedView, movementReason } from "./moved";
import { labelNames, linesBy } from "./parts";
import { pricesAt } from "./prices";
import { quality } from "./quality";
import { savingsView } from "./savings-view";
import { type CostScope, costScope } from "./scope";
import { estimateSentence, measuredSentence } from "./sentence";
import { savedOutside, stoppable } from "./stoppable";
import { suggestedSavings } from "./suggested";
import { acrossOf, tableOf } from "./table";

/** Page, CSV and `o8 cost review` of a month; everything shown is summed from the same daily lines. */
export const review = answers(
  contract.review,
  ["desired", "live", "store", "repo"],
  async ({ desired, live, store, repo }, input, { actor, now }) => {
    const state = await desired.head();
    const { fleet } = state;
    const scope = costScope(fleet, actor, input.environment);
    if (scope instanceof Refused) return scope;
    const { prices, file, problems } = await pricesAt(state);
    const { currency } = prices;
    const measured = await measuredDays(store, fleet, scope, { month: input.month, currency, now });
    const { month, previous, today, over, lines, days } = measured;
    const view = outlook(lines, month, today, days);
    const states = budgetStates(fleet, scope, measured, currency);
    const budget = budgetTotal(states);
    const passes = budget === null ? null : passesOn(view.days, budget);
    const pools = poolEstimates(fleet, prices, now).filter(({ environment }) =>
      scope.shown.some(({ name }) => name === environment),
    );
    const coverage = await store.samples.coverage({
      since: dayStart(month.days[0] ?? today, fleet.zone),
      until: new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000),
    });
    const sources = await store.samples.sources({
      from: month.days[0] ?? today,
      to: month.days.at(-1) ?? today,
    });
    const unpriced = await unpricedAssets(store, prices, now);
    const moved = movedOf(measured, view.forecast !== null);
    const changesOn = changesOf({ repo, store }, state, previous.days[0] ?? today);
    const suggested = await suggestedSavings(
      { live, store },
      state,
      lines.length > 0 ? scope.shown.map(({ name }) => name) : [],
      now,
    );
    const found = stoppable(fleet, scope, measured, suggested);
    const stand = savingStand(found, await store.savings.latest(), today);
    const axes = { by: input.by, across: acrossOf(input.by, input.across) };
    const told = await linesBy(store, fleet, scope, measured, {
      dimensions: [axes.by, axes.across],
      currency,
    });
    const mark = lines.length > 0 ? "measured" : "estimate";
    return {
      asOf: now.toISOString(),
      currency,
      month: { id: month.id, name: month.name, title: month.title, over },
      environment: input.environment ?? null,
      environments: [...scope.seen],
      ...axes,
      mark,
      measuredTo: coverage.measuredTo?.toISOString() ?? null,
      sentence:
        mark === "measured"
          ? measuredSentence({
              month,
              over,
              view,
              budget,
              passing: passing(states, today),
              movement: moved,
              previousName: previous.name,
              currency,
              saved: savedOutside(stand.open.map(({ saving }) => saving)),
            })
          : estimateSentence(pools, currency),
      spent: view.spent,
      budget,
      forecast: view.forecast,
      passesOn: passes === null ? null : shortDay(passes),
      budgets: budgetViews(states, scope),
      budgetsCaption: budgetsCaption(states, measured, currency),
      days: view.days.map((day) => ({ ...day, name: shortDay(day.day) })),
      daysCaption: daysCaption(view.spent, budget, measured, currency),
      ...(await monthsOf(store, scope, measured, { forecast: view.forecast?.value ?? null, currency })),
      movement: moved && (await movedView(moved, measured, { file, changesOn, currency })),
      movementReason: moved ? null : movementReason(measured),
      anomalies: await anomaliesView(measured, changesOn, currency),
      labels: [...(await labelNames(store, fleet, scope, measured))],
      table: tableOf(scope, measured, told, states, axes),
      pools: pools.map((pool) => ({
        ...pool,
        production: scope.shown.some((one) => one.name === pool.environment && isProduction(one)),
      })),
      poolsCaption:
        "An estimate: declared nodes times their price, 730 hours a month, without volumes and traffic.",
      idle: mark === "measured" ? await idleWeek(store, scope.shown, fleet.zone, currency, now) : null,
      savings: await savingsView(store, visible(stand, scope), { fleet, actor, today, currency }),
      billed: await billedView(store, scope, measured, { currency, exchange: file?.exchange ?? {} }),
      quality: quality(fleet, live, prices, measured, { coverage, sources, unpriced }, now),
      problems: problems.map(problemView),
    } satisfies CostReviewView;
  },
);

/** A decision on an environment that was not asked for, or may not be seen, is not told. */
const visible = (stand: SavingStand, { shown }: CostScope): SavingStand => ({
  ...stand,
  accepted: stand.accepted.filter(({ decision }) =>
    shown.some(({ name }) => name === savingEnvironment(decision.saving)),
  ),
});

function daysCaption(
  spent: number,
  budget: number | null,
  { month, today }: Measured,
  currency: string,
): string {
  const gone = month.days.filter((day) => day <= today).length;
  const ofMonth = Math.round((gone / month.days.length) * 100);
  return budget === null
    ? `${money(spent, currency)} was spent in ${counted(gone, "day")}; no budget is declared in this currency.`
    : `Spending is ${Math.round((spent / Math.max(budget, 1e-9)) * 100)} % of the budget after ${ofMonth} % of the month.`;
}
