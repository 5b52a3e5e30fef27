import { diffArrays } from "diff";

export type Marked = { text: string; changed: boolean };

/** A version, a host, a path stays one word; blanks and punctuation stand alone. */
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}._@-]+|\s+|./gsu) ?? [];

const joined = (parts: Marked[]): Marked[] =>
  parts.reduce<Marked[]>((done, part) => {
    const last = done.at(-1);
    if (last && last.changed === part.changed) last.text += part.text;
    else done.push({ ...part });
    return done;
  }, []);

/** Which words of two lines differ. Each side's parts, joined, are that side's text again. */
export function wordMarks(before: string, after: string): { before: Marked[]; after: Marked[] } {
  const left: Marked[] = [];
  const right: Marked[] = [];
  for (const part of diffArrays(wordsOf(before), wordsOf(after))) {
    const text = part.value.join("");
    if (!part.added) left.push({ text, changed: part.removed });
    if (!part.removed) right.push({ text, changed: part.added });
  }
  return { before: joined(left), after: joined(right) };
}

/** Cuts marked parts after `length` characters: the head keeps its marks and so does the tail. */
export function cutMarks(parts: readonly Marked[], length: number): [Marked[], Marked[]] {
  const head: Marked[] = [];
  const tail: Marked[] = [];
  let left = length;
  for (const part of parts) {
    const take = Math.max(0, Math.min(left, part.text.length));
    if (take > 0) head.push({ text: part.text.slice(0, take), changed: part.changed });
    if (take < part.text.length) tail.push({ text: part.text.slice(take), changed: part.changed });
    left -= take;
  }
  return [head, tail];
}
