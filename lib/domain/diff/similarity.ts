import type { Json } from "../json";
import { stringifyJson } from "../json";

/** One text for a value, independent of the order of keys, with the environment's words made anonymous. */
export function fingerprint(value: Json, canonical: (text: string) => string): string {
  if (typeof value === "string") return `"${canonical(value)}`;
  if (Array.isArray(value)) return `[${value.map((item) => fingerprint(item, canonical)).join(",")}]`;
  if (value === null || typeof value !== "object") return stringifyJson(value);
  const entries = Object.entries(value).map(
    ([key, child]) => `${canonical(key)}:${fingerprint(child, canonical)}`,
  );
  return `{${entries.sort().join(",")}}`;
}

/** Every leaf as `path=value`; list items are told apart by their content only. */
export function leaves(
  value: Json,
  canonical: (text: string) => string,
  path = "",
  into: string[] = [],
): string[] {
  if (Array.isArray(value)) for (const item of value) leaves(item, canonical, `${path}[]`, into);
  else if (value !== null && typeof value === "object") {
    for (const [key, child] of Object.entries(value))
      leaves(child, canonical, `${path}.${canonical(key)}`, into);
  } else into.push(`${path}=${fingerprint(value, canonical)}`);
  return into;
}

/** How much two values share, from 0 to 1: equal leaves count fully, equal paths with other values a quarter. */
export function similarity(left: Json, right: Json, neutral: (text: string) => string): number {
  return likeness(leaves(left, neutral), leaves(right, neutral));
}

/** The likeness of two sets of leaves (Dice's coefficient, with a quarter for the same path). */
export function likeness(left: readonly string[], right: readonly string[]): number {
  if (left.length + right.length === 0) return 1;
  const counts = new Map<string, number>();
  for (const leaf of left) counts.set(leaf, (counts.get(leaf) ?? 0) + 1);
  const unmatched: string[] = [];
  let equal = 0;
  for (const leaf of right) {
    const count = counts.get(leaf) ?? 0;
    if (count > 0) {
      equal += 1;
      counts.set(leaf, count - 1);
    } else unmatched.push(pathOf(leaf));
  }
  const open = new Map<string, number>();
  for (const [leaf, count] of counts)
    if (count > 0) open.set(pathOf(leaf), (open.get(pathOf(leaf)) ?? 0) + count);
  let near = 0;
  for (const path of unmatched) {
    const count = open.get(path) ?? 0;
    if (count > 0) {
      near += 1;
      open.set(path, count - 1);
    }
  }
  return (2 * (equal + near / 4)) / (left.length + right.length);
}

const pathOf = (leaf: string): string => leaf.slice(0, leaf.indexOf("="));
