import { isJsonObject, stringifyJson } from "../json";
import type { Manifest } from "../manifest";
import { randomStem, withoutHash, withoutVersion } from "./generated-name";
import { groupOf, type IndexedObject, nameOf, namespaceOf } from "./identity";
import { leaves, likeness } from "./similarity";
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

type Entry = {
  object: IndexedObject;
  order: number;
  side: Side;
  application: string;
  version: string;
  group: string;
  kind: string;
  namespace: string;
  name: string;
  /** With the environment's words made anonymous. */
  anyNamespace: string;
  anyName: string;
  bareName: string;
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

function entryOf(
  object: IndexedObject,
  order: number,
  side: Side,
  tokens: EnvironmentTokens,
  applicationOf: (manifest: Manifest) => string,
): Entry {
  const { manifest } = object;
  const [name, namespace] = [nameOf(manifest) || generated(manifest), namespaceOf(manifest)];
  return {
    object,
    order,
    side,
    name,
    namespace,
    application: tokens.canonical(side, applicationOf(manifest)),
    version: String(manifest.apiVersion),
    group: groupOf(manifest.apiVersion),
    kind: manifest.kind,
    anyNamespace: tokens.canonical(side, namespace),
    anyName: tokens.canonical(side, name),
    bareName: tokens.bare(side, name),
  };
}

const generated = (manifest: Manifest): string =>
  typeof manifest.metadata?.generateName === "string" ? `${manifest.metadata.generateName}\u0000` : "";

type Likeness = (left: Entry, right: Entry) => number;

function remembered(tokens: EnvironmentTokens): Likeness {
  const known = new Map<Entry, string[]>();
  const leavesOf = (entry: Entry): string[] => {
    const before = known.get(entry);
    if (before !== undefined) return before;
    const { apiVersion: _, kind: __, metadata, ...rest } = entry.object.manifest;
    const { name: ___, namespace: ____, ...about } = metadata ?? {};
    const text = (value: string): string =>
      tokens.canonical(entry.side, value.split(entry.name || "\u0000").join("\u0002"));
    const found = leaves({ ...rest, metadata: about }, text);
    known.set(entry, found);
    return found;
  };
  return (left, right) => likeness(leavesOf(left), leavesOf(right));
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

/** Bounds the search among objects of one kind that cannot be told apart by name. */
const LARGEST_SEARCH = 20_000;

type Scored = { left: Entry; right: Entry; score: number };

/** The most alike first, each object once; equal likeness is settled by name, then by place. */
function best(
  lefts: readonly Entry[],
  rights: readonly Entry[],
  least: number,
  likenessOf: Likeness,
  accepts: (scored: Scored) => boolean = () => true,
): Scored[] {
  const scored =
    lefts.length * rights.length > LARGEST_SEARCH
      ? bySortedName(lefts, rights, likenessOf)
      : lefts.flatMap((left) => rights.map((right) => ({ left, right, score: likenessOf(left, right) })));
  const sorted = scored.map((one) => ({ one, label: label(one), place: place(one) }));
  sorted.sort((a, b) => b.one.score - a.one.score || byText(a.label, b.label) || a.place - b.place);
  const taken = new Set<Entry>();
  return sorted
    .map(({ one }) => one)
    .filter((one) => {
      const { left, right, score } = one;
      if (score < least || taken.has(left) || taken.has(right) || !accepts(one)) return false;
      taken.add(left).add(right);
      return true;
    });
}

/** Too many to try each with each: in the order of their names, which is no order of reading. */
function bySortedName(lefts: readonly Entry[], rights: readonly Entry[], likenessOf: Likeness): Scored[] {
  const sorted = (entries: readonly Entry[]): Entry[] =>
    [...entries].sort(
      (a, b) => byText(`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`) || a.order - b.order,
    );
  const others = sorted(rights);
  return sorted(lefts).flatMap((left, at) => {
    const right = others[at];
    return right === undefined ? [] : [{ left, right, score: likenessOf(left, right) }];
  });
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
/** Equal names first, then by name; the same seen from either side. */
const label = ({ left, right }: Scored): string => {
  const [first, second] = [`${left.namespace}/${left.name}`, `${right.namespace}/${right.name}`].sort();
  return `${left.namespace === right.namespace ? 0 : 1}${left.name === right.name ? 0 : 1} ${first} ${second}`;
};
const place = ({ left, right }: Scored): number => Math.min(left.order, right.order);

/** How much two objects must share: less when they run the same image. */
const LIKELY = { sameImage: 0.5, otherwise: 0.75 };
const FEWEST_LEAVES = 6;

/** Likely the same although no name says so: one application, one kind, and most of their content. */
function similar(
  left: readonly Entry[],
  right: readonly Entry[],
  likenessOf: Likeness,
): { left: Entry; right: Entry; how: How; evidence: string[] }[] {
  const key: KeyOf = (entry) => [entry.application, entry.group, entry.kind];
  const rights = grouped(right, key);
  return [...grouped(left, key)].flatMap(([text, lefts]) => {
    const others = rights.get(text) ?? [];
    if (lefts.length * others.length > LARGEST_SEARCH) return [];
    return best(lefts, others, LIKELY.sameImage, likenessOf, isLikely).map(
      ({ left: l, right: r, score }) => ({
        left: l,
        right: r,
        how: "similar" as const,
        evidence: evidenceOf(l, r, score),
      }),
    );
  });
}

function isLikely({ left, right, score }: Scored): boolean {
  const least = sharedImages(left, right).length > 0 ? LIKELY.sameImage : LIKELY.otherwise;
  return score >= least && isWeighty(left) && isWeighty(right) && !belongsElsewhere(left, right);
}

const isWeighty = (entry: Entry): boolean =>
  leaves(entry.object.manifest, (text) => text).length >= FEWEST_LEAVES;

const BELONGING = [
  "app.kubernetes.io/name",
  "app.kubernetes.io/component",
  "app.kubernetes.io/instance",
  "app",
  "k8s-app",
  "component",
];

/** Labels that name another thing: two guards of two workloads may look alike and are still two. */
function belongsElsewhere(left: Entry, right: Entry): boolean {
  const [l, r] = [labelsOf(left), labelsOf(right)];
  return BELONGING.some((key) => l.has(key) && r.has(key) && l.get(key) !== r.get(key));
}

/** An object's own labels and those it selects, with its own name made anonymous. */
function labelsOf(entry: Entry): Map<string, string> {
  const { metadata, spec } = entry.object.manifest;
  const selector = isJsonObject(spec) && isJsonObject(spec.selector) ? spec.selector : {};
  const chosen = isJsonObject(selector.matchLabels) ? selector.matchLabels : selector;
  const labels = { ...chosen, ...(isJsonObject(metadata.labels) ? metadata.labels : {}) };
  return new Map(
    Object.entries(labels).map(([key, value]) => [key, String(value).split(entry.name).join("\u0002")]),
  );
}

function sharedImages(left: Entry, right: Entry): string[] {
  const others = imagesOf(right);
  return [...imagesOf(left)].filter((image) => others.has(image));
}

const imagesOf = (entry: Entry): Set<string> =>
  new Set(
    [...stringifyJson(entry.object.manifest).matchAll(/"image":"([^"@]+?)(?::[^"/]*)?(?:@[^"]*)?"/g)].map(
      (match) => match[1] ?? "",
    ),
  );

function evidenceOf(left: Entry, right: Entry, score: number): string[] {
  const shared = sharedImages(left, right);
  return [
    `${Math.round(score * 100)} % of their content is alike`,
    ...(shared.length === 0 ? [] : [`both run ${shared.join(", ")}`]),
  ];
}
