import type { Json } from "../json";
import { isJsonObject } from "../json";
import { indexItem, type PathItem } from "../path";
import { type Identified, type Identities, listIdentities } from "./list-identity";
import type { Shape } from "./shape";
import { fingerprint, similarity } from "./similarity";

/** Makes the environments' words anonymous. */
type Neutral = (text: string) => string;

/** Which items of two lists belong together; each with the identity to write in a path. */
export type ListMatch = {
  pairs: readonly { left: number; right: number; at: PathItem }[];
  onlyLeft: readonly { index: number; at: PathItem }[];
  onlyRight: readonly { index: number; at: PathItem }[];
  /** The same items stand in another order, and that means something. */
  moved: boolean;
};

/** Matches items by identity, else by content; place counts only where order means something. */
export function matchItems(
  left: readonly Json[],
  right: readonly Json[],
  shape: Shape | undefined,
  neutral: Neutral,
): ListMatch {
  const identities = listIdentities(left, right, shape, neutral);
  if (identities !== null) return byIdentity(left, right, identities, shape, neutral);
  const prints = [left, right].map((items) => items.map((item) => fingerprint(item, neutral)));
  return byContent(left, right, prints[0] ?? [], prints[1] ?? [], shape?.order !== "free", neutral);
}

type Pairs = [number, number][];

/** Ties are settled from the shorter, alphabetically earlier side, so that both directions give one answer. */
const comesSecond = (prints: readonly string[], others: readonly string[]): boolean =>
  prints.length !== others.length
    ? prints.length > others.length
    : prints.join("\u0000") > others.join("\u0000");

function byContent(
  left: readonly Json[],
  right: readonly Json[],
  leftPrints: readonly string[],
  rightPrints: readonly string[],
  ordered: boolean,
  neutral: Neutral,
): ListMatch {
  const moved = ordered && isPermutation(leftPrints, rightPrints);
  const inPlace = ordered && !moved;
  const [one, other] = comesSecond(leftPrints, rightPrints)
    ? [rightPrints, leftPrints]
    : [leftPrints, rightPrints];
  const found = inPlace ? inOrder(one, other) : inAnyOrder(one, other);
  const pairs: Pairs = one === leftPrints ? found : found.map(([a, b]) => [b, a]);
  pairRest(pairs, left, right, inPlace, neutral);
  return byIndex(pairs, left.length, right.length, moved);
}

function byIdentity(
  left: readonly Json[],
  right: readonly Json[],
  found: Identities,
  shape: Shape | undefined,
  neutral: Neutral,
): ListMatch {
  const pairs: [number, number][] = [];
  pairEqual(pairs, found.left.texts, found.right.texts);
  // What is left may be the same item, named after its environment.
  if (pairs.length < found.left.texts.length)
    pairEqual(pairs, found.left.texts.map(neutral), found.right.texts.map(neutral));
  // An identity that was only found in the content may itself have changed: a host renamed, everything else alike.
  if (!found.declared) pairAlike(pairs, left, right, 0.5, neutral);
  pairs.sort(([a], [b]) => a - b);
  const [usedLeft, usedRight] = used(pairs);
  return {
    pairs: pairs.map(([l, r]) => ({ left: l, right: r, at: found.left.items[l] ?? indexItem(l) })),
    onlyLeft: rest(found.left, usedLeft),
    onlyRight: rest(found.right, usedRight),
    moved: hasMoved(pairs, left, right, shape),
  };
}

/** Pairs what is not paired yet and has one text on each side. */
function pairEqual(pairs: [number, number][], left: readonly string[], right: readonly string[]): void {
  const [usedLeft, usedRight] = used(pairs);
  const rightAt = new Map<string, number>();
  right.forEach((text, index) => {
    if (!usedRight.has(index) && !rightAt.has(text)) rightAt.set(text, index);
  });
  left.forEach((text, index) => {
    const other = usedLeft.has(index) ? undefined : rightAt.get(text);
    if (other === undefined) return;
    pairs.push([index, other]);
    rightAt.delete(text);
  });
}

const used = (pairs: readonly (readonly [number, number])[]): [Set<number>, Set<number>] => [
  new Set(pairs.map(([l]) => l)),
  new Set(pairs.map(([, r]) => r)),
];

const rest = ({ items }: Identified, taken: Set<number>): { index: number; at: PathItem }[] =>
  items.map((at, index) => ({ index, at })).filter(({ index }) => !taken.has(index));

function hasMoved(
  pairs: readonly [number, number][],
  left: readonly Json[],
  right: readonly Json[],
  shape: Shape | undefined,
): boolean {
  if (shape?.order === "meaningful") return isShuffled(pairs);
  if (shape?.order !== "references") return false;
  const involved = new Set([...referring(left), ...referring(right)]);
  return isShuffled(pairs.filter(([l]) => involved.has(nameAt(left, l))));
}

const isShuffled = (pairs: readonly (readonly [number, number])[]): boolean =>
  pairs.some(([, r], index) => index > 0 && r < (pairs[index - 1]?.[1] ?? -1));

const nameAt = (items: readonly Json[], index: number): string => {
  const item = items[index];
  return isJsonObject(item) ? String(item.name) : "";
};

/** Variables that name another in `$(VAR)`, and the ones they name: only their order counts. */
function referring(items: readonly Json[]): string[] {
  const names = new Set(items.map((_, index) => nameAt(items, index)));
  return items.flatMap((item, index) => {
    const value = isJsonObject(item) && typeof item.value === "string" ? item.value : "";
    const named = [...value.matchAll(/\$\(([^)]+)\)/g)]
      .map((match) => match[1] ?? "")
      .filter((name) => names.has(name));
    return named.length === 0 ? [] : [nameAt(items, index), ...named];
  });
}

function isPermutation(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length || left.length < 2 || left.every((print, index) => print === right[index]))
    return false;
  const [a, b] = [[...left].sort(), [...right].sort()];
  return a.every((print, index) => print === b[index]);
}

const LARGEST_TABLE = 1_000_000;

/** The longest common sequence, so that an inserted item is one difference. */
function inOrder(left: readonly string[], right: readonly string[]): [number, number][] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let [endLeft, endRight] = [left.length, right.length];
  while (endLeft > start && endRight > start && left[endLeft - 1] === right[endRight - 1])
    [endLeft, endRight] = [endLeft - 1, endRight - 1];
  const pairs: [number, number][] = [];
  for (let index = 0; index < start; index += 1) pairs.push([index, index]);
  pairs.push(...commonSequence(left, right, start, endLeft, endRight));
  for (let index = endLeft; index < left.length; index += 1) pairs.push([index, index - endLeft + endRight]);
  return pairs;
}

function commonSequence(
  left: readonly string[],
  right: readonly string[],
  start: number,
  endLeft: number,
  endRight: number,
): [number, number][] {
  const [rows, columns] = [endLeft - start, endRight - start];
  if (rows === 0 || columns === 0 || rows * columns > LARGEST_TABLE) return [];
  const width = columns + 1;
  const lengths = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = columns - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        left[start + row] === right[start + column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let row = 0, column = 0; row < rows && column < columns; ) {
    if (left[start + row] === right[start + column]) {
      pairs.push([start + row, start + column]);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}

function inAnyOrder(left: readonly string[], right: readonly string[]): [number, number][] {
  const places = new Map<string, number[]>();
  right.forEach((print, index) => {
    places.set(print, [...(places.get(print) ?? []), index]);
  });
  const pairs: [number, number][] = [];
  left.forEach((print, index) => {
    const other = places.get(print)?.shift();
    if (other !== undefined) pairs.push([index, other]);
  });
  return pairs;
}

/** What is left over: in order, gap by gap, where place counts and the gaps are equally long; else by likeness. */
function pairRest(
  pairs: [number, number][],
  left: readonly Json[],
  right: readonly Json[],
  ordered: boolean,
  neutral: Neutral,
): void {
  if (ordered) {
    const known = [...pairs.sort(([a], [b]) => a - b), [left.length, right.length] as const];
    let [l, r] = [0, 0];
    for (const [nextLeft, nextRight] of known) {
      if (nextLeft - l === nextRight - r)
        for (let step = 0; l + step < nextLeft; step += 1) pairs.push([l + step, r + step]);
      [l, r] = [nextLeft + 1, nextRight + 1];
    }
    if (left.some(isJsonObject) || right.some(isJsonObject)) pairAlike(pairs, left, right, 0.3, neutral);
    return;
  }
  pairAlike(pairs, left, right, 0.3, neutral);
  const [usedLeft, usedRight] = used(pairs);
  const [openLeft, openRight] = [free(left.length, usedLeft), free(right.length, usedRight)];
  if (openLeft.length !== openRight.length) return;
  openLeft.forEach((index, at) => {
    pairs.push([index, openRight[at] ?? index]);
  });
}

const free = (count: number, taken: Set<number>): number[] =>
  Array.from({ length: count }, (_, i) => i).filter((i) => !taken.has(i));

const apart = ({ l, r }: { l: number; r: number }): number => Math.abs(l - r);

const LARGEST_SEARCH = 400;

/** The most alike first; equal likeness is settled by place, so the answer is always the same. */
function pairAlike(
  pairs: [number, number][],
  left: readonly Json[],
  right: readonly Json[],
  least: number,
  neutral: Neutral,
): void {
  const [usedLeft, usedRight] = used(pairs);
  const [openLeft, openRight] = [free(left.length, usedLeft), free(right.length, usedRight)];
  if (openLeft.length * openRight.length > LARGEST_SEARCH) return;
  const scored = openLeft.flatMap((l) =>
    openRight.map((r) => ({ l, r, score: similarity(left[l] ?? null, right[r] ?? null, neutral) })),
  );
  scored.sort((a, b) => b.score - a.score || apart(a) - apart(b) || Math.min(a.l, a.r) - Math.min(b.l, b.r));
  for (const { l, r, score } of scored) {
    if (score < least || usedLeft.has(l) || usedRight.has(r)) continue;
    usedLeft.add(l);
    usedRight.add(r);
    pairs.push([l, r]);
  }
}

function byIndex(
  pairs: [number, number][],
  leftCount: number,
  rightCount: number,
  moved: boolean,
): ListMatch {
  const [usedLeft, usedRight] = used(pairs);
  return {
    pairs: pairs
      .sort(([a], [b]) => a - b)
      .map(([l, r]) => ({ left: l, right: r, at: indexItem(Math.min(l, r)) })),
    onlyLeft: free(leftCount, usedLeft).map((index) => ({ index, at: indexItem(index) })),
    onlyRight: free(rightCount, usedRight).map((index) => ({ index, at: indexItem(index) })),
    moved,
  };
}
