import type { How } from "../diff/align";
import { groupOf, type IndexedObject, nameOf, namespaceOf } from "../diff/identity";

export type DriftPair = { left: IndexedObject; right: IndexedObject; how: How };
export type DriftPairing = {
  pairs: readonly DriftPair[];
  onlyDesired: readonly IndexedObject[];
  onlyLive: readonly IndexedObject[];
};

/**
 * Finds the live object of each desired one. The name is the identity; the namespace may be missing on one side (given
 * at apply time, or cluster-scoped), and the API version may have moved. Nothing is guessed.
 */
export function pairForDrift(
  desired: readonly IndexedObject[],
  live: readonly IndexedObject[],
): DriftPairing {
  const pairs: DriftPair[] = [];
  let [openDesired, openLive] = [desired, live];
  for (const { how, key, fits } of passes) {
    const byKey = new Map<string, IndexedObject[]>();
    for (const object of openLive) byKey.set(key(object), [...(byKey.get(key(object)) ?? []), object]);
    const taken = new Set<IndexedObject>();
    for (const left of openDesired) {
      const candidates = (byKey.get(key(left)) ?? []).filter(
        (right) => !taken.has(right) && fits(left, right),
      );
      const [right] = candidates;
      if (right === undefined || (candidates.length > 1 && how !== "exact")) continue;
      taken.add(left).add(right);
      pairs.push({ left, right, how });
    }
    openDesired = openDesired.filter((object) => !taken.has(object));
    openLive = openLive.filter((object) => !taken.has(object));
  }
  const order = new Map(desired.map((object, index) => [object, index]));
  pairs.sort((a, b) => (order.get(a.left) ?? 0) - (order.get(b.left) ?? 0));
  return { pairs, onlyDesired: openDesired, onlyLive: openLive };
}

type Pass = {
  how: How;
  key: (object: IndexedObject) => string;
  fits: (left: IndexedObject, right: IndexedObject) => boolean;
};

const key = (...parts: string[]): string => parts.join("\u0000");
const oneHasNone = (left: IndexedObject, right: IndexedObject): boolean =>
  namespaceOf(left.manifest) === namespaceOf(right.manifest) ||
  namespaceOf(left.manifest) === "" ||
  namespaceOf(right.manifest) === "";

const passes: readonly Pass[] = [
  {
    how: "exact",
    key: ({ manifest }) =>
      key(groupOf(manifest.apiVersion), manifest.kind, namespaceOf(manifest), nameOf(manifest)),
    fits: () => true,
  },
  {
    how: "namespace",
    key: ({ manifest }) => key(groupOf(manifest.apiVersion), manifest.kind, nameOf(manifest)),
    fits: oneHasNone,
  },
  { how: "group-kind", key: ({ manifest }) => key(manifest.kind, nameOf(manifest)), fits: oneHasNone },
];
