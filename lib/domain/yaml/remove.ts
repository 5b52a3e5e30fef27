import { columnOf, lastLineEnd } from "./layout";
import type { Located, LocatedList, LocatedMap } from "./located";
import { editInside } from "./replace";
import { type EditResult, type Opened, opened, refuse, spliced } from "./splice";
import { type EditPath, type Step, stepsOf } from "./step";
import { isRepeated, printed, type Target, walk } from "./target";
import { isText, textOf } from "./typed";

export type RemoveValue = {
  document?: number | undefined;
  path: EditPath;
  /** The text of the value that must be there now (JSON for a mapping or list); null asks nothing. */
  expect: string | null;
};

/** Takes a key or a list's item out, with its lines; comments above it stay. Proven like `setValue`. */
export function removeValue(text: string, ask: RemoveValue): EditResult {
  const steps = stepsOf(ask.path);
  if (steps === null) return refuse("invalid", "edit.path", `${JSON.stringify(ask.path)} is not a path`);
  return removeAt(text, steps, ask);
}

function removeAt(text: string, steps: readonly Step[], ask: Omit<RemoveValue, "path">): EditResult {
  const open = opened(text, ask.document, (root) => walk(root, steps).ok);
  if (!open.ok) return open;
  const found = walk(open.root, steps);
  if (!found.ok) return { ok: false, refusal: found.refusal };
  const { target } = found;
  if (target.inside.length > 0) {
    return editInside(text, open, steps, target, (content) =>
      removeAt(content, target.inside, { ...ask, document: undefined }),
    );
  }
  if (isRepeated(target))
    return refuse("invalid", "edit.ambiguous", `${printed(steps)} is written more than once in its mapping`);
  if (ask.expect !== null && !isText(target.located, ask.expect)) {
    return refuse("conflict", "edit.moved", `${printed(steps)} is not what was expected`, {
      actual: textOf(target.located),
    });
  }
  const cut = cutOf(open, target);
  if (cut === null)
    return refuse(
      "blocked",
      "edit.unproven",
      `${printed(steps)} cannot be taken out without moving what stands beside it`,
    );
  return spliced(text, open.reading, cut.start, cut.end, cut.text, {
    document: open.document,
    path: target.path,
    change: "remove",
  });
}

type Cut = { start: number; end: number; text: string };

function cutOf(open: Opened, { located, slot }: Target): Cut | null {
  const { text } = open.reading.source;
  if (slot === null) return null;
  const { holder } = slot;
  const spans = spansOf(holder);
  const own = "entry" in slot ? slot.entry.keyStart : located.start;
  const position = spans.findIndex((span) => span.start === own);
  const span = spans[position];
  if (span === undefined) return null;
  if (spans.length === 1) return holder.kind === "map" && holder.mergeEnd > 0 ? null : emptied(text, holder);
  if (holder.flow) return flowCut(spans, position);

  const lineStart = text.lastIndexOf("\n", span.start - 1) + 1;
  const lead = text.slice(lineStart, span.start);
  const end = lastLineEnd(text, located.start === located.end ? { ...located, start: span.start } : located);
  const dash = holder.kind === "list" ? /^([ \t]*)-[ \t]+$/ : /^[ \t]*$/;
  if (dash.test(lead)) {
    if (end.newline) return { start: lineStart, end: end.offset, text: "" };
    // The last line of a file without a final newline takes the newline before it along.
    const before = text[lineStart - 2] === "\r" ? lineStart - 2 : lineStart - 1;
    return { start: Math.max(0, before), end: end.offset, text: "" };
  }
  // The first key beside a dash: the next key moves up in its place, unless a comment stands between.
  const next = spans[position + 1];
  if (next === undefined || columnOf(text, next.start) !== span.start - lineStart) return null;
  const between = text.slice(end.offset, next.start - columnOf(text, next.start));
  return between === "" ? { start: span.start, end: next.start, text: "" } : null;
}

function spansOf(holder: LocatedMap | LocatedList): { start: number; end: number }[] {
  const spans =
    holder.kind === "map"
      ? [...holder.entries.values()]
          .filter((e) => !e.merged)
          .map((e) => ({ start: e.keyStart, end: Math.max(e.value.end, e.keyEnd) }))
      : holder.items.map((item) => ({ start: item.start, end: item.end }));
  return spans.sort((a, b) => a.start - b.start);
}

/** In a flow collection the comma goes too: the one behind, or for the last item the one before. */
function flowCut(spans: readonly { start: number; end: number }[], position: number): Cut | null {
  const span = spans[position];
  const next = spans[position + 1];
  const previous = spans[position - 1];
  if (span === undefined) return null;
  if (next) return { start: span.start, end: next.start, text: "" };
  return previous ? { start: previous.end, end: span.end, text: "" } : null;
}

/** The last key or item leaves an empty collection, not a null. */
function emptied(text: string, holder: Located): Cut | null {
  if (holder.kind === "scalar") return null;
  const empty = holder.kind === "map" ? "{}" : "[]";
  if (holder.flow) return { start: holder.start, end: holder.end, text: empty };
  const start = text.slice(0, holder.start).trimEnd().length;
  const comment = /#/.test(text.slice(text.lastIndexOf("\n", start - 1) + 1, holder.start));
  if (comment) return null;
  const end = lastLineEnd(text, holder);
  const stop = end.newline ? end.offset - (text[end.offset - 2] === "\r" ? 2 : 1) : end.offset;
  return { start, end: stop, text: ` ${empty}` };
}
