import type { Json } from "../json";
import { define, jsonOf, type LocatedPath } from "./located";
import { parseYaml, type YamlReading } from "./parse";

/** What one edit is meant to do to the data of one document. */
export type Intent = { document: number; path: LocatedPath; change: { set: Json } | "remove" };

/** Proves by reading again that an edit changed what it was meant to change, and nothing else. */
export function proven(
  before: YamlReading,
  after: string,
  intent: Intent,
): "proven" | "syntax" | "elsewhere" | "differs" {
  const reading = parseYaml(after, before.source.file);
  if (reading.problems.some((p) => p.severity === "error" && p.code !== "yaml.duplicate-conflict"))
    return "syntax";
  if (reading.problems.length > before.problems.length) return "syntax";
  if (reading.documents.length !== before.documents.length) return "syntax";
  let verdict: "proven" | "elsewhere" | "differs" = "proven";
  for (const [i, document] of before.documents.entries()) {
    const old = document.contents ? jsonOf(document.contents) : null;
    const contents = reading.documents[i]?.contents;
    const found = contents ? jsonOf(contents) : null;
    const wanted = i === intent.document ? applied(old, intent.path, intent.change) : old;
    if (same(wanted, found)) continue;
    const here =
      i === intent.document && intent.change !== "remove" && same(at(found, intent.path), intent.change.set);
    verdict = here ? "elsewhere" : "differs";
  }
  return verdict;
}

/** The data as an edit leaves it. */
export function applied(data: Json, path: LocatedPath, change: Intent["change"]): Json {
  const [first, ...rest] = path;
  if (first === undefined) return change === "remove" ? null : change.set;
  if (Array.isArray(data)) {
    const list = [...data];
    if (rest.length === 0 && change === "remove") list.splice(Number(first), 1);
    else list[Number(first)] = applied(list[Number(first)] ?? null, rest, change);
    return list;
  }
  const map: { [key: string]: Json } = typeof data === "object" && data !== null ? { ...data } : {};
  if (rest.length === 0 && change === "remove") delete map[String(first)];
  else
    define(
      map,
      String(first),
      applied(Object.hasOwn(map, String(first)) ? (map[String(first)] ?? null) : null, rest, change),
    );
  return map;
}

const at = (data: Json, path: LocatedPath): Json | undefined =>
  path.reduce<Json | undefined>((here, segment) => {
    if (Array.isArray(here)) return here[Number(segment)];
    return typeof here === "object" && here !== null && Object.hasOwn(here, String(segment))
      ? here[String(segment)]
      : undefined;
  }, data);

/** Deep equality that keeps 1 and "1" apart, and -0 and 0; the order of keys means nothing. */
export function same(a: Json | undefined, b: Json | undefined): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]))
    );
  }
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
  );
}
