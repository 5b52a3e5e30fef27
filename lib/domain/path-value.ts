import { listIdentities } from "./diff/list-identity";
import type { Json } from "./json";
import { isJsonObject } from "./json";
import { itemsNamed } from "./naming-fields";
import { keyOfStep, type PathStep } from "./path";

const plain = (text: string): string => text;

/** The value at a path; undefined when there is none, or when an identity fits several items. */
export function valueAt(value: Json, steps: readonly PathStep[]): Json | undefined {
  let at: Json | undefined = value;
  for (const step of steps) {
    if (at === undefined) return undefined;
    at = stepInto(at, step);
  }
  return at;
}

function stepInto(value: Json, step: PathStep): Json | undefined {
  if (isJsonObject(value)) {
    const key = keyOfStep(step);
    return key !== null && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const index = itemIndex(value, step);
  return index === null ? undefined : value[index];
}

/** Which item of a list a step means: by identity, then by any naming field, then by place. Null when none or several. */
export function itemIndex(items: readonly Json[], step: PathStep): number | null {
  const wanted = keyOfStep(step);
  if (wanted === null) return null;
  const identities = listIdentities(items, [], undefined, plain);
  const found =
    identities?.left.items.findIndex((item) => Object.values(item).map(String).join("/") === wanted) ?? -1;
  if (found >= 0) return found;
  const named = itemsNamed(items, wanted, fieldText);
  if (named.length > 0) return named.length === 1 ? (named[0] ?? null) : null;
  const index = /^\d+$/.test(wanted) ? Number(wanted) : -1;
  return index >= 0 && index < items.length ? index : null;
}

/** A field of an item, or one inside another (`metadata.name`). */
function fieldText(item: Json, field: string): string | null {
  const value = field
    .split(".")
    .reduce<Json | undefined>(
      (at, key) => (at !== undefined && isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined),
      item,
    );
  return value === undefined || value === null || typeof value === "object" ? null : String(value);
}
