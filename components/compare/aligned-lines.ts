import { diffArrays } from "diff";
import { type Marked, wordMarks } from "../diff/word-marks";

type Numbered = { line: number; parts: readonly Marked[] };
/** One line of two texts side by side; null: nothing stands there. */
export type AlignedLine = { equal: boolean; left: Numbered | null; right: Numbered | null };
/** A run of lines; equal ones away from every change are `far` and may be folded. */
export type AlignedRun = { far: boolean; lines: readonly AlignedLine[] };

const plain = (text: string): Marked[] => [{ text, changed: false }];
const linesOf = (text: string | null): string[] => (text === null ? [] : text.replace(/\n$/, "").split("\n"));

/** The lines of two texts, equal ones beside each other and changed ones paired in order with their words marked. */
export function alignLines(left: string | null, right: string | null): AlignedLine[] {
  const aligned: AlignedLine[] = [];
  let [l, r] = [0, 0];
  const parts = diffArrays(linesOf(left), linesOf(right));
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at];
    if (!part) continue;
    if (!part.added && !part.removed) {
      for (const text of part.value)
        aligned.push({
          equal: true,
          left: { line: ++l, parts: plain(text) },
          right: { line: ++r, parts: plain(text) },
        });
      continue;
    }
    const next = parts[at + 1];
    const paired = part.removed && next?.added === true;
    const removed = part.removed ? part.value : [];
    const added = part.added ? part.value : paired ? next.value : [];
    if (paired) at += 1;
    for (let row = 0; row < Math.max(removed.length, added.length); row += 1) {
      const [before, after] = [removed[row], added[row]];
      const marks = before !== undefined && after !== undefined ? wordMarks(before, after) : null;
      aligned.push({
        equal: false,
        left: before === undefined ? null : { line: ++l, parts: marks?.before ?? plain(before) },
        right: after === undefined ? null : { line: ++r, parts: marks?.after ?? plain(after) },
      });
    }
  }
  return aligned;
}

const context = 3;
const shortest = 4;

/** Cuts aligned lines into runs: three lines around each change stay, longer equal runs may be folded. */
export function runsOf(lines: readonly AlignedLine[]): AlignedRun[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - context), at + context + 1).some((line) => !line.equal),
  );
  const runs: { far: boolean; lines: AlignedLine[] }[] = [];
  for (const [at, line] of lines.entries()) {
    const far = near[at] !== true;
    const last = runs.at(-1);
    if (last && last.far === far) last.lines.push(line);
    else runs.push({ far, lines: [line] });
  }
  return runs.map((run) => (run.far && run.lines.length < shortest ? { ...run, far: false } : run));
}
