import { matchesGlob } from "./glob";
import { BadTemplate, type Call, type Template } from "./template";

/** Longer texts are not made, and patterns not tried on longer ones: a template may be an attack on whoever fills it in. */
const longest = { text: 1_000_000, matched: 512 };

/** The value of a variable, "" where nothing sets it. */
export type Lookup = (variable: string) => string;

/**
 * The text that a template stands for, as github.com/fluxcd/pkg/envsubst v1.8 makes it (funcs.go). Throws `BadTemplate`
 * for what would be too large to make.
 */
export function filled(template: Template, lookup: Lookup): string {
  let text = "";
  for (const piece of template) {
    text += typeof piece === "string" ? piece : called(piece, lookup);
    if (text.length > longest.text && typeof piece !== "string") throw new BadTemplate();
  }
  return text;
}

const isDefault = (operator: string): boolean => /^:?[=\-?+]$/.test(operator) || operator === "";

/** The text that one `${…}` stands for. A default is looked at only where it is needed. */
export function called({ variable, operator, operands }: Call, lookup: Lookup): string {
  const value = lookup(variable);
  if (isDefault(operator)) return value === "" ? filled(operands, lookup) : value;
  const given = operands.map((operand) => filled([operand], lookup));
  const [first = "", second = ""] = given;
  switch (operator) {
    case ",":
      return changedFirst(value, (letter) => letter.toLowerCase());
    case ",,":
      return value.toLowerCase();
    case "^":
      return changedFirst(value, (letter) => letter.toUpperCase());
    case "^^":
      return value.toUpperCase();
    case ":":
      return partOf(value, given);
    case "/":
      return value.replace(first, () => second);
    case "//":
      return bounded(value, first, second).replaceAll(first, () => second);
    case "/#":
      return given.length === 2 && value.startsWith(first) ? second + value.slice(first.length) : value;
    case "/%":
      return given.length === 2 && value.endsWith(first)
        ? value.slice(0, value.length - first.length) + second
        : value;
    case "#":
      return given.length === 0 ? String(bytesOf(value).length) : withoutPrefix(value, first, "shortest");
    case "##":
      return withoutPrefix(value, first, "longest");
    case "%":
      return reversed(withoutPrefix(reversed(value), reversed(first), "shortest"));
    case "%%":
      return reversed(withoutPrefix(reversed(value), reversed(first), "longest"));
    default:
      return value;
  }
}

/** The text, unless replacing every part of it would make one that is too long. */
function bounded(text: string, part: string, by: string): string {
  const times = part === "" ? text.length + 1 : text.split(part).length - 1;
  if (text.length + times * by.length > longest.text) throw new BadTemplate();
  return text;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const reversed = (text: string): string => [...text].reverse().join("");

function changedFirst(text: string, change: (letter: string) => string): string {
  const [first = ""] = text;
  return change(first) + text.slice(first.length);
}

/** `${x:1}` and `${x:1:2}`: positions count bytes, and negative ones from the end. What is no number changes nothing. */
function partOf(text: string, [position = "", length]: readonly string[]): string {
  const bytes = bytesOf(text);
  const from = numberIn(position);
  if (from === null) return text;
  const start = from < 0 ? Math.max(0, bytes.length + from) : from;
  if (length === undefined) return textOf(bytes.subarray(start));
  const count = numberIn(length);
  if (count === null) return text;
  const end = count < 0 ? bytes.length + count : start + count;
  return end < start ? "" : textOf(bytes.subarray(start, end));
}

const numberIn = (text: string): number | null => (/^[+-]?\d{1,15}$/.test(text) ? Number(text) : null);

function withoutPrefix(text: string, pattern: string, which: "shortest" | "longest"): string {
  const letters = [...text];
  if (letters.length > longest.matched) throw new BadTemplate();
  let shortest = 0;
  for (let end = letters.length; end > 0; end--) {
    const fits = matchesGlob(pattern, letters.slice(0, end).join(""));
    if (fits === null) return text;
    if (!fits) continue;
    if (which === "longest") return letters.slice(end).join("");
    shortest = end;
  }
  return letters.slice(shortest).join("");
}
