import { and, eq, lt, lte, type SQL, sql } from "drizzle-orm";
import type { UseSummary } from "@/lib/domain/capacity-review/right-size";
import type { PodDay, Usage, UseAsk } from "@/lib/ports/store/usage";
import { useDay, useKill } from "../schema/usage";
import type { Scope } from "../scope";
import { dayMs, dayOf, dayRows, type HourColumn, hourMs, inWindow, joinedDay } from "./use-days";

/** Rows a statement; one JSON parameter each, the same on both databases. */
const batch = 500;

export const usageOf = ({ db, fleet }: Scope): Usage => {
  const rowsOf = async (statement: SQL): Promise<readonly Record<string, unknown>[]> => {
    const result: unknown = await db.execute(statement);
    return (result as { rows: Record<string, unknown>[] }).rows;
  };
  const inside = ({ places, since, until }: UseAsk): SQL => sql`
    from ${useDay} u
    join jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as p(cluster text, namespace text)
      on p.cluster = u.cluster and p.namespace = u.namespace
    where u.fleet = ${fleet} and u.day >= ${dayOf(since.getTime())}::date and u.day <= ${dayOf(until.getTime())}::date`;

  return {
    async containers(ask) {
      const gathered = (column: HourColumn): SQL =>
        sql`array_agg(${inWindow(column, ask.since, ask.until)}) as ${sql.raw(column)}`;
      const share = (column: HourColumn, of: number): SQL => sql`
        (select percentile_cont(${sql.raw(String(of))}) within group (order by value)
          from (select unnest(k.${sql.raw(column)}) as value) hours)`;
      // A container's hours are sorted on their own: one sort of all of them takes three times as long.
      const rows = await rowsOf(sql`
        with k as materialized (
          select u.cluster, u.namespace, u.workload, u.container, array_agg(u.day) as days,
            ${gathered("cpu_mean")}, ${gathered("cpu_peak")}, ${gathered("ram_mean")}, ${gathered("ram_peak")}
          ${inside(ask)} group by 1, 2, 3, 4)
        select k.cluster, k.namespace, k.workload, k.container, seen.points, seen.last - seen.first + 1 as hours,
          seen.cpu_max, seen.ram_max, kill.times, kill.last as killed_at, kill.ram as killed_ram, ${share("cpu_mean", 0.5)} as cpu_p50, ${share("cpu_peak", 0.95)} as cpu_p95,
          ${share("ram_mean", 0.5)} as ram_p50, ${share("ram_peak", 0.95)} as ram_p95
        from k, lateral (
          select count(*)::int as points, max(cpu) as cpu_max, max(ram) as ram_max,
            min((k.days[(place - 1) / 24 + 1] - date '1970-01-01') * 24 + (place - 1) % 24) as first,
            max((k.days[(place - 1) / 24 + 1] - date '1970-01-01') * 24 + (place - 1) % 24) as last
          from unnest(k.cpu_peak, k.ram_peak) with ordinality as hour(cpu, ram, place) where cpu is not null) seen,
          lateral (
            select count(*)::int as times, max(at) as last, max(ram) as ram from ${useKill} x
            where x.fleet = ${fleet} and x.cluster = k.cluster and x.namespace = k.namespace
              and x.workload = k.workload and x.container = k.container
              and x.at >= ${ask.since.toISOString()}::timestamptz and x.at < ${ask.until.toISOString()}::timestamptz) kill
        where seen.points > 0 order by 1, 2, 3, 4`);
      return rows.map((row) => {
        const summary = (of: "cpu" | "ram"): UseSummary => ({
          p50: Number(row[`${of}_p50`]),
          p95: Number(row[`${of}_p95`]),
          max: Number(row[`${of}_max`]),
          points: Number(row.points),
          days: (Number(row.hours) * hourMs) / dayMs,
        });
        return {
          cluster: String(row.cluster),
          namespace: String(row.namespace),
          workload: String(row.workload),
          container: String(row.container),
          cpu: summary("cpu"),
          ram: summary("ram"),
          killed:
            Number(row.times) === 0
              ? null
              : {
                  times: Number(row.times),
                  last: new Date(String(row.killed_at)),
                  ram: Number(row.killed_ram),
                },
        };
      });
    },
    async hours({ of, since, until }) {
      const rows = await rowsOf(sql`
        select cell.*, u.day::text as day, (cell.place - 1)::int as hour
        from ${useDay} u, unnest(u.pods, u.cpu_mean, u.cpu_peak, u.ram_mean, u.ram_peak)
          with ordinality as cell(pods, cpu_mean, cpu_peak, ram_mean, ram_peak, place)
        where u.fleet = ${fleet} and u.cluster = ${of.cluster} and u.namespace = ${of.namespace}
          and u.workload = ${of.workload} and u.container = ${of.container} and cell.pods is not null
          and u.day >= ${dayOf(since.getTime())}::date and u.day <= ${dayOf(until.getTime())}::date
        order by u.day, cell.place`);
      return rows
        .map((row) => ({
          hour: new Date(Date.parse(String(row.day)) + Number(row.hour) * hourMs),
          pods: Number(row.pods),
          cpu: { mean: Number(row.cpu_mean), peak: Number(row.cpu_peak) },
          ram: { mean: Number(row.ram_mean), peak: Number(row.ram_peak) },
        }))
        .filter(({ hour }) => hour >= since && hour < until);
    },
    async pods(ask) {
      const rows = await rowsOf(sql`
        select u.cluster, u.namespace, u.workload, u.day::text as day, ${inWindow("pods", ask.since, ask.until)} as pods
        ${inside(ask)} order by u.day, 1, 2, 3`);
      const days = new Map<string, PodDay>();
      for (const row of rows) {
        const [cluster, namespace, workload] = [row.cluster, row.namespace, row.workload].map(String);
        const pods = row.pods as (number | null)[];
        if (pods.every((count) => count === null)) continue;
        const id = JSON.stringify([cluster, namespace, workload, row.day]);
        const before = days.get(id);
        days.set(id, {
          cluster: cluster ?? "",
          namespace: namespace ?? "",
          workload: workload ?? "",
          day: new Date(String(row.day)),
          pods: before ? pods.map((count, hour) => most(count, before.pods[hour] ?? null)) : pods,
        });
      }
      return [...days.values()];
    },
    async add(hours) {
      const rows = dayRows(hours);
      for (let at = 0; at < rows.length; at += batch)
        await db.execute(sql`
          insert into ${useDay} as h (fleet, cluster, namespace, workload, container, day, pods, samples, cpu_mean,
            cpu_peak, ram_mean, ram_peak)
          select ${fleet}, x.* from jsonb_to_recordset(${JSON.stringify(rows.slice(at, at + batch))}::jsonb)
            as x(cluster text, namespace text, workload text, container text, day date, pods int[], samples int[],
              cpu_mean float8[], cpu_peak float8[], ram_mean float8[], ram_peak float8[])
          on conflict (fleet, cluster, namespace, workload, container, day) do update set ${joinedDay}`);
    },
    async addKills(kills) {
      if (kills.length === 0) return;
      await db
        .insert(useKill)
        .values(kills.map((one) => ({ fleet, ...one })))
        .onConflictDoNothing();
    },
    async forget(before) {
      await db.delete(useKill).where(and(eq(useKill.fleet, fleet), lt(useKill.at, before)));
      const last = dayOf(before.getTime() - dayMs);
      await db.delete(useDay).where(and(eq(useDay.fleet, fleet), lte(useDay.day, last)));
    },
  };
};

/** The larger; null is no count. */
const most = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.max(one, other);
