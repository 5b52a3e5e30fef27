import type { Json } from "../json";
import type { Path, PathSegment } from "../path";
import type { Place } from "../problem";
import { type Located, placeOf } from "../yaml/located";
import { parseYaml } from "../yaml/parse";
import { placeAt } from "../yaml/source";
import { toolJsonOf } from "../yaml/tool-json";
import type { EditPlace } from "./setter";
import type { WantStep } from "./want";

/** Where a value is written below a root, or where it is taken away (`value` undefined). */
export type Hit = { located: Located; path: Path; value: Json | undefined };

/** Follows the steps as far as a file writes them; null when it says nothing about them. */
export function follow(root: Located, steps: readonly WantStep[]): Hit | null {
  let here = root;
  const path: PathSegment[] = [];
  for (const step of steps) {
    if (here.kind === "scalar") return here.value === null ? { located: here, path, value: undefined } : null;
    if (here.kind === "map") {
      if (step.kind !== "key") return null;
      const remove = here.entries.get("$patch")?.value;
      if (remove?.kind === "scalar" && remove.value === "delete")
        return { located: remove, path, value: undefined };
      const entry = here.entries.get(step.key);
      if (entry === undefined) return null;
      path.push(step.key);
      here = entry.value;
    } else {
      if (step.kind !== "item") return null;
      const index = indexOf(here.items, step);
      const item = index === null ? undefined : here.items[index];
      if (index === null || item === undefined) return null;
      path.push({ index });
      here = item;
    }
  }
  const isNull = here.kind === "scalar" && here.value === null && steps.length > 0;
  return { located: here, path, value: isNull ? undefined : toolJsonOf(here) };
}

function indexOf(items: readonly Located[], step: Extract<WantStep, { kind: "item" }>): number | null {
  const { identity } = step;
  if (identity === null) return step.index < items.length ? step.index : null;
  const fields = Object.entries(identity);
  const found = items.findIndex((item) =>
    fields.every(([field, value]) => {
      const own = item.kind === "map" ? item.entries.get(field)?.value : undefined;
      if (own === undefined) return field === "protocol" && value === "TCP" && item.kind === "map";
      return own.kind === "scalar" && String(own.value) === String(value);
    }),
  );
  return found < 0 ? null : found;
}

/** Where a text in a file holds a document of its own: as a block scalar's inner lines, or a file of its own. */
export type Frame = {
  file: string;
  document: number;
  /** The path to the text that holds the document; empty for the file itself. */
  path: Path;
  /** Adds to inner lines and columns; null when the text does not stand line by line in the file. */
  lines: number;
  columns: number;
  /** Where to point when inner lines mean nothing. */
  fallback: Place | null;
};

export const fileFrame = (file: string, document: number): Frame => ({
  file,
  document,
  path: [],
  lines: 0,
  columns: 0,
  fallback: null,
});

/** The documents inside a text scalar, with the frame that turns their places into places of the file. */
export function innerDocuments(
  located: Located,
  frame: Frame,
  path: Path,
): { roots: readonly Located[]; frame: Frame } | null {
  if (located.kind !== "scalar" || typeof located.value !== "string") return null;
  const { documents } = parseYaml(located.value, located.source.file);
  const roots = documents.flatMap((d) => (d.contents === null ? [] : [d.contents]));
  const start = placeOf(located);
  const inner: Frame = { ...frame, path: [...frame.path, ...path], fallback: placeIn(located, frame) };
  if (located.style !== "literal" || frame.fallback !== null) return { roots, frame: inner };
  const { text, lineStarts } = located.source;
  // The content of `|` begins on the line below it, indented alike throughout (YAML 1.2, 8.1.2).
  const first = located.value.split("\n").findIndex((line) => line !== "");
  const lineStart = lineStarts[start.line + Math.max(first, 0)] ?? 0;
  const raw = /^[ ]*/.exec(text.slice(lineStart))?.[0].length ?? 0;
  const own = /^[ ]*/.exec(located.value.split("\n")[Math.max(first, 0)] ?? "")?.[0].length ?? 0;
  return {
    roots,
    frame: { ...inner, lines: frame.lines + start.line, columns: frame.columns + raw - own, fallback: null },
  };
}

/** Where a value stands in the file, whatever text it lies in. */
export function placeIn(located: Located, frame: Frame): Place {
  if (frame.fallback !== null) return frame.fallback;
  const { line, column } = placeAt(located.source, located.start);
  return { file: frame.file, line: line + frame.lines, column: column + frame.columns };
}

/** How the value would be changed in place; null for what is no single value. */
export function editOf(located: Located, frame: Frame, path: Path): EditPlace | null {
  if (located.kind !== "scalar" || located.alias !== undefined) return null;
  return {
    file: frame.file,
    document: frame.document,
    path: [...frame.path, ...path],
    expect: located.value === null ? "null" : String(located.value),
    prefix: "",
  };
}
