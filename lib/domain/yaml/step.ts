import { itemsNamed, usual } from "../naming-fields";
import { keyOfStep, ORDER, type PathSegment, type PathStep, parsePath } from "../path";
import type { Located, LocatedList } from "./located";

/** A path as people write it, or its segments; a number is a list's index. */
export type EditPath = string | readonly (PathSegment | number)[];

/** One step of a path, whether it was written as text or as segments. */
export type Step =
  | PathStep
  | { kind: "index"; index: number }
  | { kind: "fields"; fields: Readonly<Record<string, string>> };

/** Null when the text is no path. */
export function stepsOf(path: EditPath): readonly Step[] | null {
  if (typeof path === "string") return parsePath(path);
  return path.length === 0 ? null : path.map(stepOf);
}

function stepOf(segment: PathSegment | number): Step {
  if (typeof segment === "number") return { kind: "index", index: segment };
  if (typeof segment === "string")
    return segment === ORDER ? { kind: "order" } : { kind: "key", key: segment };
  const fields = Object.entries(segment).map(([field, value]) => [field, String(value)] as const);
  const [only] = fields;
  if (fields.length === 1 && only?.[0] === "index" && /^\d+$/.test(only[1]))
    return { kind: "index", index: Number(only[1]) };
  return { kind: "fields", fields: Object.fromEntries(fields) };
}

export function printStep(step: Step): string {
  switch (step.kind) {
    case "key":
      return `.${step.key}`;
    case "item":
      return `[${step.identity}]`;
    case "quoted":
      return `[${JSON.stringify(step.text)}]`;
    case "order":
      return ORDER;
    case "index":
      return `[${step.index}]`;
    case "fields":
      return `[${Object.values(step.fields).join("/")}]`;
  }
}

/** The key a step names in a mapping; null when it cannot name one. */
export function keyOf(step: Step): string | null {
  return step.kind === "index" || step.kind === "fields" ? null : keyOfStep(step);
}

/** The indexes of the items a step means: none, one, or several when it is ambiguous. */
export function itemsOf(list: LocatedList, step: Step): readonly number[] {
  if (step.kind === "order") return [];
  if (step.kind === "index") return step.index < list.items.length ? [step.index] : [];
  if (step.kind === "fields") {
    const wanted = Object.entries(step.fields);
    return indexesWhere(list, (item) =>
      wanted.every(([field, value]) => (fieldText(item, field) ?? usual[field] ?? null) === value),
    );
  }
  const identity = keyOf(step) ?? "";
  if (step.kind !== "key") {
    const found = itemsNamed(list.items, identity, fieldText);
    if (found.length > 0) return found;
    const equal = indexesWhere(list, (item) => item.kind === "scalar" && String(item.value) === identity);
    if (equal.length > 0 && !/^\d+$/.test(identity)) return equal;
  }
  if (step.kind !== "quoted" && /^\d{1,9}$/.test(identity))
    return Number(identity) < list.items.length ? [Number(identity)] : [];
  return [];
}

const indexesWhere = (list: LocatedList, test: (item: Located) => boolean): number[] =>
  list.items.flatMap((item, index) => (test(item) ? [index] : []));

/** A field of an item, or one inside another (`metadata.name`). */
function fieldText(item: Located, field: string): string | null {
  const value = field
    .split(".")
    .reduce<Located | undefined>(
      (at, key) => (at?.kind === "map" ? at.entries.get(key)?.value : undefined),
      item,
    );
  return value?.kind === "scalar" && value.value !== null ? String(value.value) : null;
}
