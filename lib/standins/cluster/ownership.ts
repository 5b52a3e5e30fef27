import { equalJson, isJsonObject, type Json, type JsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import type { FieldConflict } from "@/lib/ports/cluster";
import { fieldsV1, leavesOf, type Path, valueAt, withLeaf, withoutLeaf } from "./fields";

/** Who wrote which fields: one entry a manager and way of writing. */
export type Owner = {
  manager: string;
  operation: "Apply" | "Update";
  at: string;
  fields: ReadonlyMap<string, Path>;
};
export type Owned = { object: Manifest; owners: readonly Owner[] };

export type Merged =
  | { kind: "merged"; owned: Owned }
  | { kind: "conflict"; conflicts: readonly FieldConflict[] };

/**
 * Server-side apply as KEP-555 has it, without schemas: the given fields are set and owned, fields this manager owned
 * and gives no more are removed unless somebody else owns them, and another owner's different value is a conflict.
 */
export function applyFields(
  live: Owned | null,
  wanted: Manifest,
  manager: string,
  options: { force: boolean; at: string },
): Merged {
  const leaves = leavesOf(wanted);
  const before = live?.object ?? bareObject(wanted);
  const owners = live?.owners ?? [];
  const others = owners.filter((owner) => owner.manager !== manager || owner.operation !== "Apply");
  const differs = (path: string) => {
    const leaf = leaves.get(path);
    return leaf !== undefined && !says(valueAt(before, leaf.path), leaf.value);
  };
  const conflicts = others.flatMap((owner) =>
    [...owner.fields.keys()].filter(differs).map((field) => ({ manager: owner.manager, field })),
  );
  if (conflicts.length > 0 && !options.force) return { kind: "conflict", conflicts };
  const mine = owners.find((owner) => !others.includes(owner));
  const dropped = [...(mine?.fields ?? [])].filter(
    ([text]) => !leaves.has(text) && !others.some((owner) => owner.fields.has(text)),
  );
  let object = before;
  for (const [, path] of dropped) object = withoutLeaf(object, path);
  for (const leaf of leaves.values()) {
    if (!says(valueAt(object, leaf.path), leaf.value)) object = withLeaf(object, leaf);
  }
  const taken = new Map([...leaves].map(([text, { path }]) => [text, path]));
  const own: Owner = { manager, operation: "Apply", at: options.at, fields: taken };
  return { kind: "merged", owned: { object, owners: [own, ...without(others, differs)] } };
}

/** A write that is no apply: the changed fields become this manager's, and nobody is asked. */
export function updateFields(live: Owned, next: Manifest, manager: string, at: string): Owned {
  const leaves = leavesOf(next);
  const changed = new Map<string, Path>();
  for (const [text, { path, value }] of leaves) {
    if (!equalJson(valueAt(live.object, path), value)) changed.set(text, path);
  }
  const lost = (text: string) => changed.has(text) || !leaves.has(text);
  const others = without(live.owners, lost);
  if (changed.size === 0) return { object: next, owners: others };
  const mine = others.find((owner) => owner.manager === manager && owner.operation === "Update");
  const own: Owner = {
    manager,
    operation: "Update",
    at,
    fields: new Map([...(mine?.fields ?? []), ...changed]),
  };
  return { object: next, owners: [...others.filter((owner) => owner !== mine), own] };
}

/** Is the wanted value there? An empty map asks only that there be a map. */
const says = (live: Json | undefined, wanted: Json): boolean =>
  equalJson(live, wanted) || (isJsonObject(wanted) && Object.keys(wanted).length === 0 && isJsonObject(live));

const without = (owners: readonly Owner[], lost: (text: string) => boolean): Owner[] =>
  owners
    .map((owner) => ({ ...owner, fields: new Map([...owner.fields].filter(([text]) => !lost(text))) }))
    .filter((owner) => owner.fields.size > 0);

/** As `metadata.managedFields` shows it. */
export const managedFields = (owned: Owned): JsonObject[] =>
  owned.owners.map((owner) => ({
    manager: owner.manager,
    operation: owner.operation,
    apiVersion: owned.object.apiVersion,
    time: owner.at,
    fieldsType: "FieldsV1",
    fieldsV1: fieldsV1(owner.fields.values()),
  }));

const bareObject = ({ apiVersion, kind, metadata: { name, namespace } }: Manifest): Manifest => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
});
