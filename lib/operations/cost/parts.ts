import { type Dimension, isOfParts } from "@/lib/domain/cost-review/dimension";
import type { Facets } from "@/lib/domain/cost-review/facet";
import { forecastDays } from "@/lib/domain/cost-review/forecast";
import { type DayLine, lineId, noAmounts } from "@/lib/domain/cost-review/line";
import type { Fleet } from "@/lib/domain/fleet";
import type { Reads } from "@/lib/ports/store/store";
import { type Measured, visibleLines } from "./measured";
import type { CostScope } from "./scope";

/**
 * The month's lines, and those a forecast stands on, told apart as far as these dimensions need it. What of a day has
 * no parts, because it is of before they were kept, is a line without them, so that the sum is the same as ever.
 */
export async function linesBy(
  store: Pick<Reads, "samples">,
  fleet: Fleet,
  scope: CostScope,
  { lines, month, days }: Measured,
  ask: { dimensions: readonly Dimension[]; currency: string },
): Promise<readonly (DayLine & Partial<Facets>)[]> {
  const by = ask.dimensions.filter(isOfParts);
  const [from = "", to = ""] = [
    [...days.slice(-forecastDays), ...month.days].sort()[0],
    [...days.slice(-forecastDays), ...month.days].sort().at(-1),
  ];
  const asked = lines.filter(({ day }) => day >= from && day <= to);
  if (by.length === 0) return asked;
  const parts = visibleLines(
    fleet,
    scope,
    await store.samples.parts({ from, to, currency: ask.currency, by }),
  );
  const told = new Map<string, number>();
  const idOf = (line: DayLine | (typeof parts)[number]): string => `${line.day} ${lineId(line)}`;
  for (const part of parts) told.set(idOf(part), (told.get(idOf(part)) ?? 0) + part.cost);
  const whole = new Map<string, DayLine>();
  for (const line of asked) {
    const before = whole.get(idOf(line));
    whole.set(idOf(line), before ? { ...before, cost: before.cost + line.cost } : line);
  }
  const left = [...whole].flatMap(([id, line]) => {
    const cost = line.cost - (told.get(id) ?? 0);
    return Math.abs(cost) > 1e-9 ? [{ ...line, ...noAmounts, cost }] : [];
  });
  return [...parts.map((part) => ({ ...noAmounts, ...part })), ...left];
}

/** Labels that costs of the month can be told apart by, of what the reader may see. */
export async function labelNames(
  store: Pick<Reads, "samples">,
  fleet: Fleet,
  { shown, whole }: CostScope,
  { month }: Measured,
): Promise<readonly string[]> {
  const all = await store.samples.labelNames({ from: month.days[0] ?? "", to: month.days.at(-1) ?? "" });
  const environments = new Set(shown.map(({ name }) => name));
  const applications = new Set(fleet.applications.map(({ name }) => name));
  const seen = all.filter(
    ({ environment, application }) =>
      (environment === null ? whole : environments.has(environment)) &&
      (application === null || applications.has(application)),
  );
  return [...new Set(seen.map(({ name }) => name))];
}
