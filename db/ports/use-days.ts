import { type SQL, sql } from "drizzle-orm";
import type { UseHour } from "@/lib/domain/capacity-review/use-hour";

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** An array of a row, an entry an hour. */
export type HourColumn = "pods" | "cpu_mean" | "cpu_peak" | "ram_mean" | "ram_peak";

/** `2026-11-09` */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * The hours of a row `u` that lie in the window, as an array of 24: outside of it they are null. Only its first and last
 * day need that.
 */
export function inWindow(column: HourColumn, since: Date, until: Date): SQL {
  const values = sql.raw(`u.${column}`);
  const [from, to] = [since.toISOString(), until.toISOString()];
  return sql`case when u.day > ${dayOf(since.getTime())}::date and u.day < ${dayOf(until.getTime())}::date then ${values}
    else array(
      select case when start.at >= ${from}::timestamptz and start.at < ${to}::timestamptz then cell.value end
      from unnest(${values}) with ordinality as cell(value, place),
        lateral (select u.day::timestamp at time zone 'UTC' + (cell.place - 1) * interval '1 hour' as at) start
      order by cell.place) end`;
}

/** A day of one container as the database takes it. */
type DayRow = Record<HourColumn | "samples", (number | null)[]> & {
  cluster: string;
  namespace: string;
  workload: string;
  container: string;
  day: string;
};

const empty = (): (number | null)[] => Array.from({ length: 24 }, () => null);

/** Hours gathered into their days. */
export function dayRows(hours: readonly UseHour[]): readonly DayRow[] {
  const days = new Map<string, DayRow>();
  for (const { cluster, namespace, workload, container, hour, ...one } of hours) {
    const key = { cluster, namespace, workload, container, day: dayOf(hour.getTime()) };
    const id = JSON.stringify(key);
    let row = days.get(id);
    if (!row) {
      row = {
        ...key,
        pods: empty(),
        samples: empty(),
        cpu_mean: empty(),
        cpu_peak: empty(),
        ram_mean: empty(),
        ram_peak: empty(),
      };
      days.set(id, row);
    }
    const at = hour.getUTCHours();
    row.pods[at] = one.pods;
    row.samples[at] = one.samples;
    row.cpu_mean[at] = one.cpu.mean;
    row.cpu_peak[at] = one.cpu.peak;
    row.ram_mean[at] = one.ram.mean;
    row.ram_peak[at] = one.ram.peak;
  }
  return [...days.values()];
}

/** How what is kept of a day and what is added to it become one, hour by hour: sums, highest values, weighed means. */
export const joinedDay: SQL = sql.raw(
  [
    ["pods", "greatest(old, new)"],
    ["cpu_peak", "greatest(old, new)"],
    ["ram_peak", "greatest(old, new)"],
    ["cpu_mean", weighed()],
    ["ram_mean", weighed()],
    [
      "samples",
      "case when old is null and new is null then null else coalesce(old, 0) + coalesce(new, 0) end",
    ],
  ]
    .map(
      ([column, rule]) => `${column} = array(
        select ${rule} from unnest(h.${column}, excluded.${column}, h.samples, excluded.samples)
          with ordinality as cell(old, new, before, added, place) order by place)`,
    )
    .join(", "),
);

function weighed(): string {
  return "case when old is null then new when new is null then old else (old * before + new * added) / (before + added) end";
}
