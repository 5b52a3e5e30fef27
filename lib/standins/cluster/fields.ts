import type { Shape } from "@/lib/domain/diff/shape";
import { childShape, shapeOfObject } from "@/lib/domain/diff/shape-lookup";
import { equalJson, isJsonObject, type Json, type JsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";

/** One step into an object: a key, or the item of a list that its merge keys name. */
export type Step = string | { readonly [key: string]: Json };
export type Path = readonly Step[];

/** A value that one manager owns as a whole: a scalar, an atomic list, an empty map. */
export type Leaf = { path: Path; value: Json };

const SERVER_OWNED = new Set([
  "uid",
  "resourceVersion",
  "generation",
  "creationTimestamp",
  "managedFields",
  "selfLink",
]);

/** The fields an apply would own, by their text form. Identity, status and what the server writes are nobody's. */
export function leavesOf(object: Manifest): Map<string, Leaf> {
  const { apiVersion: _a, kind: _k, status: _s, metadata, ...rest } = object;
  const { name: _n, namespace: _ns, ...described } = metadata;
  const kept = Object.fromEntries(Object.entries(described).filter(([key]) => !SERVER_OWNED.has(key)));
  const found = new Map<string, Leaf>();
  const root: JsonObject = { ...rest, ...(Object.keys(kept).length > 0 ? { metadata: kept } : {}) };
  collect(root, shapeOfObject(object), [], found);
  return found;
}

function collect(value: Json, shape: Shape | undefined, path: Path, found: Map<string, Leaf>): void {
  if (isJsonObject(value) && (Object.keys(value).length > 0 || path.length === 0)) {
    for (const [key, child] of Object.entries(value)) {
      collect(child, childShape(shape, key, [child]), [...path, key], found);
    }
    return;
  }
  if (Array.isArray(value) && shape?.keys && value.length > 0 && value.every(isJsonObject)) {
    for (const item of value) {
      const step = stepOf(item, shape, shape.keys);
      for (const [key, child] of Object.entries(item)) {
        collect(child, childShape(shape.items, key, [child]), [...path, step, key], found);
      }
    }
    return;
  }
  found.set(pathText(path), { path, value });
}

function stepOf(item: JsonObject, shape: Shape, keys: readonly string[]): { readonly [key: string]: Json } {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = item[key] ?? shape.keyDefaults?.[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}

/** The API's own way to write a path: `.spec.template.spec.containers[name="web"].image`. */
export const pathText = (path: Path): string =>
  path
    .map((step) => {
      if (typeof step === "string") return `.${step}`;
      const keys = Object.entries(step).map(
        ([key, value]) => `${key}=${typeof value === "bigint" ? value : JSON.stringify(value)}`,
      );
      return `[${keys.join(",")}]`;
    })
    .join("");

const matches = (item: Json, step: { readonly [key: string]: Json }): boolean =>
  isJsonObject(item) &&
  Object.entries(step).every(([key, value]) =>
    key === "protocol" && item[key] === undefined ? true : equalJson(item[key], value),
  );

/** The object with this value at this path; maps and list items on the way are made. */
export function withLeaf(object: Manifest, { path, value }: Leaf): Manifest {
  return change(object, path, () => value) as Manifest;
}

/** The object without the value at this path; what it leaves empty goes too. */
export function withoutLeaf(object: Manifest, path: Path): Manifest {
  return change(object, path, () => undefined) as Manifest;
}

export function valueAt(object: Manifest, path: Path): Json | undefined {
  let here: Json | undefined = object;
  for (const step of path) {
    if (typeof step === "string") here = isJsonObject(here) ? here[step] : undefined;
    else here = Array.isArray(here) ? here.find((item) => matches(item, step)) : undefined;
  }
  return here;
}

function change(here: Json | undefined, path: Path, to: () => Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return to();
  if (typeof step === "string") {
    const before = isJsonObject(here) ? here : {};
    const child = change(before[step], rest, to);
    const { [step]: _, ...others } = before;
    if (child !== undefined) return { ...before, [step]: child };
    return Object.keys(others).length === 0 ? undefined : others;
  }
  const list = Array.isArray(here) ? here : [];
  const at = list.findIndex((item) => matches(item, step));
  // A new item begins as its identity, or the next of its fields would not find it again.
  const made = to() === undefined ? undefined : { ...step };
  const child = change(at < 0 ? made : list[at], rest, to);
  const next =
    at < 0
      ? [...list, ...(child === undefined ? [] : [child])]
      : list.flatMap((item, index) => (index !== at ? [item] : child === undefined ? [] : [child]));
  return next.length === 0 ? undefined : next;
}

/** Paths as `managedFields` writes them (`fieldsV1`; sigs.k8s.io/structured-merge-diff). */
export function fieldsV1(paths: Iterable<Path>): JsonObject {
  const root: JsonObject = {};
  for (const path of paths) {
    let here = root;
    for (const step of path) {
      const name = typeof step === "string" ? `f:${step}` : `k:${JSON.stringify(step)}`;
      const child = here[name];
      const next = isJsonObject(child) ? child : {};
      here[name] = next;
      here = next;
    }
  }
  return root;
}
