import type { Manifest } from "../manifest";
import { type Entry, entryOf, type Likeness, remembered } from "./align-entry";
import { randomStem, withoutHash, withoutVersion } from "./generated-name";
import type { IndexedObject } from "./identity";
import { best, likelyPairs } from "./likely";
import type { EnvironmentTokens, Side } from "./token";

/** Which pass found that two objects are the same thing in two environments. */
export type How =
  | "exact"
  | "env-token"
  | "namespace"
  | "hash-suffix"
  | "random-suffix"
  | "group-kind"
  | "similar";

/** One thing on both sides. `evidence` says why where the names do not. */
export type AlignedPair = {
  left: IndexedObject;
  right: IndexedObject;
  how: How;
  evidence?: readonly string[];
};
export type Alignment = {
  pairs: readonly AlignedPair[];
  onlyLeft: readonly IndexedObject[];
  onlyRight: readonly IndexedObject[];
};

/** The entry's identity under a pass; null when the pass does not speak of it. */
type KeyOf = (entry: Entry) => readonly string[] | null;
type Pass = { how: How; keys: readonly KeyOf[]; least: number };

/**
 * The passes, strictest first. Each is one to one; objects that share a key are told apart by what they contain, never
 * by their order. `least` is how much two objects must share, from 0 to 1, when the key alone is a weak sign.
 */
const passes: readonly Pass[] = [
  { how: "exact", least: 0, keys: [(e) => [e.application, e.version, e.kind, e.namespace, e.name]] },
  {
    how: "env-token",
    least: 0,
    keys: [
      (e) => [e.application, e.version, e.kind, e.anyNamespace, e.anyName],
      (e) => [e.application, e.version, e.kind, e.anyNamespace, e.bareName],
    ],
  },
  {
    how: "namespace",
    least: 0,
    keys: [
      (e) => [e.application, e.version, e.kind, e.name],
      (e) => [e.application, e.version, e.kind, e.anyName],
      (e) => [e.application, e.version, e.kind, e.bareName],
    ],
  },
  {
    how: "hash-suffix",
    least: 0,
    keys: [
      (e) => stem(e, e.anyName, withoutHash, [e.anyNamespace]),
      (e) => stem(e, e.anyName, withoutHash, []),
      (e) => stem(e, e.bareName, withoutHash, []),
    ],
  },
  {
    how: "random-suffix",
    least: 0.5,
    keys: [
      (e) => stem(e, e.anyName, randomStem, [e.anyNamespace]),
      (e) => stem(e, e.anyName, randomStem, []),
    ],
  },
  {
    how: "group-kind",
    least: 0,
    keys: [
      (e) => [e.application, e.group, e.kind, e.namespace, e.name],
      (e) => [e.application, e.kind, e.anyNamespace, e.anyName],
      (e) => [e.application, e.kind, e.anyName],
    ],
  },
  {
    how: "group-kind",
    least: 0.5,
    keys: [(e) => stem(e, e.anyName, (name) => withoutVersion(name), [e.anyNamespace])],
  },
];

function stem(
  entry: Entry,
  name: string,
  cut: (name: string, kind: string, group: string) => string | null,
  more: string[],
): string[] | null {
  const stemName = cut(name, entry.kind, entry.group);
  return stemName === null ? null : [entry.application, entry.version, entry.kind, stemName, ...more];
}

/** Finds which object on the left is which on the right. The same input always gives the same answer. */
export function alignObjects(
  left: readonly IndexedObject[],
  right: readonly IndexedObject[],
  tokens: EnvironmentTokens,
  applicationOf: (manifest: Manifest) => string,
): Alignment {
  const entries = (objects: readonly IndexedObject[], side: Side): Entry[] =>
    objects.map((object, order) => entryOf(object, order, side, tokens, applicationOf));
  const open = { left: entries(left, "left"), right: entries(right, "right") };
  const pairs: { left: Entry; right: Entry; how: How; evidence?: readonly string[] }[] = [];
  const likenessOf = remembered(tokens);
  const take = (found: typeof pairs): void => {
    const taken = new Set<Entry>(found.flatMap((pair) => [pair.left, pair.right]));
    pairs.push(...found);
    open.left = open.left.filter((entry) => !taken.has(entry));
    open.right = open.right.filter((entry) => !taken.has(entry));
  };
  for (const pass of passes)
    for (const key of pass.keys) take(matched(open.left, open.right, pass, key, likenessOf));
  take(similar(open.left, open.right, likenessOf));
  pairs.sort((a, b) => a.left.order - b.left.order);
  return {
    pairs: pairs.map(({ left: l, right: r, how, evidence }) => ({
      left: l.object,
      right: r.object,
      how,
      ...(evidence === undefined ? {} : { evidence }),
    })),
    onlyLeft: open.left.map((entry) => entry.object),
    onlyRight: open.right.map((entry) => entry.object),
  };
}

function grouped(entries: readonly Entry[], key: KeyOf): Map<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const parts = key(entry);
    if (parts === null) continue;
    const text = parts.join("\u0000");
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [entry]);
    else group.push(entry);
  }
  return groups;
}

function matched(
  left: readonly Entry[],
  right: readonly Entry[],
  pass: Pass,
  key: KeyOf,
  likenessOf: Likeness,
): { left: Entry; right: Entry; how: How }[] {
  const rights = grouped(right, key);
  const found: { left: Entry; right: Entry; how: How }[] = [];
  for (const [text, lefts] of grouped(left, key)) {
    const others = rights.get(text);
    if (others === undefined) continue;
    const [l, r] = [lefts[0], others[0]];
    const alone = lefts.length === 1 && others.length === 1 && l !== undefined && r !== undefined;
    if (alone && (pass.least === 0 || likenessOf(l, r) >= pass.least))
      found.push({ left: l, right: r, how: pass.how });
    else if (!alone)
      for (const pair of best(lefts, others, pass.least, likenessOf)) found.push({ ...pair, how: pass.how });
  }
  return found;
}

/** The last pass: objects of one application and kind that no name brought together. */
function similar(left: readonly Entry[], right: readonly Entry[], likenessOf: Likeness) {
  const key: KeyOf = (entry) => [entry.application, entry.group, entry.kind];
  const rights = grouped(right, key);
  return [...grouped(left, key)].flatMap(([text, lefts]) =>
    likelyPairs(lefts, rights.get(text) ?? [], likenessOf).map((pair) => ({
      ...pair,
      how: "similar" as const,
    })),
  );
}
