import type { UseHour } from "@/lib/domain/capacity-review/use-hour";
import { scaled } from "@/lib/domain/cost-review/forecast";
import { costHour } from "@/lib/domain/cost-review/hour-cost";
import { addAmounts, type HourLine, hourLineId } from "@/lib/domain/cost-review/line";
import { dayIn, dayStart, monthBefore } from "@/lib/domain/cost-review/month";
import { pricesAt } from "@/lib/operations/cost/prices";
import type { HourCosts } from "@/lib/ports/store/samples";
import { pastHour } from "@/lib/standins/example/costs";
import { pastUse } from "@/lib/standins/example/use";
import { look, type SamplingSurroundings } from "./sampling";

const hourMs = 3_600_000;
const seed = 8;
const hourlyDays = 28;
const halfDay = 12;

/**
 * Gives the demo's empty store a year of costs, told backwards from what runs now and computed by the code that
 * computes real hours. The last four weeks are kept by the hour, what is older by the day, in short transactions, and
 * what is older than eight weeks and the month before rests on two hours of each day. Use by the hour is kept for the
 * same four weeks.
 */
export async function seedDemoCosts(
  { store, desired, clusters, now }: SamplingSurroundings,
  closed: () => boolean = () => false,
): Promise<void> {
  const at = now();
  const end = Math.floor(at.getTime() / hourMs) * hourMs;
  if ((await store.read.samples.coverage({ since: new Date(0), until: at })).hours > 0) return;
  const state = await desired.head();
  const { zone } = state.fleet;
  const { prices } = await pricesAt(state);
  const month = dayStart(`${monthBefore(dayIn(at, zone).slice(0, 7))}-01`, zone).getTime();
  const whole = Math.min(month, end - 56 * 24 * hourMs);
  const begin = dayStart(`${monthBefore(dayIn(at, zone).slice(0, 7), 11)}-01`, zone).getTime();
  const today = await Promise.all(
    [...clusters].map(([name, cluster]) => look(state.fleet, name, cluster, at, now).catch(() => null)),
  );
  const known = today.filter((one) => one !== null);
  const hourly = end - hourlyDays * 24 * hourMs;
  // What was used comes first: it is little, and suggestions rest on it.
  const uses: UseHour[] = [];
  for (let time = hourly; time < end; time += hourMs)
    for (const one of known) uses.push(...pastUse(one, one.cluster, new Date(time), at, seed));
  await store.write(async (tx) => {
    await tx.usage.add(uses);
    await tx.news.publish(["fleet"]);
  });
  for (let time = begin; time < end && !closed(); ) {
    const until = Math.min(end, time + (time < whole ? 31 : time < hourly ? 7 : 2) * 24 * hourMs);
    const hours: HourCosts[] = [];
    for (; time < until; time += hourMs) {
      const hour = new Date(time);
      for (const one of known) {
        // The other hours of a day long ago are taken to be as the one told of its half.
        const told = time >= whole || hour.getUTCHours() % halfDay === 1;
        const past = told ? pastHour(one, one.cluster, hour, at, seed) : null;
        if (!past && told) continue;
        const lines = past ? costHour(past, prices, hour) : [];
        const times = time >= whole ? 1 : halfDay;
        hours.push({
          cluster: one.cluster,
          hour,
          lines: lines.map((line) => ({ ...line, ...scaled(line, times) })),
        });
      }
    }
    const kept = time <= hourly ? onePerDay(hours, zone) : hours;
    await store.write(async (tx) => {
      await tx.samples.close(kept, { currency: prices.currency, zone }, at);
      await tx.news.publish(["cost"]);
    });
  }
}

/** The first hour of a cluster's day carries all of it, so that a long past is few rows. */
function onePerDay(hours: readonly HourCosts[], zone: string): readonly HourCosts[] {
  const days = new Map<string, HourCosts[]>();
  for (const one of hours) {
    const day = `${one.cluster} ${dayIn(one.hour, zone)}`;
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days.values()].flatMap((day) =>
    day.map((one, at) => ({
      ...one,
      lines: at === 0 ? together(day.flatMap(({ lines }) => lines ?? [])) : [],
    })),
  );
}

function together(lines: readonly HourLine[]): readonly HourLine[] {
  const merged = new Map<string, HourLine>();
  for (const line of lines) {
    const before = merged.get(hourLineId(line));
    merged.set(hourLineId(line), before ? { ...line, ...addAmounts(before, line) } : line);
  }
  return [...merged.values()];
}
