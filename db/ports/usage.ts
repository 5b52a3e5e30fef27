import { and, asc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { UseSummary } from "@/lib/domain/capacity-review/right-size";
import type { Usage, UseAsk } from "@/lib/ports/store/usage";
import { useHour } from "../schema/usage";
import type { Scope } from "../scope";

/** Rows a statement; one JSON parameter each, the same on both databases. */
const batch = 4000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export const usageOf = ({ db, fleet }: Scope): Usage => {
  const rowsOf = async (statement: SQL): Promise<readonly Record<string, unknown>[]> => {
    const result: unknown = await db.execute(statement);
    return (result as { rows: Record<string, unknown>[] }).rows;
  };
  const inside = ({ places, since, until }: UseAsk): SQL => sql`
    from ${useHour} u
    join jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as p(cluster text, namespace text)
      on p.cluster = u.cluster and p.namespace = u.namespace
    where u.fleet = ${fleet} and u.hour >= ${since.toISOString()}::timestamptz
      and u.hour < ${until.toISOString()}::timestamptz`;

  return {
    async containers(ask) {
      const rows = await rowsOf(sql`
        select u.cluster, u.namespace, u.workload, u.container, count(*)::int as points,
          extract(epoch from max(u.hour) - min(u.hour)) * 1000 + ${hourMs} as span,
          percentile_cont(0.5) within group (order by u.cpu_mean) as cpu_p50,
          percentile_cont(0.95) within group (order by u.cpu_peak) as cpu_p95, max(u.cpu_peak) as cpu_max,
          percentile_cont(0.5) within group (order by u.ram_mean) as ram_p50,
          percentile_cont(0.95) within group (order by u.ram_peak) as ram_p95, max(u.ram_peak) as ram_max
        ${inside(ask)}
        group by 1, 2, 3, 4 order by 1, 2, 3, 4`);
      return rows.map((row) => {
        const summary = (of: "cpu" | "ram"): UseSummary => ({
          p50: Number(row[`${of}_p50`]),
          p95: Number(row[`${of}_p95`]),
          max: Number(row[`${of}_max`]),
          points: Number(row.points),
          days: Number(row.span) / dayMs,
        });
        return {
          cluster: String(row.cluster),
          namespace: String(row.namespace),
          workload: String(row.workload),
          container: String(row.container),
          cpu: summary("cpu"),
          ram: summary("ram"),
        };
      });
    },
    async hours({ of, since, until }) {
      const rows = await db
        .select()
        .from(useHour)
        .where(
          and(
            eq(useHour.fleet, fleet),
            eq(useHour.cluster, of.cluster),
            eq(useHour.namespace, of.namespace),
            eq(useHour.workload, of.workload),
            eq(useHour.container, of.container),
            gte(useHour.hour, since),
            lt(useHour.hour, until),
          ),
        )
        .orderBy(asc(useHour.hour));
      return rows.map(({ hour, pods, cpuMean, cpuPeak, ramMean, ramPeak }) => ({
        hour,
        pods,
        cpu: { mean: cpuMean, peak: cpuPeak },
        ram: { mean: ramMean, peak: ramPeak },
      }));
    },
    async pods(ask) {
      const rows = await rowsOf(sql`
        select u.cluster, u.namespace, u.workload, u.hour, max(u.pods)::int as pods
        ${inside(ask)}
        group by 1, 2, 3, 4 order by 4, 1, 2, 3`);
      return rows.map((row) => ({
        cluster: String(row.cluster),
        namespace: String(row.namespace),
        workload: String(row.workload),
        hour: new Date(String(row.hour)),
        pods: Number(row.pods),
      }));
    },
    async add(rows) {
      for (let at = 0; at < rows.length; at += batch) {
        const part = rows.slice(at, at + batch).map((one) => ({
          cluster: one.cluster,
          namespace: one.namespace,
          workload: one.workload,
          container: one.container,
          hour: one.hour.toISOString(),
          pods: one.pods,
          samples: one.samples,
          cpu_mean: one.cpu.mean,
          cpu_peak: one.cpu.peak,
          ram_mean: one.ram.mean,
          ram_peak: one.ram.peak,
        }));
        await db.execute(sql`
          insert into ${useHour} as h (fleet, cluster, namespace, workload, container, hour, pods, samples, cpu_mean,
            cpu_peak, ram_mean, ram_peak)
          select ${fleet}, x.* from jsonb_to_recordset(${JSON.stringify(part)}::jsonb)
            as x(cluster text, namespace text, workload text, container text, hour timestamptz, pods int, samples int,
              cpu_mean float8, cpu_peak float8, ram_mean float8, ram_peak float8)
          on conflict (fleet, cluster, namespace, workload, container, hour) do update set
            pods = greatest(h.pods, excluded.pods), samples = h.samples + excluded.samples,
            cpu_mean = (h.cpu_mean * h.samples + excluded.cpu_mean * excluded.samples) / (h.samples + excluded.samples),
            ram_mean = (h.ram_mean * h.samples + excluded.ram_mean * excluded.samples) / (h.samples + excluded.samples),
            cpu_peak = greatest(h.cpu_peak, excluded.cpu_peak), ram_peak = greatest(h.ram_peak, excluded.ram_peak)`);
      }
    },
    async forget(before) {
      await db.delete(useHour).where(and(eq(useHour.fleet, fleet), lt(useHour.hour, before)));
    },
  };
};
