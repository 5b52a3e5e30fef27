import { and, eq, sql } from "drizzle-orm";
import { type HourLine, mergedLines } from "@/lib/domain/cost-review/line";
import { dayIn, monthBefore } from "@/lib/domain/cost-review/month";
import type { Samples } from "@/lib/ports/store/samples";
import { costDay, costHour, costMonth, sampleHour } from "../schema/samples";
import { holdName, type Scope } from "../scope";
import { keepParts, sumParts } from "./cost-parts";
import { keepLabels, labelsId } from "./label-set";
import { inBatches, named } from "./sample-rows";

const lineColumns = sql.raw(
  "currency, cluster, environment, application, team, kind, cost, cpu_cost, ram_cost, cpu, ram, cpu_asked, ram_asked, cpu_used, ram_used, count, unpriced",
);

/** Turns hours into what they cost, and adds up the days and months they are in. */
export const costClosing = (scope: Scope): Pick<Samples, "closeDay" | "close"> => {
  const { db, fleet } = scope;
  /** Adds up anew the months that these days are in. */
  const sumMonths = async (days: readonly { cluster: string; day: string }[]): Promise<void> => {
    const months = new Map(
      days.map(({ cluster, day }) => {
        const month = day.slice(0, 7);
        return [
          `${cluster} ${month}`,
          { cluster, month, first: `${month}-01`, next: `${monthBefore(month, -1)}-01` },
        ];
      }),
    );
    const touched = sql`jsonb_to_recordset(${JSON.stringify([...months.values()])}::jsonb)
      as t(cluster text, month text, first date, next date)`;
    await db.execute(
      sql`delete from ${costMonth} m using ${touched} where m.fleet = ${fleet} and m.cluster = t.cluster and m.month = t.month`,
    );
    await db.execute(sql`
      insert into ${costMonth} (fleet, month, ${lineColumns})
      select d.fleet, t.month, d.currency, d.cluster, d.environment, d.application, d.team, d.kind, sum(d.cost), sum(d.cpu_cost),
        sum(d.ram_cost), sum(d.cpu), sum(d.ram), sum(d.cpu_asked), sum(d.ram_asked), sum(d.cpu_used), sum(d.ram_used),
        sum(d.count), sum(d.unpriced)
      from ${costDay} d join ${touched} on d.cluster = t.cluster and d.day >= t.first and d.day < t.next
      where d.fleet = ${fleet}
      group by d.fleet, t.month, d.currency, d.cluster, d.environment, d.application, d.team, d.kind`);
  };

  return {
    async closeDay({ cluster, day, source, lines }, currency) {
      await holdName(scope, "cost hours");
      await db
        .delete(costDay)
        .where(and(eq(costDay.fleet, fleet), eq(costDay.cluster, cluster), eq(costDay.day, day)));
      const rows = mergedLines(lines).map(({ cluster: _, ...line }) => ({
        ...line,
        fleet,
        cluster,
        day,
        source,
        currency,
        environment: named(line.environment),
        application: named(line.application),
        team: named(line.team),
      }));
      for (const part of inBatches(rows)) await db.insert(costDay).values([...part]);
      await keepParts(scope, { cluster, day, lines }, currency);
      await sumMonths([{ cluster, day }]);
    },
    async close(hours, { currency, zone }, now) {
      if (hours.length === 0) return;
      await holdName(scope, "cost hours");
      const marks = hours.map(({ cluster, hour }) => ({ cluster, hour: hour.toISOString() }));
      const marked = sql`jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as x(cluster text, hour timestamptz)`;
      // Hours that were not sampled here, as a seeded past, count as one sample each.
      await db.execute(sql`
        insert into ${sampleHour} as s (fleet, cluster, hour, samples, late, measured, asset_samples, last_slot, closed_at)
        select ${fleet}, x.cluster, x.hour, 1, 0, 1, 1, x.hour, ${now.toISOString()}::timestamptz from ${marked}
        on conflict (fleet, cluster, hour) do update set closed_at = excluded.closed_at`);
      const ours = hours.flatMap(({ lines, ...of }) => (lines === null ? [] : [{ ...of, lines }]));
      if (ours.length === 0) return;
      const times = ours.map(({ cluster, hour }) => ({ cluster, hour: hour.toISOString() }));
      const closed = sql`jsonb_to_recordset(${JSON.stringify(times)}::jsonb) as x(cluster text, hour timestamptz)`;
      await db.execute(
        sql`delete from ${costHour} h using ${closed} where h.fleet = ${fleet} and h.cluster = x.cluster and h.hour = x.hour`,
      );
      await keepLabels(
        scope,
        ours.flatMap(({ lines }) => lines.map(({ labels }) => labels)),
      );
      const lines = ours.flatMap(({ hour, lines }) => lines.map((line) => lineRow(line, hour, currency)));
      for (const part of inBatches(lines))
        await db.execute(sql`
          insert into ${costHour} (fleet, hour, namespace, controller, labels, ${lineColumns})
          select ${fleet}, x.hour, namespace, controller, labels, ${lineColumns} from jsonb_to_recordset(${JSON.stringify(part)}::jsonb)
            as x(hour timestamptz, currency text, cluster text, environment text, application text, team text, kind text,
              cost float8, cpu_cost float8, ram_cost float8, cpu float8, ram float8, cpu_asked float8, ram_asked float8,
              cpu_used float8, ram_used float8, count float8, unpriced float8, namespace text, controller text, labels text)`);
      const days = sql`select distinct x.cluster, (x.hour at time zone ${zone})::date as day from ${closed}`;
      await db.execute(
        sql`delete from ${costDay} d using (${days}) t where d.fleet = ${fleet} and d.cluster = t.cluster and d.day = t.day`,
      );
      await db.execute(sql`
        insert into ${costDay} (fleet, day, ${lineColumns})
        select h.fleet, t.day, h.currency, h.cluster, h.environment, h.application, h.team, h.kind, sum(h.cost), sum(h.cpu_cost),
          sum(h.ram_cost), sum(h.cpu), sum(h.ram), sum(h.cpu_asked), sum(h.ram_asked), sum(h.cpu_used), sum(h.ram_used),
          sum(h.count), sum(h.unpriced)
        from ${costHour} h
        join (${days}) t on h.cluster = t.cluster and h.hour >= t.day::timestamp at time zone ${zone}
          and h.hour < (t.day + 1)::timestamp at time zone ${zone}
        where h.fleet = ${fleet}
        group by h.fleet, t.day, h.currency, h.cluster, h.environment, h.application, h.team, h.kind`);
      await sumParts(scope, days, zone);
      await sumMonths(ours.map(({ cluster, hour }) => ({ cluster, day: dayIn(hour, zone) })));
    },
  };
};

const lineRow = (line: HourLine, hour: Date, currency: string) => ({
  hour: hour.toISOString(),
  currency,
  cluster: line.cluster,
  environment: named(line.environment),
  application: named(line.application),
  team: named(line.team),
  kind: line.kind,
  cost: line.cost,
  cpu_cost: line.cpuCost,
  ram_cost: line.ramCost,
  cpu: line.cpu,
  ram: line.ram,
  cpu_asked: line.cpuAsked,
  ram_asked: line.ramAsked,
  cpu_used: line.cpuUsed,
  ram_used: line.ramUsed,
  count: line.count,
  unpriced: line.unpriced,
  namespace: named(line.namespace),
  controller: named(line.controller),
  labels: labelsId(line.labels),
});
