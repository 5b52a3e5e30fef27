import { sql } from "drizzle-orm";
import { type Labels, labelsKey } from "@/lib/domain/cost-review/facet";
import { storable } from "@/lib/domain/ledger";
import { labelSet } from "../schema/cost-parts";
import { rowsOf, type Scope, sha256 } from "../scope";

/** The hash that stands for a set of labels in rows; empty when they are not known. */
export const labelsId = (labels: Labels | null): string =>
  labels === null ? "" : sha256(labelsKey(labels)).slice(0, 32);

/** Keeps each set of labels once, for rows that name it by its hash. */
export async function keepLabels({ db, fleet }: Scope, all: Iterable<Labels | null>): Promise<void> {
  const sets = new Map<string, { id: string; labels: Labels }>();
  for (const labels of all)
    if (labels !== null) {
      const safe = Object.entries(labels).map(([name, value]) => [storable(name), storable(value)]);
      sets.set(labelsId(labels), { id: labelsId(labels), labels: Object.fromEntries(safe) });
    }
  if (sets.size === 0) return;
  await db.execute(sql`
    insert into ${labelSet} (fleet, id, labels)
    select ${fleet}, x.id, x.labels from jsonb_to_recordset(${JSON.stringify([...sets.values()])}::jsonb)
      as x(id text, labels jsonb)
    on conflict do nothing`);
}

/** The labels behind these hashes. */
export async function labelsOf(scope: Scope, ids: readonly string[]): Promise<(id: string) => Labels | null> {
  const rows = await rowsOf(
    scope,
    sql`
      select id, labels from ${labelSet}
      where fleet = ${scope.fleet} and id in (select jsonb_array_elements_text(${JSON.stringify([...new Set(ids)])}::jsonb))`,
  );
  const known = new Map(rows.map((row) => [String(row.id), row.labels as Labels]));
  return (id) => known.get(id) ?? null;
}
