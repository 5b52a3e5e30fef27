import { and, asc, eq, gte, lte, sql } from "drizzle-orm";
import { lineKinds } from "@/lib/domain/cost-review/line";
import type { SamplesReads, UsageOrigin } from "@/lib/ports/store/samples";
import { costDay, costHour, costMonth, sampleHour } from "../schema/samples";
import { rowsOf, type Scope } from "../scope";
import { unnamed } from "./sample-rows";

const hourMs = 3_600_000;

type CostReads = Pick<SamplesReads, "days" | "totals" | "week" | "busyHours" | "coverage" | "sources">;

/** What hours and days cost, and how much of the time was sampled. */
export const costReads = (scope: Scope): CostReads => {
  const { db, fleet } = scope;
  return {
    async days({ from, to, currency }) {
      const rows = await db
        .select()
        .from(costDay)
        .where(
          and(
            eq(costDay.fleet, fleet),
            eq(costDay.currency, currency),
            gte(costDay.day, from),
            lte(costDay.day, to),
          ),
        )
        .orderBy(asc(costDay.day), asc(costDay.cluster), asc(costDay.environment), asc(costDay.application));
      return rows.map(({ fleet: _, currency: __, source: ___, environment, application, team, ...rest }) => ({
        ...rest,
        environment: unnamed(environment),
        application: unnamed(application),
        team: unnamed(team),
      }));
    },
    async totals({ by, from, to, currency }) {
      const [table, period] = by === "day" ? [costDay, sql.raw("day")] : [costMonth, sql.raw("month")];
      const rows = await rowsOf(
        scope,
        sql`
        select ${period}::text as period, environment, team, kind, sum(cost) as cost, sum(unpriced) as unpriced
        from ${table}
        where fleet = ${fleet} and currency = ${currency} and ${period} >= ${from} and ${period} <= ${to}
        group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
      );
      return rows.map((row) => ({
        period: String(row.period),
        environment: unnamed(String(row.environment)),
        team: unnamed(String(row.team)),
        kind: lineKinds.find((kind) => kind === row.kind) ?? "used",
        cost: Number(row.cost),
        unpriced: Number(row.unpriced),
      }));
    },
    async week({ environment, since, zone, currency }) {
      const rows = await rowsOf(
        scope,
        sql`
        select extract(isodow from hour at time zone ${zone})::int - 1 as day,
               extract(hour from hour at time zone ${zone})::int as hour,
               sum(cost) / count(distinct hour) as cost,
               coalesce(sum(cost) filter (where kind = 'idle'), 0) / count(distinct hour) as idle
        from ${costHour}
        where fleet = ${fleet} and currency = ${currency} and environment = ${environment}
          and hour >= ${since.toISOString()}::timestamptz
        group by 1, 2 order by 1, 2`,
      );
      return rows.map((row) => ({
        day: Number(row.day),
        hour: Number(row.hour),
        cost: Number(row.cost),
        idle: Number(row.idle),
      }));
    },
    async busyHours({ environment, since }) {
      const rows = await rowsOf(
        scope,
        sql`
        select hour, sum(cpu_asked) as asked, sum(cpu_used) as used
        from ${costHour}
        where fleet = ${fleet} and environment = ${environment} and kind = 'used'
          and hour >= ${since.toISOString()}::timestamptz
        group by hour having sum(cpu_asked) > 0 order by hour`,
      );
      return rows.map((row) => ({
        hour: new Date(String(row.hour)),
        asked: Number(row.asked),
        used: Number(row.used),
      }));
    },
    async coverage({ since, until }) {
      const [row] = await rowsOf(
        scope,
        sql`
        select count(*)::int as hours, coalesce(sum(late), 0)::int as late, min(hour) as first,
               count(*) filter (where measured >= samples)::int as measured,
               count(*) filter (where asset_samples > 0)::int as with_assets,
               max(hour) filter (where closed_at is not null) as last
        from ${sampleHour}
        where fleet = ${fleet} and hour >= ${since.toISOString()}::timestamptz
          and hour < ${until.toISOString()}::timestamptz`,
      );
      const usage = await rowsOf(
        scope,
        sql`
        select usage_from, count(*)::int as hours from ${sampleHour}
        where fleet = ${fleet} and usage_from <> '' and hour >= ${since.toISOString()}::timestamptz
          and hour < ${until.toISOString()}::timestamptz
        group by 1 order by 1`,
      );
      const moment = (value: unknown): Date | null => (value ? new Date(String(value)) : null);
      const last = moment(row?.last);
      return {
        hours: Number(row?.hours ?? 0),
        late: Number(row?.late ?? 0),
        measured: Number(row?.measured ?? 0),
        withAssets: Number(row?.with_assets ?? 0),
        usage: usage.map((one) => ({
          from: String(one.usage_from) as UsageOrigin,
          hours: Number(one.hours),
        })),
        first: moment(row?.first),
        measuredTo: last && new Date(last.getTime() + hourMs),
      };
    },
    async sources({ from, to }) {
      const rows = await rowsOf(
        scope,
        sql`
        select cluster, source, string_agg(distinct day::text, ' ' order by day::text) as days from ${costDay}
        where fleet = ${fleet} and day >= ${from}::date and day <= ${to}::date
        group by cluster, source order by cluster, source`,
      );
      return rows.map((row) => ({
        cluster: String(row.cluster),
        source: row.source === "opencost" ? "opencost" : "samples",
        days: String(row.days).split(" "),
      }));
    },
  };
};
