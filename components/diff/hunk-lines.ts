import { type Marked, wordMarks } from "./word-marks";

export type HunkLine = {
  kind: "context" | "added" | "removed";
  oldLine: number | null;
  newLine: number | null;
  text: string;
  letter: string | null;
};

const plain = (text: string): Marked[] => [{ text, changed: false }];

/** Pairs a run of removed lines with the added lines right after it, in order, and marks what differs. */
export function markLines(lines: readonly HunkLine[]): { line: HunkLine; parts: Marked[] }[] {
  const marked = lines.map((line) => ({ line, parts: plain(line.text) }));
  let start = 0;
  while (start < marked.length) {
    if (marked[start]?.line.kind !== "removed") {
      start += 1;
      continue;
    }
    let added = start;
    while (marked[added]?.line.kind === "removed") added += 1;
    let end = added;
    while (marked[end]?.line.kind === "added") end += 1;
    for (let pair = 0; start + pair < added && added + pair < end; pair += 1) {
      const before = marked[start + pair];
      const after = marked[added + pair];
      if (!before || !after) break;
      const words = wordMarks(before.line.text, after.line.text);
      before.parts = words.before;
      after.parts = words.after;
    }
    start = end;
  }
  return marked;
}

/** Length of a YAML line's key with its colon, or 0: the key is drawn weaker than its value. */
export const keyLength = (text: string): number =>
  /^\s*(?:-\s+)?[^\s#:'"][^\s:]*:(?=\s|$)/.exec(text)?.[0].length ?? 0;
