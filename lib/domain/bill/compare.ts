import type { BilledDay } from "./charge";

export type BillRowOf = {
  environment: string | null;
  billed: number;
  effective: number;
  /** Null where nothing was measured on those days. */
  measured: number | null;
};

export type BillCompared = {
  rows: readonly BillRowOf[];
  /** Days with charges, in their order. */
  days: readonly string[];
  /** Currencies that nothing turns into the one asked for. */
  others: readonly { currency: string; billed: number }[];
};

/**
 * Bills beside what was measured, by environment and on the same days only: a day without charges is not compared.
 * `rateOf` is what one of a currency is in the one asked for; null when nobody says so, and its amounts stay apart.
 */
export function compareBill(
  billed: readonly BilledDay[],
  measured: readonly { day: string; environment: string | null; cost: number }[],
  rateOf: (currency: string) => number | null,
): BillCompared {
  const rows = new Map<string | null, BillRowOf>();
  const others = new Map<string, number>();
  const days = new Set<string>();
  const empty = (environment: string | null): BillRowOf =>
    rows.get(environment) ?? { environment, billed: 0, effective: 0, measured: null };
  for (const one of billed) {
    const rate = rateOf(one.currency);
    if (rate === null) {
      others.set(one.currency, (others.get(one.currency) ?? 0) + one.billed);
      continue;
    }
    days.add(one.day);
    const row = empty(one.environment);
    rows.set(one.environment, {
      ...row,
      billed: row.billed + one.billed * rate,
      effective: row.effective + one.effective * rate,
    });
  }
  for (const { day, environment, cost } of measured) {
    if (!days.has(day)) continue;
    const row = empty(environment);
    rows.set(environment, { ...row, measured: (row.measured ?? 0) + cost });
  }
  return {
    rows: [...rows.values()].sort((a, b) => b.billed - a.billed),
    days: [...days].sort(),
    others: [...others].map(([currency, sum]) => ({ currency, billed: sum })),
  };
}
