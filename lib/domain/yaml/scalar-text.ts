import type { LocatedScalar, YamlScalar } from "./located";

type Style = LocatedScalar["style"];

// What a YAML 1.1 or 1.2 reader takes for something else than text. 1.1: yaml.org/type; 1.2: core schema, 10.3.2.
const otherTypes: readonly RegExp[] = [
  /^(~|null|Null|NULL)?$/,
  /^(y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  /^[-+]?\d[\d_]*$/,
  /^[-+]?0(b[01_]+|o[0-7_]+|x[\da-fA-F_]+)$/,
  /^[-+]?[\d_]*\.[\d_]*$/,
  // Some readers ask for no digit before the exponent: `e12345` is a short commit id to everybody else.
  /^[-+]?[\d_]*(\.[\d_]*)?[eE][-+]?\d+$/,
  /^[-+]?\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?$/,
  /^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/,
  /^\d{4}-\d\d?-\d\d?($|[Tt\s])/,
  /^(<<|=)$/,
];

/** Would some YAML reader take this plain text for a number, a date, a boolean or nothing? */
const looksTyped = (text: string): boolean => otherTypes.some((type) => type.test(text));

// What only a YAML 1.1 reader takes for something else: to readers of 1.2 it is text.
const oldTypes: readonly RegExp[] = [
  /^(y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/,
  /^[-+]?\d+(_\d+)+$/,
  /^[-+]?[1-9]\d*(:[0-5]?\d)+$/,
  /^\d{4}-\d\d-\d\d$/,
  /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?Z?$/,
];

/** Do two plain texts mean the same type to each reader, though 1.1 and 1.2 may disagree on which? */
export const sameTypes = (a: string, b: string): boolean =>
  oldTypes.some((type) => type.test(a) && type.test(b));

/** May this text stand without quotes and stay exactly this text for readers of YAML 1.1 and 1.2? */
export function isPlain(text: string, inFlow: boolean): boolean {
  if (looksTyped(text) || /^\s|\s$/.test(text)) return false;
  if (/^[?:,[\]{}#&*!|>'"%@`]/.test(text) || /^-(\s|$)/.test(text) || /^(---|\.\.\.)/.test(text))
    return false;
  if (/:(\s|$)|\s#/.test(text)) return false;
  if (inFlow && /[,[\]{}]/.test(text)) return false;
  return isPrintable(text);
}

// Control characters, lone surrogates, and separators that some readers take for line ends.
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u;
export const isPrintable = (text: string): boolean => !unprintable.test(text);

/** A flow scalar for a value, in the quotes the old one had where that is safe. Block styles count as plain. */
export function scalarText(value: YamlScalar, style: Style, inFlow: boolean): string {
  if (typeof value !== "string") return value === null ? "null" : String(value);
  if (style === "single" && isPrintable(value)) return `'${value.replaceAll("'", "''")}'`;
  if (style !== "double" && style !== "single" && isPlain(value, inFlow)) return value;
  return doubleQuoted(value);
}

export function doubleQuoted(value: string): string {
  const escaped = value
    .replaceAll(/["\\]/g, (c) => `\\${c}`)
    .replaceAll(new RegExp(unprintable, "gu"), escapeOf);
  return `"${escaped}"`;
}

function escapeOf(character: string): string {
  const short: Readonly<Record<string, string>> = {
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
  };
  return short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
