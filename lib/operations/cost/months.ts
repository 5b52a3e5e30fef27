import { money } from "@/lib/domain/cost-review/money";
import { monthBefore, monthOf } from "@/lib/domain/cost-review/month";
import { counted } from "@/lib/domain/promotion/sentence";
import type { Reads } from "@/lib/ports/store/store";
import type { Measured } from "./measured";
import type { CostScope } from "./scope";

/** Months of trend, the one asked for included. */
const monthsShown = 12;

/** The trend, of the sums by month: what was measured, and what is still to come of the month shown. */
export async function monthsOf(
  store: Pick<Reads, "samples">,
  { shown, whole }: CostScope,
  { month }: Measured,
  { forecast, currency }: { forecast: number | null; currency: string },
) {
  const ids = Array.from({ length: monthsShown }, (_, at) => monthBefore(month.id, monthsShown - 1 - at));
  const from = ids[0] ?? month.id;
  const names = new Set(shown.map(({ name }) => name));
  const costs = new Map<string, number>();
  for (const { period, environment, cost } of await store.samples.totals({
    by: "month",
    from,
    to: month.id,
    currency,
  }))
    if (environment === null ? whole : names.has(environment))
      costs.set(period, (costs.get(period) ?? 0) + cost);
  const months = ids.flatMap((id) => {
    const cost = costs.get(id) ?? 0;
    const estimate = id === month.id && forecast !== null ? Math.max(0, forecast - cost) : 0;
    return cost === 0 && estimate === 0 ? [] : [{ id, name: monthOf(id).name.slice(0, 3), cost, estimate }];
  });
  return { months, monthsCaption: monthsCaption(months, currency) };
}

type MonthSum = { id: string; cost: number; estimate: number };

function monthsCaption(months: readonly MonthSum[], currency: string): string {
  const sum = ({ cost, estimate }: MonthSum) => cost + estimate;
  const dearest = [...months].sort((a, b) => sum(b) - sum(a))[0];
  const [first, last] = [months[0], months.at(-1)];
  if (!dearest || !first || !last) return "Nothing was measured yet.";
  const change = sum(first) > 0 ? Math.round((sum(last) / sum(first) - 1) * 100) : 0;
  const trend =
    months.length < 3 || change === 0
      ? `${counted(months.length, "month")} measured`
      : `${change > 0 ? "Up" : "Down"} ${Math.abs(change)} % since ${monthOf(first.id).title}`;
  return `${trend}; ${monthOf(dearest.id).title} is the largest with ${money(sum(dearest), currency)}.`;
}
