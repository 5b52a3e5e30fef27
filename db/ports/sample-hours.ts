import { and, asc, eq, gte, isNull, lt, sql } from "drizzle-orm";
import { killsOf, podUse } from "@/lib/domain/capacity-review/use-hour";
import type { ClusterHour, Samples } from "@/lib/ports/store/samples";
import { assetHour, containerHour, nodeHour, sampleHour, sampleLease } from "../schema/samples";
import { rowsOf, type Scope } from "../scope";
import { labelsOf } from "./label-set";
import { keepFound, named, unnamed } from "./sample-rows";
import { usageOf } from "./usage";

const hourMs = 3_600_000;

type SampleHours = Pick<
  Samples,
  "assetClasses" | "missing" | "open" | "hour" | "lease" | "record" | "recordPast"
>;

/** What was seen in an hour of a cluster: counted sample by sample, and read back. */
export const sampleHours = (scope: Scope): SampleHours => {
  const { db, fleet } = scope;
  const at = (
    table: typeof containerHour | typeof nodeHour | typeof assetHour,
    { cluster, hour }: ClusterHour,
  ) => and(eq(table.fleet, fleet), eq(table.cluster, cluster), eq(table.hour, hour));

  return {
    async assetClasses(since) {
      const rows = await db
        .selectDistinct({ kind: assetHour.kind, class: assetHour.class, region: assetHour.region })
        .from(assetHour)
        .where(and(eq(assetHour.fleet, fleet), gte(assetHour.hour, since)))
        .orderBy(asc(assetHour.kind), asc(assetHour.class), asc(assetHour.region));
      return rows.map((row) => ({ kind: row.kind, class: unnamed(row.class), region: unnamed(row.region) }));
    },
    async missing({ cluster, since, until }) {
      const rows = await rowsOf(
        scope,
        sql`
        select h.hour from generate_series(${since.toISOString()}::timestamptz,
          ${until.toISOString()}::timestamptz - interval '1 hour', interval '1 hour') as h(hour)
        where not exists (select 1 from ${sampleHour} s
          where s.fleet = ${fleet} and s.cluster = ${cluster} and s.hour = h.hour)
        order by 1`,
      );
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
      await usageOf(scope).addKills(killsOf(found.containers));
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
  };
};
