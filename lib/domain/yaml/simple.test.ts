import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mission } from "../fleet/mission.fixture";
import type { Located } from "./located";
import { parseYaml } from "./parse";
import { readSimpleYaml } from "./simple";

/** Everything but the ends of mappings and lists, which only edits need. */
function shape(located: Located | null): unknown {
  if (located === null) return null;
  if (located.kind === "scalar")
    return [located.start, located.end, located.value, located.style, located.size];
  if (located.kind === "list") return [located.start, located.flow, located.size, located.items.map(shape)];
  return [
    located.start,
    located.flow,
    located.size,
    [...located.entries.values()].map((e) => [e.key, e.keyStart, e.keyEnd, e.repeats, shape(e.value)]),
  ];
}

function agrees(text: string) {
  const [quick, full] = [readSimpleYaml(text, "f"), parseYaml(text, "f")];
  expect(quick.problems).toEqual(full.problems);
  expect(quick.source).toEqual(full.source);
  expect(quick.documents.map((d) => [shape(d.contents), d.brokenAt])).toEqual(
    full.documents.map((d) => [shape(d.contents), d.brokenAt]),
  );
}

test("the description's blocks are read the same as by the full parser, places and warning included", () =>
  agrees(mission));

test("any text made of what such files are made of is read the same", () => {
  const part = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        "a:",
        "b:",
        "cpu: 50m",
        "n: 3",
        "x: 1.50",
        "- a",
        "- b",
        "l: [a, b-c]",
        "e: []",
        "t: <0.1%",
        "p: 50%",
        "u: a:b",
        "w: two words",
        "o: on",
        "z: 010",
        "d: 2026-01-01",
        "s: 12:30",
        "v: v1.2.3",
        "f: .5",
        "g: 1e3",
        "q: 'x'",
        "h: a # c",
        "# c",
        "",
        "true: 1",
        "k: null",
        "b: ~",
        "i: 12345678901234567890",
        "m: {}",
        "j: |",
        "c: - x",
        "r: a:",
        "y : 1",
        "plain",
        "- a: 1",
        "t: a, b",
        "u: [a, b",
        "a: [x,]",
        "dd: /x/y",
        "ee: a#b",
        "ff: a  #b",
        "gg: ?a",
        "a.b/c-d: e",
        "x: 0x1f",
        "x: 1_0",
        "x: +1",
        "<<: a",
        "a: b:c d",
        "a: b\u00a0c",
        "\u00a0a: b",
      ),
    },
    {
      weight: 1,
      arbitrary: fc.string({ unit: fc.constantFrom(..."ab:- #[],{}'\"&*|>!%~\t.0"), maxLength: 8 }),
    },
  );
  const line = fc
    .tuple(fc.constantFrom(0, 0, 2, 2, 4, 6, 1), part)
    .map(([indent, text]) => " ".repeat(indent) + text);
  const file = fc
    .tuple(fc.array(line, { maxLength: 10 }), fc.boolean())
    .map(([lines, last]) => lines.join("\n") + (last ? "\n" : ""));
  fc.assert(fc.property(file, agrees), { numRuns: 3000 });
});

const folder = join(import.meta.dirname, "../../../../shared/repos");
describe.skipIf(!existsSync(folder))("files of real repositories", () => {
  const files = (directory: string): string[] =>
    readdirSync(directory).flatMap((name) => {
      const path = join(directory, name);
      return statSync(path).isDirectory() ? files(path) : /\.ya?ml$/.test(name) ? [path] : [];
    });
  test("are read the same, whichever reader takes them", () => {
    for (const file of files(folder)) agrees(readFileSync(file, "utf8"));
  });
});
