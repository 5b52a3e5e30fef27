import type { Json } from "../json";
import type { Place } from "../problem";
import { placeAt, type YamlSource } from "./source";

export type YamlScalar = null | boolean | number | bigint | string;

type Span = {
  readonly source: YamlSource;
  /** Offsets of the value itself: without its anchor, tag and comment. */
  readonly start: number;
  readonly end: number;
  /** Nodes below and including this one when every alias is expanded. */
  readonly size: number;
  /** Set when the value is written as `*name`; its children then lie at the anchor. */
  readonly alias?: string;
};

/** A YAML value that still knows where it is written. */
export type Located = LocatedScalar | LocatedList | LocatedMap;
export type LocatedScalar = Span & {
  readonly kind: "scalar";
  readonly value: YamlScalar;
  readonly style: "plain" | "single" | "double" | "literal" | "folded" | "absent" | "expression";
};
export type LocatedList = Span & {
  readonly kind: "list";
  readonly flow: boolean;
  readonly items: readonly Located[];
};
export type LocatedMap = Span & {
  readonly kind: "map";
  readonly flow: boolean;
  readonly entries: ReadonlyMap<string, Entry>;
  /** Where the last `<<` of the mapping ends; 0 when it has none. */
  readonly mergeEnd: number;
};
export type Entry = {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: Located;
  /** The entry came in by `<<`. */
  readonly merged: boolean;
  /** Further places where the same mapping writes the key. */
  readonly repeats: readonly number[];
};

export type LocatedPath = readonly (string | number)[];

export const placeOf = (located: Located): Place => placeAt(located.source, located.start);

/** The place of a key of a map; of the map itself when it has no such key. */
export function keyPlace(map: Located, key: string): Place {
  const entry = map.kind === "map" ? map.entries.get(key) : undefined;
  return placeAt(map.source, entry?.keyStart ?? map.start);
}

function child(located: Located, segment: string | number): Located | undefined {
  if (located.kind === "map") return located.entries.get(String(segment))?.value;
  if (located.kind === "list" && typeof segment === "number") return located.items[segment];
  return undefined;
}

/** The value at a path, or nothing. */
export function valueAt(located: Located, path: LocatedPath): Located | undefined {
  let here: Located | undefined = located;
  for (const segment of path) {
    if (here === undefined) return undefined;
    here = child(here, segment);
  }
  return here;
}

/** The value as plain data; aliases and merges are expanded, integers beyond 2^53 stay whole. */
export function jsonOf(located: Located): Json {
  if (located.kind === "scalar") return located.value;
  if (located.kind === "list") return located.items.map(jsonOf);
  const object: { [key: string]: Json } = {};
  for (const entry of located.entries.values()) define(object, entry.key, jsonOf(entry.value));
  return object;
}

/** Sets a key as data even when it is called `__proto__`. */
export function define(object: { [key: string]: Json }, key: string, value: Json): void {
  if (key === "__proto__")
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}
