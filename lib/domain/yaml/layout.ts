import type { Located } from "./located";

/** The column of an offset in its line, from 0. */
export const columnOf = (text: string, offset: number): number =>
  offset - (text.lastIndexOf("\n", offset - 1) + 1);

/** How far the file indents a mapping below its key; 2 when it does not say. */
export function indentStep(located: Located): number {
  if (located.kind === "scalar" || located.flow) return 2;
  const children =
    located.kind === "map"
      ? [...located.entries.values()].filter((e) => !e.merged).map((e) => e.value)
      : located.items;
  if (located.kind === "map") {
    for (const entry of located.entries.values()) {
      if (entry.merged || entry.value.alias !== undefined || entry.value.kind !== "map" || entry.value.flow)
        continue;
      const [inner] = entry.value.entries.values();
      if (inner === undefined || inner.merged) continue;
      const { text } = located.source;
      const step = columnOf(text, inner.keyStart) - columnOf(text, entry.keyStart);
      if (step > 0 && step <= 8) return step;
    }
  }
  for (const child of children) {
    if (child.alias !== undefined) continue;
    const step = indentStep(child);
    if (step !== 2) return step;
  }
  return 2;
}

/**
 * Where the lines of a block value end: the offset to add further lines at, and whether it stands after a line end.
 * A comment behind the last value belongs to it; comments on lines below do not.
 */
export function lastLineEnd(text: string, located: Located): { offset: number; newline: boolean } {
  const last = lastScalar(located);
  if (last.kind === "scalar" && (last.style === "literal" || last.style === "folded")) {
    const keeps = /^[|>]\d?\+|^[|>]\+/.test(text.slice(last.start, last.start + 3));
    const body = text.slice(last.start, last.end);
    const end = keeps ? last.end : last.start + body.trimEnd().length;
    if (keeps && text[end - 1] === "\n") return { offset: end, newline: true };
    return lineEndAfter(text, end);
  }
  return lineEndAfter(text, last.end);
}

function lineEndAfter(text: string, offset: number): { offset: number; newline: boolean } {
  const end = text.indexOf("\n", offset);
  return end < 0 ? { offset: text.length, newline: false } : { offset: end + 1, newline: true };
}

/** The value that is written last; a flow collection, an alias and a merge count as one. */
function lastScalar(located: Located): Located {
  if (located.kind === "scalar" || located.flow || located.alias !== undefined) return located;
  const children =
    located.kind === "map"
      ? [...located.entries.values()].filter((e) => !e.merged).map((e) => e.value)
      : located.items;
  const last = children.reduce<Located | null>((a, b) => (a === null || b.start >= a.start ? b : a), null);
  const mergeEnd = located.kind === "map" ? located.mergeEnd : 0;
  if (last === null || mergeEnd > last.start)
    return { ...located, kind: "scalar", value: null, style: "plain", end: mergeEnd };
  return lastScalar(last);
}
