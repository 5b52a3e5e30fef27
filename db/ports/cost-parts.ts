import { and, eq, lt, type SQL, sql } from "drizzle-orm";
import { type HourLine, lineKinds, type PartLine } from "@/lib/domain/cost-review/line";
import type { SamplesReads } from "@/lib/ports/store/samples";
import { costPart, labelSet } from "../schema/cost-parts";
import { assetHour, containerHour, costHour } from "../schema/samples";
import { rowsOf, type Scope } from "../scope";
import { keepLabels, labelsId, labelsOf } from "./label-set";
import { inBatches, named, unnamed } from "./sample-rows";

const columns = [
  "currency",
  "cluster",
  "environment",
  "application",
  "team",
  "kind",
  "namespace",
  "controller",
  "labels",
];
const partColumns = sql.raw(columns.join(", "));
const partsOf = (table: string): SQL => sql.raw(columns.map((column) => `${table}.${column}`).join(", "));

/** Adds up anew the parts of these clusters' days (`cluster`, `day`) from their hours. */
export async function sumParts({ db, fleet }: Scope, days: SQL, zone: string): Promise<void> {
  await db.execute(
    sql`delete from ${costPart} p using (${days}) t where p.fleet = ${fleet} and p.cluster = t.cluster and p.day = t.day`,
  );
  await db.execute(sql`
    insert into ${costPart} (fleet, day, ${partColumns}, cost)
    select h.fleet, t.day, ${partsOf("h")}, sum(h.cost)
    from ${costHour} h join (${days}) t on h.cluster = t.cluster and h.hour >= t.day::timestamp at time zone ${zone}
          and h.hour < (t.day + 1)::timestamp at time zone ${zone}
    where h.fleet = ${fleet} and h.cost <> 0
    group by h.fleet, t.day, ${partsOf("h")}`);
}

/** Keeps a day's parts as told elsewhere, in place of what was kept of that day. */
export async function keepParts(
  scope: Scope,
  { cluster, day, lines }: { cluster: string; day: string; lines: readonly HourLine[] },
  currency: string,
): Promise<void> {
  const { db, fleet } = scope;
  await db
    .delete(costPart)
    .where(and(eq(costPart.fleet, fleet), eq(costPart.cluster, cluster), eq(costPart.day, day)));
  await keepLabels(
    scope,
    lines.map(({ labels }) => labels),
  );
  const rows = lines.map((line) => ({
    ...{ fleet, day, currency, cluster, kind: line.kind, cost: line.cost },
    environment: named(line.environment),
    application: named(line.application),
    team: named(line.team),
    namespace: named(line.namespace),
    controller: named(line.controller),
    labels: labelsId(line.labels),
  }));
  for (const part of inBatches(rows)) await db.insert(costPart).values([...part]);
}

/** Takes away parts of days before that one, and labels that no row names any more. */
export async function forgetParts({ db, fleet }: Scope, before: string): Promise<void> {
  const gone = await db
    .delete(costPart)
    .where(and(eq(costPart.fleet, fleet), lt(costPart.day, before)))
    .returning({ labels: costPart.labels });
  const ids = JSON.stringify([...new Set(gone.map(({ labels }) => labels))]);
  await db.execute(sql`
    delete from ${labelSet} s where s.fleet = ${fleet} and s.id in (select jsonb_array_elements_text(${ids}::jsonb))
      ${sql.join(
        [costPart, costHour, containerHour, assetHour].map(
          (table) =>
            sql`and not exists (select 1 from ${table} r where r.fleet = s.fleet and r.labels = s.id)`,
        ),
        sql` `,
      )}`);
}

/** What the parts of days say, added up by what was asked for. */
export const partReads = (scope: Scope): Pick<SamplesReads, "parts" | "labelNames"> => {
  const { fleet } = scope;
  return {
    async parts({ from, to, currency, by }) {
      const controller = by.includes("controller") ? sql`controller` : sql`''`;
      const labels = by.some((facet) => facet.startsWith("label:")) ? sql`labels` : sql`''`;
      const rows = await rowsOf(
        scope,
        sql`
          select day::text as day, cluster, environment, application, team, kind, namespace, ${controller} as controller,
            ${labels} as labels, sum(cost) as cost
          from ${costPart}
          where fleet = ${fleet} and currency = ${currency} and day >= ${from}::date and day <= ${to}::date
          group by 1, 2, 3, 4, 5, 6, 7, 8, 9`,
      );
      const labelsFor = await labelsOf(
        scope,
        rows.map((row) => String(row.labels)),
      );
      return rows.map(
        (row): PartLine => ({
          day: String(row.day),
          cluster: String(row.cluster),
          environment: unnamed(String(row.environment)),
          application: unnamed(String(row.application)),
          team: unnamed(String(row.team)),
          kind: lineKinds.find((kind) => kind === row.kind) ?? "used",
          namespace: unnamed(String(row.namespace)),
          controller: unnamed(String(row.controller)),
          labels: labelsFor(String(row.labels)),
          cost: Number(row.cost),
        }),
      );
    },
    async labelNames({ from, to }) {
      const rows = await rowsOf(
        scope,
        sql`
          select distinct p.environment, p.application, jsonb_object_keys(s.labels) as name from (
            select distinct environment, application, labels from ${costPart}
            where fleet = ${fleet} and day >= ${from}::date and day <= ${to}::date
          ) p join ${labelSet} s on s.fleet = ${fleet} and s.id = p.labels
          order by 3, 1, 2`,
      );
      return rows.map((row) => ({
        environment: unnamed(String(row.environment)),
        application: unnamed(String(row.application)),
        name: String(row.name),
      }));
    },
  };
};
