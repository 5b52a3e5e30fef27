import { parseDocument } from "yaml";
import type { Json, JsonObject } from "@/lib/domain/json";
import { plainYaml, yamlOptions } from "@/lib/domain/yaml-plain";

/**
 * Reads the YAML that renderers print (block maps and lists, scalars on one line, `|` texts) some twenty times faster
 * than a whole parser, so that a long CRD does not hold the event loop. Undefined means "not sure": whatever is
 * unusual, wrong or hostile is left to the whole parser, and what is answered equals its answer.
 */
export function readBlockYaml(text: string): Json | undefined {
  if (unusual.test(text)) return undefined;
  try {
    const reader = new BlockReader(text.split("\n"));
    return reader.document();
  } catch (error) {
    if (error instanceof NotSure) return undefined;
    throw error;
  }
}

// Tabs, carriage returns and other control characters, odd white space, document marks and directives.
const unusual = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u00a0\ufeff]|^(?:---|\.\.\.|%)/mu;
const hash = 35;
const deepest = 100;

class NotSure extends Error {}

class BlockReader {
  private at = 0;
  constructor(private readonly lines: readonly string[]) {}

  document(): Json {
    this.skipEmpty();
    if (this.at >= this.lines.length) return null;
    const value = this.node(this.indent(), 0);
    this.skipEmpty();
    if (this.at < this.lines.length) throw new NotSure();
    return value;
  }

  private get line(): string {
    return this.lines[this.at] ?? "";
  }

  private indent(line = this.line): number {
    let count = 0;
    while (line.charCodeAt(count) === 32) count += 1;
    return count;
  }

  private skipEmpty(): void {
    for (; this.at < this.lines.length; this.at += 1) {
      const code = this.line.charCodeAt(this.indent());
      if (!Number.isNaN(code) && code !== hash) return;
    }
  }

  /** The block that starts on this line, whose first character stands at `indent`. */
  private node(indent: number, depth: number): Json {
    if (depth > deepest) throw new NotSure();
    return isItem(this.line, indent) ? this.list(indent, depth) : this.map(indent, depth, this.line);
  }

  private list(indent: number, depth: number): Json[] {
    const items: Json[] = [];
    // A list in a list begins behind its parent's dash; its following items stand below the first.
    for (let first = true; ; first = false) {
      if (!first) {
        this.skipEmpty();
        if (this.at >= this.lines.length || this.indent() < indent) break;
        if (this.indent() > indent) throw new NotSure();
        if (!isItem(this.line, indent)) break;
      }
      const before = this.at;
      let inner = indent + 1;
      while (this.line.charCodeAt(inner) === 32) inner += 1;
      const rest = this.line.slice(inner);
      if (rest === "") {
        this.at += 1;
        items.push(this.below(indent, depth));
      } else if (isItem(this.line, inner)) items.push(this.list(inner, depth + 1));
      else if (keyOf(rest) !== null) items.push(this.map(inner, depth + 1, this.line));
      else items.push(this.value(rest, indent));
      if (this.at === before) throw new NotSure();
    }
    return items;
  }

  private map(indent: number, depth: number, first: string): JsonObject {
    const object: JsonObject = {};
    const seen = new Set<string>();
    // An item's first key stands behind its dash; the following ones stand below it.
    let line = first;
    for (;;) {
      const found = keyOf(line.slice(indent));
      if (found === null || seen.has(found.key) || found.key === "__proto__") throw new NotSure();
      seen.add(found.key);
      if (found.rest === "") {
        this.at += 1;
        object[found.key] = this.below(indent, depth, true);
      } else object[found.key] = this.value(found.rest, indent);
      this.skipEmpty();
      if (this.at >= this.lines.length || this.indent() < indent) return object;
      if (this.indent() > indent) throw new NotSure();
      line = this.line;
      if (isItem(line, indent)) return object;
    }
  }

  /** What stands below a key or dash without a value: a deeper block, a list at a key's own indent, or null. */
  private below(indent: number, depth: number, afterKey = false): Json {
    this.skipEmpty();
    if (this.at >= this.lines.length) return null;
    const here = this.indent();
    if (here > indent) {
      if (!isItem(this.line, here) && keyOf(this.line.slice(here)) === null) throw new NotSure();
      return this.node(here, depth + 1);
    }
    return afterKey && here === indent && isItem(this.line, indent) ? this.list(indent, depth + 1) : null;
  }

  private value(written: string, indent: number): Json {
    if (written.charCodeAt(0) === 124) return this.literal(written, indent);
    this.at += 1;
    // A scalar that goes on in the next line.
    for (let next = this.at; next < this.lines.length; next += 1) {
      const line = this.lines[next] ?? "";
      const margin = this.indent(line);
      if (margin === line.length) continue;
      if (margin > indent && line.charCodeAt(margin) !== hash) throw new NotSure();
      break;
    }
    return scalar(written);
  }

  /** A `|` or `|-` text; other marks are rare enough to leave them. */
  private literal(written: string, indent: number): string {
    if (written !== "|" && written !== "|-") throw new NotSure();
    this.at += 1;
    const start = this.at;
    while (this.at < this.lines.length && (this.indent() > indent || this.indent() === this.line.length))
      this.at += 1;
    const taken = this.lines.slice(start, this.at);
    const first = taken.find((line) => this.indent(line) < line.length);
    if (first === undefined) throw new NotSure();
    const margin = this.indent(first);
    const content: string[] = [];
    for (const line of taken) {
      // A line of spaces, or one left of the margin, has rules of its own.
      const left = this.indent(line);
      if (line !== "" && (left === line.length || left < margin)) throw new NotSure();
      content.push(line.slice(margin));
    }
    while (content.at(-1) === "") content.pop();
    return content.join("\n") + (written === "|" ? "\n" : "");
  }
}

const isItem = (line: string, indent: number): boolean =>
  line.charCodeAt(indent) === 45 && (line.length === indent + 1 || line.charCodeAt(indent + 1) === 32);

const plainKey = /^([A-Za-z_./$][\w./$@+-]*) *:(?: +|$)/;
const quotedKey = /^(?:"([^"\\]*)"|'([^']*)') *:(?: +|$)/;
// Keys that another schema reads as something else than a text.
const notText = /^(?:y|yes|n|no|on|off|true|false|null|\.nan|\.inf)$/i;

function keyOf(text: string): { key: string; rest: string } | null {
  const plain = plainKey.exec(text);
  if (plain?.[1] !== undefined) {
    if (notText.test(plain[1]) || /^\.\d/.test(plain[1])) throw new NotSure();
    return { key: plain[1], rest: text.slice(plain[0].length) };
  }
  const quoted = quotedKey.exec(text);
  return quoted ? { key: quoted[1] ?? quoted[2] ?? "", rest: text.slice(quoted[0].length) } : null;
}

function scalar(written: string): Json {
  const first = written.charAt(0);
  if (first === '"') {
    const inner = /^"([^"\\]*)"$/.exec(written)?.[1];
    return inner ?? whole(written, /^"(?:[^"\\]|\\.)*"$/);
  }
  if (first === "'") {
    const inner = /^'((?:[^']|'')*)'$/.exec(written)?.[1];
    if (inner === undefined) throw new NotSure();
    return inner.replaceAll("''", "'");
  }
  if (written === "{}") return {};
  if (written === "[]") return [];
  // Indicators, a comment, a nested key, spaces at the end: rare or wrong.
  if (/^[&*!|>%@`#{}[\],?:"']|^- | #|: |:$|\s$/.test(written)) throw new NotSure();
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(written)) return Number(written);
  if (written === "true") return true;
  if (written === "false") return false;
  if (written === "null" || written === "~") return null;
  if (/^[A-Za-z/(][^\n]{3,}$/.test(written) && !notText.test(written)) return written;
  return whole(written, /^[^{}[\]]+$/);
}

const known = new Map<string, Json>();

/** Anything that may be a number, a boolean of old, or an escape: the whole parser says what this one scalar is. */
function whole(written: string, shape: RegExp): Json {
  if (!shape.test(written)) throw new NotSure();
  const before = known.get(written);
  if (before !== undefined) return before;
  const document = parseDocument(written, { ...yamlOptions, prettyErrors: false });
  const value = plainYaml(document);
  if (
    document.errors.length > 0 ||
    document.warnings.length > 0 ||
    (typeof value === "object" && value !== null)
  )
    throw new NotSure();
  if (written.length <= 40 && known.size < 10_000) known.set(written, value);
  return value;
}
