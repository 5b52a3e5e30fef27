import { hiddenText } from "./hidden-text";

/** A line of a file's change; numbers count from 1 and are null on the side that lacks the line. */
export type HunkLine = {
  kind: "context" | "added" | "removed";
  oldLine: number | null;
  newLine: number | null;
  text: string;
  /** Letter of the edit that wrote the line. */
  letter: string | null;
};
export type FileHunks = {
  file: string;
  added: number;
  removed: number;
  hunks: readonly { lines: readonly HunkLine[] }[];
};

const context = 3;
/** Above this many cells the changed middle is shown as replaced whole. */
const maximumCells = 4_000_000;

/**
 * The lines a file loses and gains, with three lines around. `letters` gives the letter of a new line, from 1. Secrets
 * are compared as they are and shown as `***`.
 */
export function fileHunks(
  file: string,
  before: string,
  after: string,
  letters: ReadonlyMap<number, string>,
): FileHunks {
  const [shownBefore, shownAfter] = [linesOf(hiddenText(before)), linesOf(hiddenText(after))];
  const lines = lineChanges(linesOf(before), linesOf(after)).map((line) => ({
    ...line,
    text: (line.newLine === null ? shownBefore[(line.oldLine ?? 0) - 1] : shownAfter[line.newLine - 1]) ?? "",
    letter: line.kind === "added" && line.newLine !== null ? (letters.get(line.newLine) ?? null) : null,
  }));
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - context), i + context + 1).some((l) => l.kind !== "context"),
  );
  const hunks: { lines: HunkLine[] }[] = [];
  lines.forEach((line, i) => {
    if (!near[i]) return;
    if (!near[i - 1]) hunks.push({ lines: [] });
    hunks.at(-1)?.lines.push(line);
  });
  const count = (kind: HunkLine["kind"]): number => lines.filter((l) => l.kind === kind).length;
  return { file, added: count("added"), removed: count("removed"), hunks };
}

/** A final newline starts no line of its own; a carriage return is not shown. */
export const linesOf = (text: string): readonly string[] => {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
};

type Line = Omit<HunkLine, "letter">;

function lineChanges(a: readonly string[], b: readonly string[]): readonly Line[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1;
  const same = (i: number, j: number): Line => ({
    kind: "context",
    oldLine: i + 1,
    newLine: j + 1,
    text: a[i] ?? "",
  });
  const head = a.slice(0, start).map((_, i) => same(i, i));
  const tail = a.slice(a.length - end).map((_, i) => same(a.length - end + i, b.length - end + i));
  const gone = (i: number): Line => ({ kind: "removed", oldLine: i + 1, newLine: null, text: a[i] ?? "" });
  const come = (j: number): Line => ({ kind: "added", oldLine: null, newLine: j + 1, text: b[j] ?? "" });
  const middle: Line[] = [];
  const [toA, toB] = [a.length - end, b.length - end];
  const longest = longestCommon(a.slice(start, toA), b.slice(start, toB));
  let [i, j] = [start, start];
  for (const [x, y] of [...longest.map(([p, q]) => [p + start, q + start] as const), [toA, toB] as const]) {
    while (i < x) middle.push(gone(i++));
    while (j < y) middle.push(come(j++));
    if (x < toA) middle.push(same(i++, j++));
  }
  return [...head, ...middle, ...tail];
}

/** Index pairs of a longest common subsequence. */
function longestCommon(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const width = b.length + 1;
  if (a.length === 0 || b.length === 0 || (a.length + 1) * width > maximumCells) return [];
  const best = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => best[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      best[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; )
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  return pairs;
}
