import { dayIn, dayStart, daysBefore } from "../cost-review/month";
import type { Fleet } from "../fleet";
import type { BillMapping } from "../price/price-file";

/** What a day was billed for an environment; null: nothing maps it to one. */
export type BilledDay = {
  day: string;
  environment: string | null;
  currency: string;
  billed: number;
  effective: number;
};

/** Longer charges are a mistake of the file, or nothing that days could tell. */
export const longestChargeDays = 400;

/**
 * The days of the zone that a charge is for, and each day's part of it by the time it covers; the parts add up to 1.
 * `end` is left out, and is later than `start`.
 */
export function daysOfCharge(start: Date, end: Date, zone: string): readonly { day: string; part: number }[] {
  const whole = end.getTime() - start.getTime();
  const days: { day: string; part: number }[] = [];
  for (let from = start.getTime(); from < end.getTime() && days.length < longestChargeDays; ) {
    const day = dayIn(new Date(from), zone);
    const to = Math.min(end.getTime(), dayStart(daysBefore(day, -1), zone).getTime());
    days.push({ day, part: (to - from) / whole });
    from = to;
  }
  return days;
}

/**
 * The environment that a charge is for, as pricing.yaml maps it: the first tag that names one, the first tag that names
 * a cluster of one, its account. Null when nothing does.
 */
export function environmentOfCharge(
  fleet: Fleet,
  mapping: BillMapping,
  { account, tags }: { account: string; tags: Readonly<Record<string, string>> },
): string | null {
  const named = (name: string): string | null => {
    const word = name.toLowerCase();
    const own = fleet.environments.find((one) => one.name.toLowerCase() === word);
    if (own) return own.name;
    const known = Object.entries(fleet.compare.tokens).find(([, words]) =>
      words.some((token) => token.toLowerCase() === word),
    );
    return known && fleet.environments.some((one) => one.name === known[0]) ? known[0] : null;
  };
  for (const tag of mapping.tags) {
    const found = named(tags[tag] ?? "");
    if (found !== null) return found;
  }
  for (const tag of mapping.clusterTags) {
    const found = new Set(
      fleet.placements.filter((one) => one.cluster === tags[tag]).map((one) => one.environment),
    );
    const [only] = found;
    if (found.size === 1 && only !== undefined) return only;
  }
  const mapped = mapping.accounts[account];
  return fleet.environments.some(({ name }) => name === mapped) ? (mapped ?? null) : null;
}
