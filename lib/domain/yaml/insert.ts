import type { Json } from "../json";
import { flowText, itemLines, keyText, pairLines } from "./emit";
import { columnOf, indentStep, lastLineEnd } from "./layout";
import type { LocatedList, LocatedMap } from "./located";
import { editInside } from "./replace";
import { type EditResult, isJson, newlineOf, type Opened, opened, refuse, spliced } from "./splice";
import { type EditPath, keyOf, type Step, stepsOf } from "./step";
import { aliased, printed, type Target, walk } from "./target";

export type InsertValue = {
  document?: number | undefined;
  /**
   * The new key below an existing mapping, list or empty value; keys between that do not exist yet are made.
   * A list takes a new item at its end when the last step is its length (`images[2]`) or names an identity it lacks.
   */
  path: EditPath;
  value: Json;
};

/** Adds a key or a list's item with its siblings' indent; every byte that was there stays. Proven like `setValue`. */
export function insertValue(text: string, ask: InsertValue): EditResult {
  const steps = stepsOf(ask.path);
  if (steps === null) return refuse("invalid", "edit.path", `${JSON.stringify(ask.path)} is not a path`);
  return insertAt(text, ask.document, steps, ask.value);
}

function insertAt(
  text: string,
  document: number | undefined,
  steps: readonly Step[],
  value: Json,
): EditResult {
  const open = opened(text, document);
  if (!open.ok) return open;
  const found = walk(open.root, steps);
  if (found.ok && found.target.inside.length === 0)
    return refuse("conflict", "edit.exists", `${printed(steps)} is there already`);
  if (found.ok) {
    const { target } = found;
    return editInside(text, open, steps, target, (content) =>
      insertAt(content, undefined, target.inside, value),
    );
  }
  // A key that a merge brings in may be added as the mapping's own.
  if (found.refusal.code !== "edit.missing" && found.refusal.code !== "edit.merge") return found;
  const [first, ...rest] = found.left;
  const holder = found.reached;
  if (first === undefined) return found;
  if (holder.located.alias !== undefined)
    return { ok: false, refusal: aliased(holder.located, printed(steps)) };
  return inserted(text, open, holder, first, nested(rest, value), steps);
}

/** The value with the mappings that its path still needs around it; null when the path needs a list. */
function nested(steps: readonly Step[], value: Json): Json | undefined {
  const [first, ...rest] = steps;
  if (first === undefined) return value;
  const key = keyOf(first);
  const inner = nested(rest, value);
  return key === null || first.kind === "item" || inner === undefined ? undefined : { [key]: inner };
}

type Part = { kind: "pair"; key: string; value: Json } | { kind: "item"; value: Json };
type Cut = { start: number; end: number; text: string };

function inserted(
  text: string,
  open: Opened,
  target: Target,
  step: Step,
  value: Json | undefined,
  steps: readonly Step[],
): EditResult {
  const { located } = target;
  const part = value === undefined ? null : partOf(target, step, value);
  if (part === null) {
    return refuse("missing", "edit.missing", `${printed(steps)} cannot be added: nothing there can hold it`);
  }
  const path = [
    ...target.path,
    part.kind === "pair" ? part.key : located.kind === "list" ? located.items.length : 0,
  ];
  const filled = part.kind === "pair" ? { [part.key]: part.value } : [part.value];
  const intent =
    located.kind === "scalar"
      ? { document: open.document, path: target.path, change: { set: filled } }
      : { document: open.document, path, change: { set: part.value } };
  const cut =
    located.kind === "scalar"
      ? intoEmpty(open, target, part)
      : located.flow
        ? intoFlow(open, located, part)
        : intoBlock(open, located, part);
  return spliced(text, open.reading, cut.start, cut.end, cut.text, intent);
}

/** What a step adds to the value it leads from: a key to a mapping, an item to a list; either to an empty value. */
function partOf({ located }: Target, step: Step, value: Json): Part | null {
  if (located.kind === "scalar" && located.value !== null) return null;
  const length = located.kind === "list" ? located.items.length : 0;
  const beyond =
    step.kind === "index"
      ? step.index
      : step.kind === "item" && /^\d+$/.test(step.identity)
        ? Number(step.identity)
        : length;
  if (
    located.kind === "list" ||
    (located.kind === "scalar" && step.kind !== "key" && step.kind !== "quoted")
  ) {
    return step.kind === "order" || beyond !== length ? null : { kind: "item", value };
  }
  const key = step.kind === "item" ? null : keyOf(step);
  return key === null ? null : { kind: "pair", key, value };
}

const flowPart = (part: Part, as: "json" | "yaml"): string =>
  part.kind === "item" ? flowText(part.value, as) : `${keyText(part.key, as)}: ${flowText(part.value, as)}`;

const blockPart = (part: Part, step: number): string[] =>
  part.kind === "item" ? itemLines(part.value, step) : pairLines(part.key, part.value, step);

function intoFlow(open: Opened, located: LocatedMap | LocatedList, part: Part): Cut {
  const { text } = open.reading.source;
  const written = flowPart(part, isJson(open.reading) ? "json" : "yaml");
  const starts =
    located.kind === "map"
      ? ownEntries(located).map((e) => e.keyStart)
      : located.items.map((item) => item.start);
  const ends =
    located.kind === "map"
      ? ownEntries(located).map((e) => e.value.end)
      : located.items.map((item) => item.end);
  const last = Math.max(0, located.kind === "map" ? located.mergeEnd : 0, ...ends);
  if (last === 0) {
    const padded = located.kind === "map" && !isJson(open.reading) ? ` ${written} ` : written;
    return { start: located.start + 1, end: located.end - 1, text: padded };
  }
  // Where the siblings stand on lines of their own, the new one does too.
  const lastStart = Math.max(0, ...starts);
  const gap = /\r?\n[ \t]*$/.exec(text.slice(located.start, lastStart))?.[0] ?? " ";
  return { start: last, end: last, text: `,${gap}${written}` };
}

function intoBlock(open: Opened, located: LocatedMap | LocatedList, part: Part): Cut {
  const { text } = open.reading.source;
  const newline = newlineOf(text);
  const margin = " ".repeat(columnOf(text, located.start));
  const end = lastLineEnd(text, located);
  const lines = blockPart(part, indentStep(open.root))
    .map((line) => margin + line)
    .join(newline);
  return {
    start: end.offset,
    end: end.offset,
    text: end.newline ? `${lines}${newline}` : `${newline}${lines}`,
  };
}

const ownEntries = (map: LocatedMap) => [...map.entries.values()].filter((entry) => !entry.merged);

/** The first key or item of a value that has been empty. */
function intoEmpty(open: Opened, { located, slot }: Target, part: Part): Cut {
  const { text } = open.reading.source;
  if (slot?.holder.flow || located.start !== located.end) {
    const as = isJson(open.reading) ? "json" : "yaml";
    const written = part.kind === "item" ? `[${flowPart(part, as)}]` : `{ ${flowPart(part, as)} }`;
    return {
      start: located.start,
      end: located.end,
      text: located.start === located.end ? ` ${written}` : written,
    };
  }
  const step = indentStep(open.root);
  const outer =
    slot === null
      ? -step
      : "entry" in slot
        ? columnOf(text, slot.entry.keyStart)
        : columnOf(text, slot.holder.start);
  const newline = newlineOf(text);
  const margin = " ".repeat(outer + step);
  const lines = blockPart(part, step)
    .map((line) => margin + line)
    .join(newline);
  // The line may end in a comment, which stays where it is.
  const lineEnd = text.indexOf("\n", located.end);
  const end = lineEnd < 0 ? text.length : text[lineEnd - 1] === "\r" ? lineEnd - 1 : lineEnd;
  return { start: end, end, text: `${newline}${lines}` };
}
