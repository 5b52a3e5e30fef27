import type { Place } from "../problem";

/** A YAML file's text with the offsets at which its lines start; offsets count UTF-16 units after a BOM. */
export type YamlSource = {
  readonly file: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
};

/** Where an offset lies; lines and columns count from 1. */
export function placeAt(source: YamlSource, offset: number): Place {
  const line = lineIndex(source.lineStarts, offset);
  return { file: source.file, line: line + 1, column: offset - (source.lineStarts[line] ?? 0) + 1 };
}

/** The text of a line counted from 1, without its end. */
export function lineText(source: YamlSource, line: number): string {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return "";
  return source.text.slice(start, source.lineStarts[line] ?? source.text.length).replace(/\r?\n$/, "");
}

function lineIndex(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
