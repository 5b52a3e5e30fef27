import type { Problem } from "../problem";
import type { Entry, Located, LocatedMap, YamlScalar } from "./located";
import { parseYaml, type YamlReading, yamlLimits } from "./parse";
import { repeated } from "./repeated";
import type { YamlSource } from "./source";

/**
 * Reads like `parseYaml`, several times faster for the plain files that people write: block mappings of words, numbers
 * and short lists. Anything else (quotes, anchors, blocks of text, a mistake) is left to the full parser. The spans of
 * mappings end with their last value, so this is for reading, not for edits.
 */
export function readSimpleYaml(text: string, file: string): YamlReading {
  if (text.length > yamlLimits.characters || /[\r\t\uFEFF]|^(---|\.\.\.|%)/m.test(text))
    return parseYaml(text, file);
  const reader = new SimpleReader(text, file);
  try {
    const contents = reader.read();
    return { source: reader.source, documents: [{ contents, brokenAt: null }], problems: reader.problems };
  } catch (error) {
    if (!(error instanceof NotSimple)) throw error;
    return parseYaml(text, file);
  }
}

class NotSimple extends Error {}

type Line = { indent: number; start: number; content: string };

const KEY = /^([A-Za-z_][\w./-]*):(?: +|$)/;
const WORD = /^[A-Za-z0-9<_./][^#:'"]*$/;
const ITEM = /^[A-Za-z][\w./-]*$/;
const NOT_TEXT = /^(null|true|false|y|n|yes|no|on|off|~)$/i;

class SimpleReader {
  readonly source: YamlSource;
  readonly problems: Problem[] = [];
  readonly #lines: Line[] = [];
  #next = 0;

  constructor(text: string, file: string) {
    const lineStarts: number[] = [0];
    for (let start = 0; start <= text.length; ) {
      const newline = text.indexOf("\n", start);
      const end = newline < 0 ? text.length : newline;
      let indent = 0;
      while (text[start + indent] === " ") indent++;
      const content = withoutComment(text.slice(start + indent, end));
      if (content !== "") this.#lines.push({ indent, start: start + indent, content });
      if (newline < 0) break;
      lineStarts.push(newline + 1);
      start = newline + 1;
    }
    this.source = { file, text, lineStarts };
  }

  read(): LocatedMap {
    const [first] = this.#lines;
    if (first === undefined || first.indent !== 0) throw new NotSimple();
    const root = this.#map(0, 0);
    if (this.#next < this.#lines.length) throw new NotSimple();
    return root;
  }

  #map(indent: number, depth: number): LocatedMap {
    if (depth > 50) throw new NotSimple();
    const entries = new Map<string, Entry>();
    const start = this.#lines[this.#next]?.start ?? 0;
    let end = start;
    for (
      let line = this.#lines[this.#next];
      line !== undefined && line.indent === indent;
      line = this.#lines[this.#next]
    ) {
      const [head, key] = KEY.exec(line.content) ?? [];
      if (head === undefined || key === undefined || NOT_TEXT.test(key)) throw new NotSimple();
      this.#next++;
      const keyEnd = line.start + key.length;
      const rest = line.content.slice(head.length);
      const value =
        rest === "" ? this.#below(indent, keyEnd + 1, depth) : this.#value(rest, line.start + head.length);
      end = value.end;
      const entry: Entry = { key, keyStart: line.start, keyEnd, value, merged: false, repeats: [] };
      const before = entries.get(key);
      entries.set(key, before ? repeated(before, entry, this) : entry);
    }
    if ((this.#lines[this.#next]?.indent ?? -1) > indent) throw new NotSimple();
    let size = 1;
    for (const entry of entries.values()) size += entry.value.size;
    return { source: this.source, start, end, size, kind: "map", flow: false, entries, mergeEnd: 0 };
  }

  #below(indent: number, offset: number, depth: number): Located {
    const line = this.#lines[this.#next];
    if (line === undefined || line.indent < indent) return this.#absent(offset);
    if (line.content.startsWith("- ") || line.content === "-") return this.#list(line.indent);
    return line.indent > indent ? this.#map(line.indent, depth + 1) : this.#absent(offset);
  }

  #list(indent: number): Located {
    const items: Located[] = [];
    const start = this.#lines[this.#next]?.start ?? 0;
    for (
      let line = this.#lines[this.#next];
      line !== undefined && line.indent === indent;
      line = this.#lines[this.#next]
    ) {
      const dash = /^- +/.exec(line.content)?.[0];
      if (dash === undefined) break;
      const rest = line.content.slice(dash.length);
      if (!ITEM.test(rest) || NOT_TEXT.test(rest)) throw new NotSimple();
      items.push(this.#scalar(rest, line.start + dash.length, rest.length));
      this.#next++;
    }
    if ((this.#lines[this.#next]?.indent ?? -1) > indent) throw new NotSimple();
    return {
      source: this.source,
      start,
      end: items.at(-1)?.end ?? start,
      size: items.length + 1,
      kind: "list",
      flow: false,
      items,
    };
  }

  #value(text: string, start: number): Located {
    if (text.startsWith("[")) return this.#flowList(text, start);
    if (!WORD.test(text)) throw new NotSimple();
    return this.#scalar(typed(text), start, text.length);
  }

  #flowList(text: string, start: number): Located {
    const inner = /^\[([^[\]]*)\]$/.exec(text)?.[1];
    if (inner === undefined) throw new NotSimple();
    const items: Located[] = [];
    let at = start + 1;
    for (const part of inner.trim() === "" ? [] : inner.split(",")) {
      const word = part.trim();
      if (!ITEM.test(word) || NOT_TEXT.test(word)) throw new NotSimple();
      items.push(this.#scalar(word, at + part.indexOf(word), word.length));
      at += part.length + 1;
    }
    return {
      source: this.source,
      start,
      end: start + text.length,
      size: items.length + 1,
      kind: "list",
      flow: true,
      items,
    };
  }

  #scalar(value: YamlScalar, start: number, length: number): Located {
    return {
      source: this.source,
      start,
      end: start + length,
      size: 1,
      kind: "scalar",
      value,
      style: "plain",
    };
  }

  #absent(offset: number): Located {
    return {
      source: this.source,
      start: offset,
      end: offset,
      size: 1,
      kind: "scalar",
      value: null,
      style: "absent",
    };
  }
}

function withoutComment(line: string): string {
  const comment = line.startsWith("#") ? 0 : line.indexOf(" #");
  return (comment < 0 ? line : line.slice(0, comment)).trimEnd();
}

/** YAML 1.2 core schema, for what is plainly a word, a boolean or a decimal number; the rest is not simple. */
function typed(text: string): YamlScalar {
  if (text === "true" || text === "false") return text === "true";
  if (/^[1-9]\d{0,14}$|^0$/.test(text)) return Number(text);
  if (/^\d+\.\d+$/.test(text)) return Number(text);
  if (NOT_TEXT.test(text) || /^[-+.\d][\d_.]*([eE][-+]?\d+)?$|^0[xob]|^\.(inf|nan)$/i.test(text))
    throw new NotSimple();
  return text;
}
