import type { Printable } from "@/lib/domain/json";
import type { Io } from "./io";

export type Format = "text" | "json" | "yaml";
export const formatOf = (options: Record<string, unknown>): Format => options.output as Format;

/** Prints exactly one document on stdout as JSON or YAML, or the text that `asText` makes of it. */
export async function printDocument<T>(document: T, format: Format, io: Io, asText: (document: T) => string): Promise<void> {
  if (format === "text") return io.out(ended(asText(document)));
  if (format === "json") {
    const { stringifyJson } = await import("@/lib/domain/json");
    return io.out(`${stringifyJson(document as Printable, 2)}\n`);
  }
  const { stringify } = await import("yaml");
  io.out(stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }));
}

const ended = (text: string): string => (text === "" || text.endsWith("\n") ? text : `${text}\n`);

/** Columns padded to their widest cell; the last one is not padded. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows
    .map((row) => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join("  ").trimEnd())
    .join("\n");
}
