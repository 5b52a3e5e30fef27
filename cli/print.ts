import type { Printable } from "@/lib/domain/json";
import type { Io } from "./io";
import { shown, widthOf } from "./style";

export type Format = "text" | "json" | "yaml";
export const formatOf = (options: Record<string, unknown>): Format => options.output as Format;

/** Letters that JSON and YAML may hold as they are, and that a terminal would obey; both know them as `\uXXXX` too. */
export const terminalLetters = /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;
export const escaped = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Prints exactly one document on stdout as JSON or YAML, or the text that `asText` makes of it. */
export async function printDocument<T>(
  document: T,
  format: Format,
  io: Io,
  asText: (document: T) => string,
): Promise<void> {
  if (format === "text") return io.out(ended(shown(asText(document), io)));
  if (format === "json") {
    const { stringifyJson } = await import("@/lib/domain/json");
    const text = stringifyJson(document as Printable, 2).replace(terminalLetters, escaped);
    return io.out(`${text}\n`);
  }
  const { yamlText } = await import("./yaml-text");
  io.out(yamlText(document as Printable));
}

const ended = (text: string): string => (text === "" || text.endsWith("\n") ? text : `${text}\n`);

/** Columns padded to their widest cell; the last one is not padded. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === row.length - 1
            ? cell
            : cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

export const plural = (count: number, word: string): string =>
  `${count} ${count === 1 ? word : word.endsWith("y") ? `${word.slice(0, -1)}ies` : `${word}s`}`;
