import { type Amounts, addAmounts, amountKeys, type DayLine, grouped, noAmounts, sumLines } from "./line";
import type { Month } from "./month";

/** Whole days that a forecast stands on. */
export const forecastDays = 7;

export type ForecastDay = {
  day: string;
  /** What was measured; null for a day that has not begun or was not sampled. */
  cost: number | null;
  /** What is expected to come on that day; null when all is measured or there is no forecast. */
  estimate: number | null;
};

export type Forecast = {
  value: number;
  /** All days left as the cheapest, and as the dearest, of the days it stands on. */
  low: number;
  high: number;
};

export type MonthOutlook = {
  spent: number;
  days: readonly ForecastDay[];
  /** Null when fewer than seven whole days are known. */
  forecast: Forecast | null;
  /** Whole days known before today. */
  known: number;
};

/**
 * The month so far and how it will close: the mean of the last seven whole days stands for every day that is not over.
 * A month that is over closes at what was measured. Of a part of all lines, name the whole days of all of them.
 */
export function outlook(
  lines: readonly DayLine[],
  month: Month,
  today: string,
  whole: readonly string[] = wholeDays(lines, today),
): MonthOutlook {
  const cost = new Map([...grouped(lines, (line) => line.day)].map(([day, sum]) => [day, sum.cost]));
  const last = whole.slice(-forecastDays).map((day) => cost.get(day) ?? 0);
  const enough = last.length === forecastDays;
  const mean = last.reduce((sum, one) => sum + one, 0) / forecastDays;
  const left = month.days.filter((day) => day >= today);
  const over = sum(month.days.filter((day) => day < today).map((day) => cost.get(day) ?? 0));
  const spent = sum(month.days.map((day) => cost.get(day) ?? 0));
  const close = (perDay: number) => Math.max(spent, over + left.length * perDay);
  return {
    spent,
    known: whole.length,
    days: month.days.map((day) => {
      const measured = cost.get(day) ?? null;
      const estimate = day < today || !enough ? null : Math.max(0, mean - (measured ?? 0));
      return { day, cost: measured, estimate };
    }),
    forecast:
      left.length === 0
        ? { value: spent, low: spent, high: spent }
        : enough
          ? { value: close(mean), low: close(Math.min(...last)), high: close(Math.max(...last)) }
          : null,
  };
}

/** Days with costs before today, oldest first; the first one may have begun late and is not whole. */
export const wholeDays = (lines: readonly DayLine[], today: string): readonly string[] =>
  [...new Set(lines.map((line) => line.day))]
    .filter((day) => day < today)
    .sort()
    .slice(1);

/** What a whole month's amounts will be for some of its lines, by the same rule; linear, so that parts add up. */
export function monthAmounts(
  lines: readonly DayLine[],
  month: Month,
  today: string,
  whole: readonly string[],
): Amounts {
  const inMonth = new Set(month.days);
  const measured = sumLines(lines.filter((line) => inMonth.has(line.day) && line.day < today));
  const left = month.days.filter((day) => day >= today).length;
  if (left === 0) return measured;
  const last = new Set(whole.slice(-forecastDays));
  const mean = scaled(sumLines(lines.filter((line) => last.has(line.day))), left / forecastDays);
  return addAmounts(measured, mean);
}

export function scaled(amounts: Amounts, by: number): Amounts {
  const out = { ...noAmounts };
  for (const key of amountKeys) out[key] = amounts[key] * by;
  return out;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
