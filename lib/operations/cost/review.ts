import { cost as contract } from "@/lib/contract";
import type { CostReviewView } from "@/lib/contract/cost";
import { monthAmounts, outlook, wholeDays } from "@/lib/domain/cost-review/forecast";
import { heatTable } from "@/lib/domain/cost-review/heat-table";
import type { DayLine } from "@/lib/domain/cost-review/line";
import { money, moneyChange } from "@/lib/domain/cost-review/money";
import {
  dayIn,
  dayStart,
  daysBefore,
  type Month,
  monthBefore,
  monthOf,
  shortDay,
} from "@/lib/domain/cost-review/month";
import { movement } from "@/lib/domain/cost-review/movement";
import { budgetOf, poolEstimates } from "@/lib/domain/cost-review/pool-estimate";
import { type Saving, savings, savingsTotal } from "@/lib/domain/cost-review/savings";
import type { Fleet } from "@/lib/domain/fleet";
import { isJsonObject } from "@/lib/domain/json";
import { visibleEnvironments } from "@/lib/domain/permission";
import { oldAfterDays, priceAge } from "@/lib/domain/price/price-list";
import { counted } from "@/lib/domain/promotion/sentence";
import type { Live } from "@/lib/ports/live";
import { answers, refuse } from "../definition";
import { isProduction } from "../environment-head";
import { problemView } from "../problem-view";
import { unpricedAssets } from "./asset-prices";
import { becauseOf, causeLabels } from "./causes";
import { idleWeek } from "./idle-week";
import { pricesAt } from "./prices";
import { estimateSentence, measuredSentence } from "./sentence";

const monthsShown = 12;
const savingsWindowDays = 28;
const savingsShown = 5;

/** Page and CSV of a month; everything shown is summed from the same daily lines. */
export const review = answers(
  contract.review,
  ["desired", "live", "store"],
  async ({ desired, live, store }, input, { actor, now }) => {
    const state = await desired.head();
    const { fleet } = state;
    const { prices, file, problems } = await pricesAt(state);
    const seen =
      actor.kind === "person"
        ? visibleEnvironments(
            actor.teams.map((team) => team.team),
            fleet,
          )
        : fleet.environments.map(({ name }) => name);
    if (input.environment !== undefined && !seen.includes(input.environment))
      return refuse(
        "missing",
        "scope.missing",
        `There is no environment ${input.environment} here, or you may not see it.`,
      );
    const shown = fleet.environments.filter(
      ({ name }) => seen.includes(name) && (input.environment ?? name) === name,
    );
    const today = dayIn(now, fleet.zone);
    const month = monthOf(input.month ?? today.slice(0, 7));
    const previous = monthOf(monthBefore(month.id));
    const over = (month.days.at(-1) ?? "") < today;
    const { currency } = prices;
    const names = new Set(shown.map(({ name }) => name));
    const all = await store.samples.days({
      from: `${monthBefore(month.id, monthsShown - 1)}-01`,
      to: month.days.at(-1) ?? today,
      currency,
    });
    // What belongs to no environment is seen by whoever sees all of them.
    const whole = input.environment === undefined && seen.length === fleet.environments.length;
    const known = new Set(fleet.applications.map(({ name }) => name));
    // An application that is gone or may not be seen keeps its cost and loses its name.
    const lines = all
      .filter(({ environment }) => (environment === null ? whole : names.has(environment)))
      .map((line) =>
        line.application === null || known.has(line.application)
          ? line
          : { ...line, application: null, team: null },
      );
    const ofMonth = inMonth(lines, month);
    const view = outlook(lines, month, today);
    const pools = poolEstimates(fleet, prices, now).filter(({ environment }) => names.has(environment));
    const coverage = await store.samples.coverage({
      since: dayStart(month.days[0] ?? today, fleet.zone),
      until: new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000),
    });
    const measured = lines.length > 0;
    const budgets = shown.map(({ name }) => (currency === fleet.currency ? budgetOf(fleet, name) : null));
    const budget = budgets.every((one) => one === null)
      ? null
      : budgets.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    const days = wholeDays(lines, today);
    const comparable = measured && view.forecast !== null && wholeMonth(lines, previous, days);
    const moved = comparable ? movement(lines, previous, month, today) : null;
    const recent = new Set(days.slice(-savingsWindowDays));
    const found = savings({
      lines: lines.filter((line) => recent.has(line.day)),
      pools,
      environments: shown.map((environment) => ({
        name: environment.name,
        production: isProduction(environment),
        scheduled: fleet.declarations.some((d) => d.environment === environment.name && d.block.schedule),
        owner: ownerOf(fleet, environment.name),
      })),
      teamOf: (name) => fleet.applications.find((one) => one.name === name)?.team ?? null,
    });
    const saved = savingsTotal(found.filter(({ production }) => !production));
    const table = heatTable(
      ofMonth,
      shown.map(({ name }) => name),
      input.by,
    );
    const forecastOf = (environment: string): number | null =>
      view.forecast === null
        ? null
        : monthAmounts(
            lines.filter((line) => line.environment === environment),
            month,
            today,
            days,
          ).cost;
    const missing = [
      ...unpricedTypes(fleet, live, prices, now),
      ...(await unpricedAssets(store, prices, now)),
    ];
    const sources = await store.samples.sources({
      from: month.days[0] ?? today,
      to: month.days.at(-1) ?? today,
    });
    const age = priceAge(prices.asOf, now);
    const possible = possibleHours(fleet, month, now);
    return {
      asOf: now.toISOString(),
      currency,
      month: { id: month.id, name: month.name, title: month.title, over },
      environment: input.environment ?? null,
      environments: fleet.environments.map(({ name }) => name).filter((name) => seen.includes(name)),
      by: input.by,
      mark: measured ? "measured" : "estimate",
      measuredTo: coverage.measuredTo?.toISOString() ?? null,
      sentence: measured
        ? measuredSentence({
            month,
            over,
            view,
            budget,
            movement: moved,
            previousName: previous.name,
            currency,
            saved,
          })
        : estimateSentence(pools, currency),
      spent: view.spent,
      budget,
      forecast: view.forecast,
      passesOn: passesOn(view.days, budget),
      days: view.days.map((day) => ({ ...day, name: shortDay(day.day) })),
      daysCaption: daysCaption(view.spent, budget, month, today, currency),
      ...monthsOf(lines, month, view.forecast?.value ?? null, currency),
      movement: moved && {
        before: { label: previous.name, value: moved.before },
        now: {
          label: month.name,
          value: moved.now,
          mark: over ? ("measured" as const) : ("estimate" as const),
        },
        causes: moved.causes
          .filter(({ value }) => Math.abs(value) >= 0.005)
          .map((cause) => ({
            label: causeLabels[cause.kind],
            value: cause.value,
            because: becauseOf(cause, month.id, lines, file),
          })),
        caption: `${previous.name} to ${month.name}: ${moneyChange(moved.now - moved.before, currency)}; the causes add up to it.`,
      },
      movementReason: moved
        ? null
        : `A comparison needs a whole ${previous.name} and seven whole days; measured since ${lines[0] ? shortDay(lines[0].day) : "never"}.`,
      table: {
        ...table,
        rows: table.rows.map((row) => ({ ...row, cells: [...row.cells] })),
        totals: [...table.totals],
        columns: [
          ...shown.map((environment, at) => ({
            name: environment.name,
            production: isProduction(environment),
            budget: budgets[at] ?? null,
            forecast: measured ? forecastOf(environment.name) : null,
          })),
          { name: "elsewhere", production: false, budget: null, forecast: null },
        ],
        caption: tableCaption(table),
      },
      pools: pools.map((pool) => ({
        ...pool,
        production: shown.some((one) => one.name === pool.environment && isProduction(one)),
      })),
      poolsCaption:
        "An estimate: declared nodes times their price, 730 hours a month, without volumes and traffic.",
      idle: measured ? await idleWeek(store, shown, fleet.zone, currency, now) : null,
      savings: {
        items: found.slice(0, savingsShown).map(({ kind: _, application: __, ...saving }) => saving),
        total: savingsTotal(found),
        caption: savingsCaption(found, saved, currency),
      },
      quality: {
        covered: coverage.hours,
        possible,
        late: coverage.late,
        measured: coverage.measured,
        withAssets: coverage.withAssets,
        usage: [...coverage.usage],
        elsewhere: sources.filter(({ source }) => source !== "samples"),
        prices: {
          asOf: prices.asOf,
          ageDays: age,
          old: age > oldAfterDays,
          source: prices.source,
          missing: [...missing],
        },
        incomplete: missing.length > 0 || ofMonth.some(({ unpriced }) => unpriced > 0),
      },
      problems: problems.map(problemView),
    } satisfies CostReviewView;
  },
);

const inMonth = (lines: readonly DayLine[], month: Month): readonly DayLine[] =>
  lines.filter((line) => line.day.startsWith(month.id));

const wholeMonth = (lines: readonly DayLine[], month: Month, days: readonly string[]): boolean => {
  const known = new Set(days);
  // The first day of all is never called whole, so a month that begins the record may still be compared.
  return (
    lines.length > 0 &&
    month.days.every((day, at) => known.has(day) || (at === 0 && lines.some((line) => line.day === day)))
  );
};

function passesOn(
  days: readonly { day: string; cost: number | null; estimate: number | null }[],
  budget: number | null,
): string | null {
  let sum = 0;
  for (const { day, cost, estimate } of days) {
    sum += (cost ?? 0) + (estimate ?? 0);
    if (budget !== null && sum > budget) return shortDay(day);
  }
  return null;
}

function daysCaption(
  spent: number,
  budget: number | null,
  month: Month,
  today: string,
  currency: string,
): string {
  const gone = month.days.filter((day) => day <= today).length;
  const ofMonth = Math.round((gone / month.days.length) * 100);
  return budget === null
    ? `${money(spent, currency)} was spent in ${counted(gone, "day")}; no budget is declared in this currency.`
    : `Spending is ${Math.round((spent / Math.max(budget, 1e-9)) * 100)} % of the budget after ${ofMonth} % of the month.`;
}

function monthsOf(lines: readonly DayLine[], month: Month, forecast: number | null, currency: string) {
  const ids = Array.from({ length: monthsShown }, (_, at) => monthBefore(month.id, monthsShown - 1 - at));
  const months = ids.flatMap((id) => {
    const cost = lines.filter((line) => line.day.startsWith(id)).reduce((sum, line) => sum + line.cost, 0);
    const estimate = id === month.id && forecast !== null ? Math.max(0, forecast - cost) : 0;
    return cost === 0 && estimate === 0 ? [] : [{ id, name: monthOf(id).name.slice(0, 3), cost, estimate }];
  });
  const dearest = [...months].sort((a, b) => b.cost + b.estimate - a.cost - a.estimate)[0];
  return {
    months,
    monthsCaption: dearest
      ? `${counted(months.length, "month")} measured; ${monthOf(dearest.id).title} is the largest with ${money(dearest.cost + dearest.estimate, currency)}.`
      : "Nothing was measured yet.",
  };
}

function tableCaption(table: ReturnType<typeof heatTable>): string {
  if (table.total <= 0) return "Nothing was measured in this month.";
  const idle = table.rows.filter(({ kind }) => kind === "idle").reduce((sum, row) => sum + row.total, 0);
  return `${Math.round((idle / table.total) * 100)} % pays for capacity that nobody requested.`;
}

function savingsCaption(found: readonly Saving[], saved: number, currency: string): string {
  if (found.length === 0) return "Nothing to stop was found, or fewer than seven whole days are known.";
  return `Acts in one environment overlap and count once: ${money(saved, currency)} a month outside production. All are estimates; nothing is switched off from here.`;
}

/** Who changes the pool: the team that administers the environment, else the fleet's. */
function ownerOf(fleet: Fleet, environment: string): string | null {
  for (const { environment: at, block } of fleet.declarations) {
    if (at !== environment) continue;
    const admin = Object.entries(block.access ?? {}).find(([, level]) => level === "admin");
    if (admin) return admin[0];
  }
  return fleet.roles.admin[0] ?? null;
}

function unpricedTypes(
  fleet: Fleet,
  live: Pick<Live, "nodes">,
  prices: { price(ask: { type: string; region: string | null; spot: boolean; at: Date }): unknown },
  at: Date,
): readonly string[] {
  const types = new Map<string, string | null>();
  for (const { name, region } of fleet.clusters)
    for (const node of live.nodes(name) ?? []) {
      const { labels } = node.metadata;
      const type = isJsonObject(labels) ? labels["node.kubernetes.io/instance-type"] : undefined;
      if (typeof type === "string") types.set(type, region);
    }
  for (const { block } of fleet.declarations)
    if (block.node_pool?.instance_type && !types.has(block.node_pool.instance_type))
      types.set(block.node_pool.instance_type, null);
  return [...types]
    .filter(([type, region]) => prices.price({ type, region, spot: false, at }) === null)
    .map(([type]) => type)
    .sort();
}

/** Cluster-hours of the month that are over. */
function possibleHours(fleet: Fleet, month: Month, now: Date): number {
  const from = dayStart(month.days[0] ?? "", fleet.zone).getTime();
  const end = dayStart(daysBefore(month.days.at(-1) ?? "", -1), fleet.zone).getTime();
  const hours = Math.max(0, Math.floor((Math.min(end, now.getTime()) - from) / 3_600_000));
  return hours * fleet.clusters.length;
}
