import type { Json } from "../json";
import { doubleQuoted, isPlain, isPrintable, scalarText } from "./scalar-text";

/** A value on one line: as JSON, or in YAML's flow style with quotes only where they are needed. */
export function flowText(value: Json, as: "json" | "yaml"): string {
  if (Array.isArray(value)) return `[${value.map((item) => flowText(item, as)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).map(([key, item]) => `${keyText(key, as)}: ${flowText(item, as)}`);
    return pairs.length === 0 ? "{}" : as === "json" ? `{${pairs.join(", ")}}` : `{ ${pairs.join(", ")} }`;
  }
  return as === "json" && typeof value === "string" ? doubleQuoted(value) : scalarText(value, "plain", true);
}

export const keyText = (key: string, as: "json" | "yaml" | "block"): string =>
  as !== "json" && isPlain(key, as === "yaml") ? key : doubleQuoted(key);

/** The lines of `key: value` in block style, relative to the column where the key starts. */
export function pairLines(key: string, value: Json, step: number): string[] {
  const name = keyText(key, "block");
  if (isText(value))
    return [`${name}: |-`, ...value.split("\n").map((line) => line && " ".repeat(step) + line)];
  if (!isFilled(value)) return [`${name}: ${oneLine(value)}`];
  const margin = " ".repeat(Array.isArray(value) ? 0 : step);
  return [`${name}:`, ...blockLines(value, step).map((line) => margin + line)];
}

/** The lines of a list's item, relative to the column of its dash. */
export function itemLines(value: Json, step: number): string[] {
  if (!isFilled(value)) return [`- ${oneLine(value)}`];
  return blockLines(value, step).map((line, i) => (i === 0 ? `- ${line}` : `  ${line}`));
}

function blockLines(value: Json, step: number): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => itemLines(item, step));
  if (typeof value !== "object" || value === null) return [oneLine(value)];
  return Object.entries(value).flatMap(([key, item]) => pairLines(key, item, step));
}

/** Several lines that a literal block keeps as they are: it begins in the first column and ends without a break. */
const isText = (value: Json): value is string =>
  typeof value === "string" &&
  /^\S.*\n/.test(value) &&
  !/[\r\t]|[ \n]$| \n/.test(value) &&
  isPrintable(value.replaceAll("\n", ""));

const oneLine = (value: Json): string =>
  typeof value === "object" && value !== null ? flowText(value, "yaml") : scalarText(value, "plain", false);

const isFilled = (value: Json): boolean =>
  typeof value === "object" &&
  value !== null &&
  (Array.isArray(value) ? value.length > 0 : Object.keys(value).length > 0);
