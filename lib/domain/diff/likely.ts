import { isJsonObject, stringifyJson } from "../json";
import type { Entry, Likeness } from "./align-entry";
import { leaves } from "./similarity";

/** Bounds the search among objects of one kind that cannot be told apart by name. */
const LARGEST_SEARCH = 20_000;

export type Scored = { left: Entry; right: Entry; score: number };

/** The most alike first, each object once; equal likeness is settled by name, then by place. */
export function best(
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

/** Likely the same although no name says so: of one application and kind, and most of their content. */
export function likelyPairs(
  lefts: readonly Entry[],
  rights: readonly Entry[],
  likenessOf: Likeness,
): (Scored & { evidence: string[] })[] {
  if (lefts.length * rights.length > LARGEST_SEARCH) return [];
  return best(lefts, rights, LIKELY.sameImage, likenessOf, isLikely).map((one) => ({
    ...one,
    evidence: evidenceOf(one.left, one.right, one.score),
  }));
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
