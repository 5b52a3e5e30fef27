/**
 * JSON whose integers beyond 2^53 keep their digits: they are bigints here, and plain digits in text.
 * Everything below that bound stays a number.
 */
export type Json = null | boolean | number | bigint | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export const isJsonObject = (value: unknown): value is JsonObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** What a document may hold before it is printed: absent fields are left out, as JSON.stringify does. */
export type Printable =
  | Json
  | undefined
  | readonly Printable[]
  | { readonly [key: string]: Printable | undefined };

/** Where the text stops being JSON; line and column count from 1. */
export class JsonTextError extends Error {
  readonly line: number;
  readonly column: number;
  constructor(message: string, text: string, offset: number) {
    super(message);
    this.name = "JsonTextError";
    const before = text.slice(0, offset);
    this.line = before.split("\n").length;
    this.column = offset - before.lastIndexOf("\n");
  }
}

const LONG_DIGITS = /\d{16}/;

/** Reads JSON text exactly. Throws `JsonTextError` with the place when it is none. */
export function parseJson(text: string): Json {
  const body = text.startsWith("\uFEFF") ? text.slice(1) : text;
  if (!LONG_DIGITS.test(body)) {
    try {
      return JSON.parse(body) as Json;
    } catch {
      // Read again below, to say where it fails.
    }
  }
  return new Reader(body).document();
}

/** An integer's exact value: a number where a number holds it, else a bigint. */
export function exactInteger(digits: bigint): number | bigint {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : digits;
}

/**
 * The text of a number: the shortest that reads back as it (RFC 8785, 3.2.2.3), except that a whole number beyond
 * 2^53 that would be printed as plain digits prints its own exact ones, so that it and the bigint equal to it share
 * one text. (JavaScript pads with zeros there: 2^69 would read back as another integer.)
 */
export function printNumber(value: number): string {
  const plain = Number.isInteger(value) && !Number.isSafeInteger(value) && Math.abs(value) < 1e21;
  return plain ? BigInt(value).toString() : JSON.stringify(value);
}

/** Whether a number and a bigint are one JSON value: exactly when they share one text. */
const sameInteger = (number: number, digits: bigint): boolean => printNumber(number) === digits.toString();

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const ESCAPES: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  document(): Json {
    const value = this.value();
    this.space();
    if (this.at < this.text.length) this.fail("there is text after the document");
    return value;
  }

  private fail(why: string): never {
    throw new JsonTextError(`Not valid JSON: ${why}`, this.text, this.at);
  }

  private space(): void {
    while (" \t\r\n".includes(this.text.charAt(this.at)) && this.at < this.text.length) this.at += 1;
  }

  private value(): Json {
    this.space();
    const letter = this.text.charAt(this.at);
    if (letter === "{") return this.object();
    if (letter === "[") return this.array();
    if (letter === '"') return this.string();
    for (const [word, value] of [
      ["true", true],
      ["false", false],
      ["null", null],
    ] as const) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    return this.number();
  }

  private number(): number | bigint {
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.text);
    if (match === null)
      this.fail(this.at >= this.text.length ? "the text ends too early" : "a value is expected here");
    this.at += match[0].length;
    return match[1] === undefined && match[2] === undefined
      ? exactInteger(BigInt(match[0]))
      : Number(match[0]);
  }

  private string(): string {
    this.at += 1;
    let out = "";
    for (;;) {
      const letter = this.text.charAt(this.at);
      if (letter === "" || letter < " ") this.fail("a string is not closed");
      this.at += 1;
      if (letter === '"') return out;
      out += letter === "\\" ? this.escape() : letter;
    }
  }

  private escape(): string {
    const letter = this.text.charAt(this.at);
    this.at += 1;
    const known = ESCAPES[letter];
    if (known !== undefined) return known;
    const code = this.text.slice(this.at, this.at + 4);
    if (letter !== "u" || !/^[0-9a-fA-F]{4}$/.test(code)) this.fail("an escape is not known");
    this.at += 4;
    return String.fromCharCode(Number.parseInt(code, 16));
  }

  private take(letter: string): boolean {
    this.space();
    if (this.text.charAt(this.at) !== letter) return false;
    this.at += 1;
    return true;
  }

  private array(): Json[] {
    this.at += 1;
    const items: Json[] = [];
    if (this.take("]")) return items;
    do items.push(this.value());
    while (this.take(","));
    if (!this.take("]")) this.fail("a list is not closed");
    return items;
  }

  private object(): JsonObject {
    this.at += 1;
    const entries: [string, Json][] = [];
    if (this.take("}")) return {};
    do {
      this.space();
      if (this.text.charAt(this.at) !== '"') this.fail("a key is expected here");
      const key = this.string();
      if (!this.take(":")) this.fail("a colon is expected here");
      entries.push([key, this.value()]);
    } while (this.take(","));
    if (!this.take("}")) this.fail("an object is not closed");
    return Object.fromEntries(entries);
  }
}

/** Exact JSON text: bigints as digits, absent fields left out, keys in their own order. `indent` counts spaces. */
export function stringifyJson(value: Printable, indent = 0): string {
  return print(value, indent, "\n") ?? "null";
}

function print(value: Printable, indent: number, line: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return printNumber(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const inner = line + " ".repeat(indent);
  const [glue, colon] = indent === 0 ? [",", ":"] : [`,${inner}`, ": "];
  const wrap = (open: string, parts: string[], close: string): string =>
    parts.length === 0 || indent === 0
      ? open + parts.join(glue) + close
      : open + inner + parts.join(glue) + line + close;
  if (Array.isArray(value))
    return wrap(
      "[",
      value.map((item) => print(item, indent, inner) ?? "null"),
      "]",
    );
  const parts: string[] = [];
  for (const [key, child] of Object.entries(value)) {
    const text = print(child, indent, inner);
    if (text !== undefined) parts.push(JSON.stringify(key) + colon + text);
  }
  return wrap("{", parts, "}");
}

/** Same JSON value, whatever the order of keys and whether an integer beyond 2^53 came as a number (`1e20`) or as digits. */
export function equalJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a === "number" && typeof b === "bigint") return sameInteger(a, b);
  if (typeof a === "bigint" && typeof b === "number") return sameInteger(b, a);
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => equalJson(item, b[index]));
  }
  if (Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equalJson(a[key], b[key]))
  );
}
