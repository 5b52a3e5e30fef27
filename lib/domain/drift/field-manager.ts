import type { Json, JsonObject } from "../json";
import { isJsonObject, parseJson } from "../json";
import { ORDER, type Path, type PathItem } from "../path";

/** One entry of `metadata.managedFields`. Format: sigs.k8s.io/structured-merge-diff, fieldpath/serialize.go. */
export type Manager = {
  manager: string;
  operation: string;
  subresource: string;
  time: string;
  fields: JsonObject;
};

export function managersOf(live: JsonObject): Manager[] {
  const entries = isJsonObject(live.metadata) ? live.metadata.managedFields : undefined;
  if (!Array.isArray(entries)) return [];
  const text = (value: Json | undefined): string => (typeof value === "string" ? value : "");
  return entries.filter(isJsonObject).map((entry) => ({
    manager: text(entry.manager),
    operation: text(entry.operation),
    subresource: text(entry.subresource),
    time: text(entry.time),
    fields: isJsonObject(entry.fieldsV1) ? entry.fieldsV1 : {},
  }));
}

/** Who wrote the field last; null when managedFields do not tell. */
export function managerOf(managers: readonly Manager[], path: Path): Manager | null {
  let latest: Manager | null = null;
  for (const manager of managers) {
    if (owns(manager.fields, path) && (latest === null || manager.time >= latest.time)) latest = manager;
  }
  return latest;
}

function owns(fields: JsonObject, path: Path): boolean {
  let at = fields;
  for (const [depth, segment] of path.entries()) {
    // A field without children is owned as a whole, whatever it holds.
    if (depth > 0 && Object.keys(at).length === 0) return true;
    if (segment === ORDER) return true;
    const next = typeof segment === "string" ? at[`f:${segment}`] : itemFields(at, segment);
    if (!isJsonObject(next)) return false;
    at = next;
  }
  return true;
}

function itemFields(at: JsonObject, item: PathItem): Json | undefined {
  for (const [key, value] of Object.entries(at)) {
    if (!key.startsWith("k:")) continue;
    const identity = readKey(key.slice(2));
    if (identity !== null && Object.entries(item).every(([field, wanted]) => identity[field] === wanted))
      return value;
  }
  return undefined;
}

function readKey(text: string): JsonObject | null {
  try {
    const value = parseJson(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
