import { embeddedDocument } from "../diff/embedded";
import { withoutHash } from "../diff/generated-name";
import { groupOf } from "../diff/identity";
import { listIdentities } from "../diff/list-identity";
import type { Shape } from "../diff/shape";
import { childShape, shapeOfObject } from "../diff/shape-lookup";
import type { Json } from "../json";
import { isJsonObject } from "../json";
import type { Manifest } from "../manifest";
import { keyOfStep, type PathItem, type PathStep, parsePath } from "../path";
import { itemIndex } from "../path-value";

/** One step to a value: a key, or a list's item with its identity where the list merges by one. */
export type WantStep =
  | { kind: "key"; key: string }
  | {
      kind: "item";
      index: number;
      identity: PathItem | null /** The API merges the list by it; else a patch replaces the list whole. */;
      merges: boolean;
    };

/** The value that is asked about, with every name its object goes by in the files below. */
export type Want = {
  kind: string;
  group: string;
  names: ReadonlySet<string>;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  steps: readonly WantStep[];
  /** Steps that go on inside the text of the value reached by `steps`. */
  inside: readonly WantStep[];
  value: Json | undefined;
  /** The text that holds the embedded document; undefined without one. */
  holder: Json | undefined;
  /** Every namespace that it may have had on the way to its render; null: not known, so none is ruled out. */
  namespaces: ReadonlySet<string> | null;
  /** The file the object was written in, when kustomize tells. */
  origin: string | null;
};

const plain = (text: string): string => text;

/** Follows a printed path into a rendered object; null when it leads to nothing. */
export function wantOf(object: Manifest, path: string, origin: string | null = null): Want | null {
  const parsed = path === "" ? [] : parsePath(path);
  if (parsed === null) return null;
  const outer = stepsInto(object, parsed, object);
  if (outer === null) return null;
  let { steps, value, left } = outer;
  let inside: readonly WantStep[] = [];
  let holder: Json | undefined;
  if (left.length > 0) {
    const last = steps.at(-1);
    if (typeof value !== "string" || last?.kind !== "key") return null;
    holder = value;
    const document = embeddedDocument(value, last.key);
    const inner = document === null ? null : stepsInto(document, left, null);
    if (inner === null || inner.left.length > 0) return null;
    inside = inner.steps;
    value = inner.value;
    left = [];
  }
  return {
    kind: object.kind,
    group: groupOf(object.apiVersion),
    names: namesOf(object),
    labels: textsIn(object.metadata.labels),
    annotations: textsIn(object.metadata.annotations),
    steps,
    inside,
    value,
    holder,
    namespaces: null,
    origin,
  };
}

const textsIn = (value: Json | undefined): Readonly<Record<string, string>> =>
  isJsonObject(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([key, one]) => (typeof one === "string" ? [[key, one]] : [])),
      )
    : {};

const namesOf = (object: Manifest): ReadonlySet<string> => {
  const { name } = object.metadata;
  return new Set([name, withoutHash(name, object.kind, groupOf(object.apiVersion)) ?? name]);
};

function stepsInto(
  root: Json,
  path: readonly PathStep[],
  object: Manifest | null,
): { steps: WantStep[]; value: Json; left: readonly PathStep[] } | null {
  const steps: WantStep[] = [];
  let at: Json = root;
  let shape: Shape | undefined = object === null ? undefined : shapeOfObject(object);
  for (const [index, step] of path.entries()) {
    if (typeof at === "string") return { steps, value: at, left: path.slice(index) };
    if (Array.isArray(at)) {
      const found = itemIndex(at, step);
      const item: Json | undefined = found === null ? undefined : at[found];
      if (found === null || item === undefined) return null;
      const identity = listIdentities(at, [], shape, plain)?.left.items[found] ?? null;
      steps.push({ kind: "item", index: found, identity, merges: shape?.keys !== undefined });
      at = item;
      shape = shape?.items;
    } else if (isJsonObject(at)) {
      const key = keyOfStep(step);
      const next: Json | undefined = key === null || !Object.hasOwn(at, key) ? undefined : at[key];
      if (key === null || next === undefined) return null;
      steps.push({ kind: "key", key });
      shape = childShape(shape, key, next);
      at = next;
    } else return null;
  }
  return { steps, value: at, left: [] };
}

/** The key that names what a value is: the variable's name for `env[X].value`. */
export function keyOfPath(path: string): string {
  const words = (parsePath(path) ?? []).map((step) => keyOfStep(step) ?? "");
  return (words.at(-1) === "value" ? words.at(-2) : words.at(-1)) ?? "";
}
