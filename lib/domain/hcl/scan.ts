import type { Json } from "../json";
import { define, type Entry, type Located, type LocatedMap } from "../yaml/located";
import type { YamlSource } from "../yaml/source";
import { Cursor, deepest, HclSyntax } from "./cursor";

/**
 * Reads Terraform's native syntax (HCL 2) only as far as single values need it: literals, lists, objects and blocks
 * with their spans. Everything that would have to be evaluated is kept as an opaque expression, never interpreted.
 * Blocks are nested as mappings by type and labels, repeated ones as a list.
 */
export function scanHcl(source: YamlSource): LocatedMap {
  const scanner = new Scanner(source);
  const body = scanner.body(0);
  scanner.skipBlank();
  if (!scanner.done) throw new HclSyntax("Unexpected }", scanner.at);
  return body;
}

class Scanner extends Cursor {
  readonly #source: YamlSource;
  constructor(source: YamlSource) {
    super(source.text);
    this.#source = source;
  }

  /** Attributes and blocks up to a closing brace or the end. */
  body(depth: number): LocatedMap {
    if (depth > deepest) throw new HclSyntax("Nested too deeply", this.at);
    const start = this.at;
    const entries = new Map<string, Entry>();
    for (this.skipBlank(); !this.done && this.peek() !== "}"; this.skipBlank()) {
      const keyStart = this.at;
      const name = this.identifier();
      const keyEnd = this.at;
      this.skipSpace();
      if (this.peek() === "=" && this.text[this.at + 1] !== "=") {
        this.at++;
        const value = this.#expression(depth, true);
        const before = entries.get(name);
        if (before) throw new HclSyntax(`"${name}" is set twice`, keyStart);
        entries.set(name, { key: name, keyStart, keyEnd, value, merged: false, repeats: [] });
        this.#endOfLine();
      } else this.#block(entries, { name, keyStart, keyEnd }, depth);
    }
    return this.#map(start, entries);
  }

  #block(
    entries: Map<string, Entry>,
    type: { name: string; keyStart: number; keyEnd: number },
    depth: number,
  ): void {
    const path = [type.name];
    while (this.peek() !== "{") {
      path.push(this.peek() === '"' ? this.#quoted() : this.identifier());
      this.skipSpace();
    }
    this.at++;
    const body = this.body(depth + 1);
    if (this.peek() !== "}") throw new HclSyntax("A block is not closed", this.at);
    this.at++;
    place(entries, path, body, type);
  }

  #quoted(): string {
    const start = this.at;
    const { value } = this.string();
    if (value === null) throw new HclSyntax("A label cannot be computed", start);
    return value;
  }

  /** A value; where lines end it (`line`), the next line begins something else. */
  #expression(depth: number, line: boolean): Located {
    if (depth > deepest) throw new HclSyntax("Nested too deeply", this.at);
    if (line) this.skipSpace();
    else this.skipBlank();
    const start = this.at;
    const literal = this.#literal(depth);
    if (literal !== null && this.#ends(line)) return literal;
    this.at = start;
    this.skipExpression(line);
    const end = this.text.slice(0, this.at).trimEnd().length;
    if (end <= start) throw new HclSyntax("A value is missing", start);
    return {
      source: this.#source,
      start,
      end,
      size: 1,
      kind: "scalar",
      value: this.text.slice(start, end),
      style: "expression",
    };
  }

  #literal(depth: number): Located | null {
    const start = this.at;
    const scalar = (
      value: string | number | bigint | boolean | null,
      style: "plain" | "double",
    ): Located => ({
      source: this.#source,
      start,
      end: this.at,
      size: 1,
      kind: "scalar",
      value,
      style,
    });
    const first = this.peek();
    if (first === '"') {
      const { value } = this.string();
      return value === null ? null : scalar(value, "double");
    }
    if (first === "[") return this.#list(depth);
    if (first === "{") return this.#object(depth);
    const word = /^(-?\d+(\.\d+)?([eE][-+]?\d+)?|true|false|null)(?![\w.(-])/.exec(
      this.text.slice(start, start + 400),
    )?.[1];
    if (word === undefined) return null;
    this.at += word.length;
    if (word === "true" || word === "false") return scalar(word === "true", "plain");
    return scalar(word === "null" ? null : numberOf(word), "plain");
  }

  #list(depth: number): Located | null {
    const start = this.at++;
    const items: Located[] = [];
    for (this.skipBlank(); this.peek() !== "]"; this.skipBlank()) {
      if (this.done) throw new HclSyntax("A list is not closed", start);
      if (items.length === 0 && /^for\s/.test(this.text.slice(this.at, this.at + 4))) return null;
      items.push(this.#expression(depth + 1, false));
      this.skipBlank();
      if (this.peek() === ",") this.at++;
      else if (this.peek() !== "]") throw new HclSyntax("A comma or ] is missing", this.at);
    }
    this.at++;
    return {
      source: this.#source,
      start,
      end: this.at,
      size: items.length + 1,
      kind: "list",
      flow: true,
      items,
    };
  }

  #object(depth: number): Located | null {
    const start = this.at++;
    const entries = new Map<string, Entry>();
    for (this.skipBlank(); this.peek() !== "}"; this.skipBlank()) {
      if (this.done) throw new HclSyntax("An object is not closed", start);
      if (entries.size === 0 && /^for\s/.test(this.text.slice(this.at, this.at + 4))) return null;
      const keyStart = this.at;
      // A computed key leaves the whole object opaque.
      if (this.peek() === "(") return null;
      const key = this.peek() === '"' ? this.string().value : this.word();
      if (key === null) return null;
      const keyEnd = this.at;
      this.skipSpace();
      if (this.peek() !== "=" && this.peek() !== ":") throw new HclSyntax("= is missing", this.at);
      this.at++;
      const value = this.#expression(depth + 1, true);
      const before = entries.get(key);
      const repeats = before ? [...before.repeats, keyStart] : [];
      entries.set(key, { key, keyStart, keyEnd, value, merged: false, repeats });
      this.skipSpace();
      if (this.peek() === ",") this.at++;
    }
    this.at++;
    return { ...this.#map(start, entries), flow: true };
  }

  #map(start: number, entries: Map<string, Entry>): LocatedMap {
    return {
      source: this.#source,
      start,
      end: this.at,
      size: entries.size + 1,
      kind: "map",
      flow: false,
      entries,
      mergeEnd: 0,
    };
  }

  #ends(line: boolean): boolean {
    const before = this.at;
    if (line) this.skipSpace();
    else this.skipBlank();
    const next = this.text.slice(this.at, this.at + 2);
    this.at = before;
    return next === "" || /^(\r?\n|#|\/\/|[,\]}])/.test(next) || next === "/*";
  }

  #endOfLine(): void {
    this.skipSpace();
    const next = this.text.slice(this.at, this.at + 2);
    if (next !== "" && !/^(\r?\n|#|\/\/|\})/.test(next))
      throw new HclSyntax("A new line is missing", this.at);
  }
}

/** Puts a block where its type and labels lead; a second one of the same address makes a list. */
function place(
  entries: Map<string, Entry>,
  path: readonly string[],
  body: LocatedMap,
  type: { keyStart: number; keyEnd: number },
): void {
  const [first = "", ...rest] = path;
  const before = entries.get(first);
  const entry = (value: Located): Entry => ({
    key: first,
    keyStart: type.keyStart,
    keyEnd: type.keyEnd,
    value,
    merged: false,
    repeats: [],
  });
  if (rest.length > 0) {
    const inner = before?.value.kind === "map" ? new Map(before.value.entries) : new Map<string, Entry>();
    place(inner, rest, body, type);
    entries.set(first, entry({ ...body, entries: inner, size: body.size + 1 }));
  } else if (before === undefined) entries.set(first, entry(body));
  else {
    const items = before.value.kind === "list" ? [...before.value.items, body] : [before.value, body];
    entries.set(
      first,
      entry({
        source: body.source,
        start: body.start,
        end: body.end,
        size: body.size,
        kind: "list",
        flow: false,
        items,
      }),
    );
  }
}

function numberOf(word: string): number | bigint {
  const number = Number(word);
  return /^-?\d+$/.test(word) && !Number.isSafeInteger(number) ? BigInt(word) : number;
}

/** The data of scanned HCL for comparison: expressions stand for themselves by their text. */
export function hclJson(located: Located): Json {
  if (located.kind === "scalar")
    return located.style === "expression" ? { "": String(located.value) } : located.value;
  if (located.kind === "list") return located.items.map(hclJson);
  const object: { [key: string]: Json } = {};
  for (const entry of located.entries.values()) define(object, entry.key, hclJson(entry.value));
  return object;
}
