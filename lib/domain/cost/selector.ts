import type { Allocation } from "./allocation";
import type { Idle } from "./idle";
import { hasValue, type Property, parseProperty } from "./property";

/** `namespace=x`, `label:team=core`. */
export type Selector = { property: Property; value: string };

/** Null when it is not written that way. */
export function parseSelector(text: string): Selector | null {
  const at = text.indexOf("=");
  if (at < 1) return null;
  const property = parseProperty(text.slice(0, at));
  return property === null ? null : { property, value: text.slice(at + 1).trim() };
}

export const matches = (allocation: Allocation, { property, value }: Selector): boolean =>
  hasValue(allocation, property, value);

/** Values of one property are alternatives; every property named must agree. */
export const passes = (allocation: Allocation, filter: readonly Selector[]): boolean =>
  agrees(filter, (one) => matches(allocation, one));

/** Idle has a cluster and perhaps a node: a filter by anything else leaves it out. */
export const idlePasses = (idle: Idle, filter: readonly Selector[]): boolean =>
  agrees(filter, ({ property, value }) => {
    if (property.kind !== "plain") return false;
    return (property.field === "cluster" || property.field === "node") && idle[property.field] === value;
  });

function agrees(filter: readonly Selector[], holds: (one: Selector) => boolean): boolean {
  const groups = new Map<string, boolean>();
  for (const one of filter) {
    const key = JSON.stringify(one.property);
    groups.set(key, (groups.get(key) ?? false) || holds(one));
  }
  return [...groups.values()].every(Boolean);
}
