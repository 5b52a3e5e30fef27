import { and, asc, eq, gte, isNull, lt, lte, type SQL, sql } from "drizzle-orm";
import { podUse } from "@/lib/domain/capacity-review/use-hour";
import type { CostLine } from "@/lib/domain/cost-review/line";
import type { ClusterHour, Samples } from "@/lib/ports/store/samples";
import { containerHour, costDay, costHour, nodeHour, sampleHour, sampleLease } from "../schema/samples";
import { holdName, type Scope } from "../scope";
import { usageOf } from "./usage";

/** Rows a statement; one JSON parameter each, the same on both databases. */
const batch = 4000;
const hourMs = 3_600_000;

/** Absent names are stored empty, because a key cannot hold null. */
const named = (name: string | null): string => name ?? "";
const unnamed = (name: string): string | null => (name === "" ? null : name);

const lineColumns = sql.raw(
  "currency, cluster, environment, application, team, kind, cost, cpu_cost, ram_cost, cpu, ram, cpu_asked, ram_asked, cpu_used, ram_used, count, unpriced",
);

export const samplesOf = (scope: Scope): Samples => {
  const { db, fleet } = scope;
  const rowsOf = async (statement: SQL): Promise<readonly Record<string, unknown>[]> => {
    const result: unknown = await db.execute(statement);
    return (result as { rows: Record<string, unknown>[] }).rows;
  };
  const at = (table: typeof containerHour | typeof nodeHour, { cluster, hour }: ClusterHour) =>
    and(eq(table.fleet, fleet), eq(table.cluster, cluster), eq(table.hour, hour));

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
      return rows.map(({ fleet: _, currency: __, environment, application, team, ...rest }) => ({
        ...rest,
        environment: unnamed(environment),
        application: unnamed(application),
        team: unnamed(team),
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
    async coverage({ since, until }) {
      const [row] = await rowsOf(sql`
        select count(*)::int as hours, coalesce(sum(late), 0)::int as late, min(hour) as first,
               max(hour) filter (where closed_at is not null) as last
        from ${sampleHour}
        where fleet = ${fleet} and hour >= ${since.toISOString()}::timestamptz
          and hour < ${until.toISOString()}::timestamptz`);
      const moment = (value: unknown): Date | null => (value ? new Date(String(value)) : null);
      const last = moment(row?.last);
      return {
        hours: Number(row?.hours ?? 0),
        late: Number(row?.late ?? 0),
        first: moment(row?.first),
        measuredTo: last && new Date(last.getTime() + hourMs),
      };
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
        .select({ samples: sampleHour.samples })
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
      return {
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
          hours: row.samples / all,
          request: { cpu: row.cpuRequest, ram: row.ramRequest },
          usage: { cpu: row.cpuUsage, ram: row.ramUsage },
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
    async record({ cluster, slot, late, nodes, containers }) {
      const hour = new Date(Math.floor(slot.getTime() / hourMs) * hourMs);
      const counted = await db
        .insert(sampleHour)
        .values({ fleet, cluster, hour, samples: 1, late: late ? 1 : 0, lastSlot: slot })
        .onConflictDoUpdate({
          target: [sampleHour.fleet, sampleHour.cluster, sampleHour.hour],
          set: {
            samples: sql`${sampleHour.samples} + 1`,
            late: sql`${sampleHour.late} + ${late ? 1 : 0}`,
            lastSlot: slot,
          },
          setWhere: sql`${sampleHour.lastSlot} < ${slot.toISOString()}::timestamptz and ${sampleHour.closedAt} is null`,
        })
        .returning({ samples: sampleHour.samples });
      if (counted.length === 0) return false;
      await usageOf(scope).add(podUse(containers).map((one) => ({ ...one, hour })));
      for (const part of parts(containers)) {
        const rows = part.map((one) => ({
          namespace: one.namespace,
          pod: one.pod,
          container: one.container,
          node: named(one.node),
          controller_kind: named(one.controllerKind),
          controller: named(one.controller),
          environment: named(one.environment),
          application: named(one.application),
          team: named(one.team),
          cpu_request: one.request.cpu,
          ram_request: one.request.ram,
          cpu_usage: one.usage.cpu,
          ram_usage: one.usage.ram,
        }));
        const average = (column: string): SQL =>
          sql.raw(`${column} = (h.${column} * h.samples + excluded.${column}) / (h.samples + 1)`);
        await db.execute(sql`
          insert into ${containerHour} as h (fleet, hour, cluster, samples, namespace, pod, container, node, controller_kind,
            controller, environment, application, team, cpu_request, ram_request, cpu_usage, ram_usage)
          select ${fleet}, ${hour.toISOString()}::timestamptz, ${cluster}, 1, x.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            as x(namespace text, pod text, container text, node text, controller_kind text, controller text,
              environment text, application text, team text, cpu_request float8, ram_request float8,
              cpu_usage float8, ram_usage float8)
          on conflict (fleet, cluster, hour, namespace, pod, container) do update set
            samples = h.samples + 1, node = excluded.node, ${average("cpu_request")}, ${average("ram_request")},
            ${average("cpu_usage")}, ${average("ram_usage")}`);
      }
      for (const part of parts(nodes)) {
        const rows = part.map((one) => ({
          node: one.node,
          environment: named(one.environment),
          instance_type: named(one.instanceType),
          region: named(one.region),
          spot: one.spot,
          ...one.capacity,
        }));
        await db.execute(sql`
          insert into ${nodeHour} as h (fleet, hour, cluster, samples, node, environment, instance_type, region, spot, cpu, ram, gpu)
          select ${fleet}, ${hour.toISOString()}::timestamptz, ${cluster}, 1, x.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            as x(node text, environment text, instance_type text, region text, spot boolean, cpu float8, ram float8, gpu float8)
          on conflict (fleet, cluster, hour, node) do update set samples = h.samples + 1`);
      }
      return true;
    },
    async close(hours, { currency, zone }, now) {
      if (hours.length === 0) return;
      await holdName(scope, "cost hours");
      const times = hours.map(({ cluster, hour }) => ({ cluster, hour: hour.toISOString() }));
      const closed = sql`jsonb_to_recordset(${JSON.stringify(times)}::jsonb) as x(cluster text, hour timestamptz)`;
      await db.execute(
        sql`delete from ${costHour} h using ${closed} where h.fleet = ${fleet} and h.cluster = x.cluster and h.hour = x.hour`,
      );
      const lines = hours.flatMap(({ hour, lines }) => lines.map((line) => lineRow(line, hour, currency)));
      for (const part of parts(lines))
        await db.execute(sql`
          insert into ${costHour} (fleet, hour, ${lineColumns})
          select ${fleet}, x.hour, ${lineColumns} from jsonb_to_recordset(${JSON.stringify(part)}::jsonb)
            as x(hour timestamptz, currency text, cluster text, environment text, application text, team text, kind text,
              cost float8, cpu_cost float8, ram_cost float8, cpu float8, ram float8, cpu_asked float8, ram_asked float8,
              cpu_used float8, ram_used float8, count float8, unpriced float8)`);
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
      // Hours that were not sampled here, as a seeded past, count as one sample each.
      await db.execute(sql`
        insert into ${sampleHour} as s (fleet, cluster, hour, samples, late, last_slot, closed_at)
        select ${fleet}, x.cluster, x.hour, 1, 0, x.hour, ${now.toISOString()}::timestamptz from ${closed}
        on conflict (fleet, cluster, hour) do update set closed_at = excluded.closed_at`);
    },
    async forget({ samples, hours }) {
      for (const table of [containerHour, nodeHour])
        await db.delete(table).where(and(eq(table.fleet, fleet), lt(table.hour, samples)));
      await db.delete(costHour).where(and(eq(costHour.fleet, fleet), lt(costHour.hour, hours)));
      await usageOf(scope).forget(hours);
    },
  };
};

function* parts<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += batch) yield rows.slice(at, at + batch);
}

const lineRow = (line: CostLine, hour: Date, currency: string) => ({
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
});
