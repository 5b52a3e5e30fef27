import { and, asc, eq, gte, isNull, lt, lte, type SQL, sql } from "drizzle-orm";
import { podUse } from "@/lib/domain/capacity-review/use-hour";
import { type HourLine, lineKinds, mergedLines } from "@/lib/domain/cost-review/line";
import { dayIn, monthBefore } from "@/lib/domain/cost-review/month";
import type { ClusterHour, Samples, UsageOrigin } from "@/lib/ports/store/samples";
import {
  assetHour,
  containerHour,
  costDay,
  costHour,
  costMonth,
  nodeHour,
  sampleHour,
  sampleLease,
} from "../schema/samples";
import { holdName, type Scope } from "../scope";
import { forgetParts, keepParts, partReads, sumParts } from "./cost-parts";
import { keepLabels, labelsId, labelsOf } from "./label-set";
import { inBatches, keepFound, named, unnamed } from "./sample-rows";
import { usageOf } from "./usage";

const hourMs = 3_600_000;

const lineColumns = sql.raw(
  "currency, cluster, environment, application, team, kind, cost, cpu_cost, ram_cost, cpu, ram, cpu_asked, ram_asked, cpu_used, ram_used, count, unpriced",
);

export const samplesOf = (scope: Scope): Samples => {
  const { db, fleet } = scope;
  const rowsOf = async (statement: SQL): Promise<readonly Record<string, unknown>[]> => {
    const result: unknown = await db.execute(statement);
    return (result as { rows: Record<string, unknown>[] }).rows;
  };
  const at = (
    table: typeof containerHour | typeof nodeHour | typeof assetHour,
    { cluster, hour }: ClusterHour,
  ) => and(eq(table.fleet, fleet), eq(table.cluster, cluster), eq(table.hour, hour));

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
    ...partReads(scope),
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
      const rows = await rowsOf(sql`
        select ${period}::text as period, environment, team, kind, sum(cost) as cost, sum(unpriced) as unpriced
        from ${table}
        where fleet = ${fleet} and currency = ${currency} and ${period} >= ${from} and ${period} <= ${to}
        group by 1, 2, 3, 4 order by 1, 2, 3, 4`);
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
      const rows = await rowsOf(sql`
        select extract(isodow from hour at time zone ${zone})::int - 1 as day,
               extract(hour from hour at time zone ${zone})::int as hour,
               sum(cost) / count(distinct hour) as cost,
               coalesce(sum(cost) filter (where kind = 'idle'), 0) / count(distinct hour) as idle
        from ${costHour}
        where fleet = ${fleet} and currency = ${currency} and environment = ${environment}
          and hour >= ${since.toISOString()}::timestamptz
        group by 1, 2 order by 1, 2`);
      return rows.map((row) => ({
        day: Number(row.day),
        hour: Number(row.hour),
        cost: Number(row.cost),
        idle: Number(row.idle),
      }));
    },
    async busyHours({ environment, since }) {
      const rows = await rowsOf(sql`
        select hour, sum(cpu_asked) as asked, sum(cpu_used) as used
        from ${costHour}
        where fleet = ${fleet} and environment = ${environment} and kind = 'used'
          and hour >= ${since.toISOString()}::timestamptz
        group by hour having sum(cpu_asked) > 0 order by hour`);
      return rows.map((row) => ({
        hour: new Date(String(row.hour)),
        asked: Number(row.asked),
        used: Number(row.used),
      }));
    },
    async coverage({ since, until }) {
      const [row] = await rowsOf(sql`
        select count(*)::int as hours, coalesce(sum(late), 0)::int as late, min(hour) as first,
               count(*) filter (where measured >= samples)::int as measured,
               count(*) filter (where asset_samples > 0)::int as with_assets,
               max(hour) filter (where closed_at is not null) as last
        from ${sampleHour}
        where fleet = ${fleet} and hour >= ${since.toISOString()}::timestamptz
          and hour < ${until.toISOString()}::timestamptz`);
      const usage = await rowsOf(sql`
        select usage_from, count(*)::int as hours from ${sampleHour}
        where fleet = ${fleet} and usage_from <> '' and hour >= ${since.toISOString()}::timestamptz
          and hour < ${until.toISOString()}::timestamptz
        group by 1 order by 1`);
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
      const rows = await rowsOf(sql`
        select cluster, source, string_agg(distinct day::text, ' ' order by day::text) as days from ${costDay}
        where fleet = ${fleet} and day >= ${from}::date and day <= ${to}::date
        group by cluster, source order by cluster, source`);
      return rows.map((row) => ({
        cluster: String(row.cluster),
        source: row.source === "opencost" ? "opencost" : "samples",
        days: String(row.days).split(" "),
      }));
    },
    async assetClasses(since) {
      const rows = await db
        .selectDistinct({ kind: assetHour.kind, class: assetHour.class, region: assetHour.region })
        .from(assetHour)
        .where(and(eq(assetHour.fleet, fleet), gte(assetHour.hour, since)))
        .orderBy(asc(assetHour.kind), asc(assetHour.class), asc(assetHour.region));
      return rows.map((row) => ({ kind: row.kind, class: unnamed(row.class), region: unnamed(row.region) }));
    },
    async missing({ cluster, since, until }) {
      const rows = await rowsOf(sql`
        select h.hour from generate_series(${since.toISOString()}::timestamptz,
          ${until.toISOString()}::timestamptz - interval '1 hour', interval '1 hour') as h(hour)
        where not exists (select 1 from ${sampleHour} s
          where s.fleet = ${fleet} and s.cluster = ${cluster} and s.hour = h.hour)
        order by 1`);
      return rows.map((row) => new Date(String(row.hour)));
    },
    async open(before) {
      return db
        .select({ cluster: sampleHour.cluster, hour: sampleHour.hour })
        .from(sampleHour)
        .where(and(eq(sampleHour.fleet, fleet), isNull(sampleHour.closedAt), lt(sampleHour.hour, before)))
        .orderBy(asc(sampleHour.hour), asc(sampleHour.cluster))
        .limit(500);
    },
    async hour(of) {
      const [head] = await db
        .select({ samples: sampleHour.samples, assetSamples: sampleHour.assetSamples })
        .from(sampleHour)
        .where(
          and(eq(sampleHour.fleet, fleet), eq(sampleHour.cluster, of.cluster), eq(sampleHour.hour, of.hour)),
        );
      const all = Math.max(1, head?.samples ?? 1);
      const nodes = await db.select().from(nodeHour).where(at(nodeHour, of)).orderBy(asc(nodeHour.node));
      const containers = await db
        .select()
        .from(containerHour)
        .where(at(containerHour, of))
        .orderBy(asc(containerHour.namespace), asc(containerHour.pod), asc(containerHour.container));
      const assets = await db
        .select()
        .from(assetHour)
        .where(at(assetHour, of))
        .orderBy(asc(assetHour.kind), asc(assetHour.name), asc(assetHour.application));
      const looks = head?.assetSamples ?? 0;
      const labels = await labelsOf(
        scope,
        [...containers, ...assets].map((row) => row.labels),
      );
      return {
        assets:
          looks === 0
            ? null
            : assets.map((row) => ({
                cluster: row.cluster,
                environment: unnamed(row.environment),
                application: unnamed(row.application),
                team: unnamed(row.team),
                kind: row.kind,
                name: row.name,
                class: unnamed(row.class),
                region: unnamed(row.region),
                amount: row.amount,
                mounted: row.mounted,
                namespace: unnamed(row.namespace),
                controller: unnamed(row.controller),
                labels: labels(row.labels),
                hours: row.share / looks,
              })),
        nodes: nodes.map((row) => ({
          cluster: row.cluster,
          node: row.node,
          environment: unnamed(row.environment),
          instanceType: unnamed(row.instanceType),
          region: unnamed(row.region),
          spot: row.spot,
          capacity: { cpu: row.cpu, ram: row.ram, gpu: row.gpu },
          hours: row.samples / all,
        })),
        containers: containers.map((row) => ({
          cluster: row.cluster,
          environment: unnamed(row.environment),
          application: unnamed(row.application),
          team: unnamed(row.team),
          node: unnamed(row.node),
          namespace: row.namespace,
          controllerKind: unnamed(row.controllerKind),
          controller: unnamed(row.controller),
          pod: row.pod,
          container: row.container,
          labels: labels(row.labels),
          hours: row.samples / all,
          request: { cpu: row.cpuRequest, ram: row.ramRequest, gpu: row.gpuRequest },
          usage: row.usageSamples > 0 ? { cpu: row.cpuUsage, ram: row.ramUsage } : null,
        })),
      };
    },
    async lease({ name, owner, ms }, now) {
      const until = new Date(now.getTime() + ms);
      const rows = await db
        .insert(sampleLease)
        .values({ fleet, name, owner, until })
        .onConflictDoUpdate({
          target: [sampleLease.fleet, sampleLease.name],
          set: { owner, until },
          setWhere: sql`${sampleLease.owner} = ${owner} or ${sampleLease.until} <= ${now.toISOString()}::timestamptz`,
        })
        .returning({ owner: sampleLease.owner });
      return rows.length > 0;
    },
    async record({ cluster, slot, late, usageFrom, ...found }) {
      const hour = new Date(Math.floor(slot.getTime() / hourMs) * hourMs);
      const [measured, looks] = [usageFrom === null ? 0 : 1, found.assets === null ? 0 : 1];
      const counted = await db
        .insert(sampleHour)
        .values({
          fleet,
          cluster,
          hour,
          samples: 1,
          late: late ? 1 : 0,
          measured,
          usageFrom: named(usageFrom),
          assetSamples: looks,
          lastSlot: slot,
        })
        .onConflictDoUpdate({
          target: [sampleHour.fleet, sampleHour.cluster, sampleHour.hour],
          set: {
            samples: sql`${sampleHour.samples} + 1`,
            late: sql`${sampleHour.late} + ${late ? 1 : 0}`,
            measured: sql`${sampleHour.measured} + ${measured}`,
            assetSamples: sql`${sampleHour.assetSamples} + ${looks}`,
            lastSlot: slot,
            ...(usageFrom === null ? {} : { usageFrom }),
          },
          setWhere: sql`${sampleHour.lastSlot} < ${slot.toISOString()}::timestamptz and ${sampleHour.closedAt} is null`,
        })
        .returning({ samples: sampleHour.samples });
      if (counted.length === 0) return false;
      await usageOf(scope).add(podUse(found.containers).map((one) => ({ ...one, hour })));
      await keepFound(scope, { cluster, hour }, found, 1);
      return true;
    },
    async recordPast({ cluster, hour, slots, usageFrom, use, ...found }) {
      const kept = await db
        .insert(sampleHour)
        .values({
          fleet,
          cluster,
          hour,
          samples: slots,
          late: 0,
          measured: usageFrom === null ? 0 : slots,
          usageFrom: named(usageFrom),
          assetSamples: found.assets === null ? 0 : slots,
          lastSlot: new Date(hour.getTime() + hourMs - 1),
        })
        .onConflictDoNothing()
        .returning({ samples: sampleHour.samples });
      if (kept.length === 0) return false;
      await usageOf(scope).add(use);
      await keepFound(scope, { cluster, hour }, found, slots);
      return true;
    },
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
        join (${days}) t on h.cluster = t.cluster and (h.hour at time zone ${zone})::date = t.day
        where h.fleet = ${fleet}
        group by h.fleet, t.day, h.currency, h.cluster, h.environment, h.application, h.team, h.kind`);
      await sumParts(scope, days, zone);
      await sumMonths(ours.map(({ cluster, hour }) => ({ cluster, day: dayIn(hour, zone) })));
    },
    async forget({ samples, hours, parts }) {
      for (const table of [containerHour, nodeHour, assetHour])
        await db.delete(table).where(and(eq(table.fleet, fleet), lt(table.hour, samples)));
      await db.delete(costHour).where(and(eq(costHour.fleet, fleet), lt(costHour.hour, hours)));
      await usageOf(scope).forget(hours);
      await forgetParts(scope, parts);
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
