import type { Json } from "../json";
import { define, type Located } from "../yaml/located";

type Path = readonly (string | number)[];

export type PlainData = {
  readonly value: Json | undefined;
  /** Removes values; false when the whole would have to go. */
  remove(paths: readonly Path[]): boolean;
  /** The path a value had before list items were removed. */
  original(path: Path): Path;
};

/** The data of a YAML value without its nulls, from which misfits can be taken away. */
export function plainData(located: Located): PlainData {
  const value = withoutNulls(located);
  const indexes = new WeakMap<Json[], number[]>();

  const original = (path: Path): Path => {
    let here: Json | undefined = value;
    return path.map((segment) => {
      const holder: Json | undefined = here;
      here = step(holder, segment);
      return Array.isArray(holder) && typeof segment === "number"
        ? (indexes.get(holder)?.[segment] ?? segment)
        : segment;
    });
  };

  const remove = (paths: readonly Path[]): boolean => {
    const distinct = [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
    // Keys first, then items from the end, so that every index is still true when its turn comes.
    for (const path of distinct.sort((a, b) => (turn(b) === turn(a) ? 0 : turn(b) - turn(a)))) {
      const last = path.at(-1);
      if (last === undefined) return false;
      const holder = path.slice(0, -1).reduce<Json | undefined>(step, value);
      if (Array.isArray(holder) && typeof last === "number") {
        const kept = indexes.get(holder) ?? holder.map((_, i) => i);
        indexes.set(holder, kept);
        holder.splice(last, 1);
        kept.splice(last, 1);
      } else if (isObject(holder)) delete holder[String(last)];
    }
    return true;
  };

  return { value, remove, original };
}

const turn = (path: Path): number => {
  const last = path.at(-1);
  return typeof last === "number" ? last : Number.POSITIVE_INFINITY;
};

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function step(holder: Json | undefined, segment: string | number): Json | undefined {
  if (Array.isArray(holder)) return holder[Number(segment)];
  return isObject(holder) && Object.hasOwn(holder, String(segment)) ? holder[String(segment)] : undefined;
}

function withoutNulls(located: Located): Json | undefined {
  if (located.kind === "scalar") return located.value ?? undefined;
  if (located.kind === "list") return located.items.map((item) => withoutNulls(item) ?? null);
  const object: { [key: string]: Json } = {};
  for (const entry of located.entries.values()) {
    const value = withoutNulls(entry.value);
    if (value !== undefined) define(object, entry.key, value);
  }
  return object;
}
