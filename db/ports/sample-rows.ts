import { type SQL, sql } from "drizzle-orm";
import type { Found } from "@/lib/domain/cost-review/sample";
import type { ClusterHour } from "@/lib/ports/store/samples";
import { assetHour, containerHour, nodeHour } from "../schema/samples";
import type { Scope } from "../scope";
import { keepLabels, labelsId } from "./label-set";

/** Rows a statement; one JSON parameter each, the same on both databases. */
const batch = 4000;

export function* inBatches<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += batch) yield rows.slice(at, at + batch);
}

/** Absent names are stored empty, because a key cannot hold null. */
export const named = (name: string | null): string => name ?? "";
export const unnamed = (name: string): string | null => (name === "" ? null : name);

/** Adds what was found to its hour, as so many samples as it stands for; averages are over the samples. */
export async function keepFound(
  scope: Scope,
  { cluster, hour }: ClusterHour,
  { nodes, containers, assets }: Found,
  slots: number,
): Promise<void> {
  const { db, fleet } = scope;
  await keepLabels(
    scope,
    [...containers, ...(assets ?? [])].map(({ labels }) => labels),
  );
  const samplesOf = (hours: number): number => Math.max(1, Math.round(hours * slots));
  const key = sql`${fleet}, ${hour.toISOString()}::timestamptz, ${cluster}`;
  const average = (column: string, weight: string): SQL =>
    sql.raw(
      `${column} = (h.${column} * h.${weight} + excluded.${column} * excluded.${weight}) / greatest(h.${weight} + excluded.${weight}, 1)`,
    );
  for (const part of inBatches(containers)) {
    const rows = part.map((one) => ({
      samples: samplesOf(one.hours),
      usage_samples: one.usage === null ? 0 : samplesOf(one.hours),
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
      gpu_request: one.request.gpu,
      cpu_usage: one.usage?.cpu ?? 0,
      ram_usage: one.usage?.ram ?? 0,
      labels: labelsId(one.labels),
    }));
    await db.execute(sql`
      insert into ${containerHour} as h (fleet, hour, cluster, samples, usage_samples, namespace, pod, container, node,
        controller_kind, controller, environment, application, team, cpu_request, ram_request, gpu_request, cpu_usage, ram_usage, labels)
      select ${key}, x.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as x(samples int, usage_samples int, namespace text, pod text, container text, node text, controller_kind text,
          controller text, environment text, application text, team text, cpu_request float8, ram_request float8,
          gpu_request float8, cpu_usage float8, ram_usage float8, labels text)
      on conflict (fleet, cluster, hour, namespace, pod, container) do update set
        samples = h.samples + excluded.samples, usage_samples = h.usage_samples + excluded.usage_samples,
        node = excluded.node, labels = excluded.labels, ${average("cpu_request", "samples")}, ${average("ram_request", "samples")},
        ${average("gpu_request", "samples")}, ${average("cpu_usage", "usage_samples")}, ${average("ram_usage", "usage_samples")}`);
  }
  for (const part of inBatches(nodes)) {
    const rows = part.map((one) => ({
      samples: samplesOf(one.hours),
      node: one.node,
      environment: named(one.environment),
      instance_type: named(one.instanceType),
      region: named(one.region),
      spot: one.spot,
      ...one.capacity,
    }));
    await db.execute(sql`
      insert into ${nodeHour} as h (fleet, hour, cluster, samples, node, environment, instance_type, region, spot, cpu, ram, gpu)
      select ${key}, x.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as x(samples int, node text, environment text, instance_type text, region text, spot boolean, cpu float8, ram float8, gpu float8)
      on conflict (fleet, cluster, hour, node) do update set samples = h.samples + excluded.samples`);
  }
  for (const part of inBatches(assets ?? [])) {
    const rows = part.map((one) => ({
      kind: one.kind,
      name: one.name,
      class: named(one.class),
      region: named(one.region),
      environment: named(one.environment),
      application: named(one.application),
      team: named(one.team),
      mounted: one.mounted,
      namespace: named(one.namespace),
      controller: named(one.controller),
      labels: labelsId(one.labels),
      amount: one.amount,
      share: one.hours * slots,
    }));
    await db.execute(sql`
      insert into ${assetHour} as h (fleet, hour, cluster, kind, name, class, region, environment, application, team, mounted,
        namespace, controller, labels, amount, share)
      select ${key}, x.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as x(kind text, name text, class text, region text, environment text, application text, team text, mounted boolean,
          namespace text, controller text, labels text, amount float8, share float8)
      on conflict (fleet, cluster, hour, kind, name, class, environment, application, team, mounted, namespace, controller, labels) do update set
        share = h.share + excluded.share,
        amount = (h.amount * h.share + excluded.amount * excluded.share) / nullif(h.share + excluded.share, 0)`);
  }
}
