import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDocument, stringify } from "yaml";
import type { Json } from "../json";
import { insertValue, removeValue, setValue } from "./edit";
import { jsonOf } from "./located";
import { parseYaml } from "./parse";

/** YAML of many shapes: any data, printed with any of the styles that files use, with comments strewn in. */
const data = fc.letrec<{ value: Json; map: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(
      "yes",
      "1e3",
      "0x1f",
      "2026-01-01",
      "a: b",
      "# no",
      "multi\nline\n",
      "two  \n\n  lines",
      "v1.2.3",
    ),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("map"),
  ),
  map: fc.dictionary(fc.stringMatching(/^[a-zA-Z_][\w./-]{0,8}$/), tie("value"), { maxKeys: 4 }),
}));
const style = fc.record({
  indent: fc.constantFrom(2, 4),
  indentSeq: fc.boolean(),
  collectionStyle: fc.constantFrom("any" as const, "block" as const, "flow" as const),
  defaultStringType: fc.constantFrom(
    "PLAIN" as const,
    "QUOTE_DOUBLE" as const,
    "QUOTE_SINGLE" as const,
    "BLOCK_LITERAL" as const,
    "BLOCK_FOLDED" as const,
  ),
});
const file = fc
  .record({
    root: data.map,
    style,
    comments: fc.boolean(),
    crlf: fc.boolean(),
    bom: fc.boolean(),
    final: fc.boolean(),
  })
  .map((f) => {
    let text = stringify(f.root, { ...f.style, lineWidth: 60 });
    // A comment behind a plain value of one line never changes what it means.
    if (f.comments) text = text.replaceAll(/^([ ]*(?:- )?[\w./-]+: -?\d+)$/gm, "$1   # why");
    if (f.comments) text = `# top\n\n${text}`;
    if (f.crlf) text = text.replaceAll("\n", "\r\n");
    if (!f.final && !/[|>][-+\d]*\r?$/m.test(text)) text = text.replace(/\r?\n$/, "");
    return (f.bom ? "\uFEFF" : "") + text;
  })
  // The library prints some empty collections where its own parser does not accept them.
  .filter((text) => parseYaml(text, "").problems.length === 0);

type Path = (string | number)[];
type Leaf = { path: Path; value: Json };

function leaves(value: Json, path: Path = []): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => leaves(item, [...path, i]));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
  return path.length === 0 ? [] : [{ path, value }];
}

function maps(value: Json, path: Path = []): Path[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => maps(item, [...path, i]));
  if (typeof value !== "object" || value === null) return [];
  return [path, ...Object.entries(value).flatMap(([key, item]) => maps(item, [...path, key]))];
}

const read = (text: string): Json => {
  const contents = parseYaml(text, "").documents[0]?.contents;
  return contents ? jsonOf(contents) : null;
};
const keyed = (all: readonly Leaf[]) => new Map(all.map((leaf) => [JSON.stringify(leaf.path), leaf.value]));

test("setting a value changes exactly one path, whatever the file looks like", () => {
  fc.assert(
    fc.property(
      file,
      fc.nat(),
      fc.oneof(
        fc.string({ unit: "grapheme" }),
        fc.constantFrom("on", "12", "1_0", "~", "a\nb\n", " x", "a: b"),
      ),
      (text, pick, value) => {
        const before = leaves(read(text));
        const leaf = before[pick % Math.max(1, before.length)];
        fc.pre(leaf !== undefined && !(typeof leaf.value === "string" && leaf.path.length === 0));
        if (leaf === undefined) return;
        const result = setValue(text, {
          path: leaf.path,
          value,
          expect: leaf.value === null ? "null" : String(leaf.value),
          type: "string",
        });
        expect(result).toMatchObject({ ok: true });
        if (!result.ok) return;
        const expected = keyed(before);
        expected.set(JSON.stringify(leaf.path), value);
        expect(keyed(leaves(read(result.text)))).toEqual(expected);
        // And setting it back gives the data back.
        const back = setValue(result.text, {
          path: leaf.path,
          value: String(leaf.value),
          expect: value,
          type:
            typeof leaf.value === "number"
              ? "number"
              : typeof leaf.value === "boolean"
                ? "boolean"
                : leaf.value === null
                  ? "null"
                  : "string",
        });
        expect(back.ok && keyed(leaves(read(back.text)))).toEqual(keyed(before));
      },
    ),
    { numRuns: 400 },
  );
});

test("new text is this text for readers of YAML 1.1 and of 1.2, in block and in flow", () => {
  const tricky = fc.stringMatching(/^[-+.:_~=<0-9a-fA-FxobnyYNtOe]{1,9}$/);
  fc.assert(
    fc.property(fc.oneof(tricky, fc.string({ unit: "grapheme" })), (value) => {
      for (const [text, path] of [
        ["a: abc\n", ["a"]],
        ["a: { b: 'x', c: abc }\n", ["a", "c"]],
        ["- [abc]\n", [0, 0]],
      ] as const) {
        const result = setValue(text, { path, value, expect: "abc" });
        expect(result).toMatchObject({ ok: true });
        for (const version of ["1.1", "1.2"] as const) {
          const data = result.ok ? parseDocument(result.text, { version }) : null;
          expect(data?.getIn(path)).toBe(value);
        }
      }
    }),
    { numRuns: 1500 },
  );
});

test("every byte that is not the value stays: what stands before and behind it is the same", () => {
  fc.assert(
    fc.property(file, fc.nat(), fc.stringMatching(/^[a-z]{1,12}$/), (text, pick, value) => {
      const plain = leaves(read(text)).filter(
        (leaf) => typeof leaf.value === "number" || typeof leaf.value === "boolean",
      );
      const leaf = plain[pick % Math.max(1, plain.length)];
      if (leaf === undefined) return;
      const result = setValue(text, { path: leaf.path, value, expect: String(leaf.value), type: "string" });
      expect(result).toMatchObject({ ok: true });
      if (!result.ok) return;
      const forms = [value, JSON.stringify(value)];
      const places = [...text.matchAll(new RegExp(String(leaf.value).replace(/[-.]/g, "\\$&"), "g"))].map(
        (m) => m.index,
      );
      const candidates = places.flatMap((at) =>
        forms.map((form) => text.slice(0, at) + form + text.slice(at + String(leaf.value).length)),
      );
      expect(candidates).toContain(result.text);
    }),
    { numRuns: 300 },
  );
});

test("a key that is added and taken out again leaves the file as it was", () => {
  fc.assert(
    fc.property(
      file,
      fc.nat(),
      fc.oneof(fc.constant("x"), fc.constant(3), data.value),
      (text, pick, value) => {
        const all = maps(read(text));
        const holder = all[pick % Math.max(1, all.length)];
        if (holder === undefined) return;
        const path = [...holder, "zz-new"];
        const added = insertValue(text, { path, value });
        expect(added).toMatchObject({ ok: true });
        if (!added.ok) return;
        const removed = removeValue(added.text, { path, expect: null });
        expect(removed).toMatchObject({ ok: true });
        if (!removed.ok) return;
        expect(read(removed.text)).toEqual(read(text));
      },
    ),
    { numRuns: 300 },
  );
});

test("any text at all is edited or refused, never thrown at", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."a:- \n\t#'\"[]{}&*!|>%,?x1\r"), maxLength: 60 }),
      (text) => {
        for (const path of ["a", "a.a", "a[0]", "a[x].a"]) {
          for (const result of [
            setValue(text, { path, value: "x", expect: null }),
            insertValue(text, { path, value: 1 }),
            removeValue(text, { path, expect: null }),
          ]) {
            if (result.ok)
              expect(parseYaml(result.text, "").problems.filter((p) => p.code === "yaml.syntax")).toEqual([]);
          }
        }
      },
    ),
    { numRuns: 600 },
  );
});
