import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDocument, stringify } from "yaml";
import type { Json } from "@/lib/domain/json";
import { plainYaml, yamlOptions } from "@/lib/domain/yaml-plain";
import { readBlockYaml } from "./block-yaml";
import { splitManifests } from "./manifest-text";

/** The whole parser's answer; undefined where it finds the text wrong. */
function reference(text: string): Json | undefined {
  const document = parseDocument(text, { ...yamlOptions, uniqueKeys: true, prettyErrors: false });
  return document.errors.length > 0 ? undefined : plainYaml(document);
}
const agrees = (text: string) => {
  const fast = readBlockYaml(text);
  if (fast !== undefined) expect(fast).toEqual(reference(text));
  return fast !== undefined;
};

const leaf = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom(
    "yes",
    "on",
    "0644",
    "1e3",
    "1.5",
    "0x1f",
    "-",
    "- a",
    "a: b",
    "a #b",
    "#",
    "~",
    "null",
    "",
    " x",
    "x ",
    "a\nb\n",
    "a\n\nb",
    "\n a",
    "12345678901234567890",
    "1_000",
    ".5",
    "+1",
    "2024-01-01",
    "{a",
    "[]",
    "*a",
    "&a",
    "!t",
    "|",
    ">",
    "%",
    "@",
    "'",
    '"',
    "\\",
    "ünï",
    "\u0007",
    "a\tb",
    "key:",
    "true",
    "10m",
    "1.2.3",
    "::1",
    "-1",
    "0",
  ),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.oneof(
  fc.stringMatching(/^[a-z][a-zA-Z0-9./-]{0,12}$/),
  fc.string({ maxLength: 6 }),
  fc.constantFrom("on", "y", "1", "__proto__", "<<", "a b", "", "x:y"),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(key, tie("tree"), { maxKeys: 4 }),
  ),
}));

test("whatever is printed, the fast reader says the same as the whole parser or nothing", () => {
  fc.assert(
    fc.property(tree, fc.constantFrom(0, 80), fc.boolean(), (value, lineWidth, indentSeq) => {
      agrees(stringify(value, { lineWidth, indentSeq }));
    }),
    { numRuns: 3_000 },
  );
});

test("whatever lines come together, it says the same or nothing", () => {
  const piece = fc.constantFrom(
    "a: 1",
    "a:",
    "b: x",
    "- a",
    "- a: 1",
    "-",
    "- - x",
    "  a: 1",
    "  - x",
    "    b: y",
    "c: |",
    "c: |-",
    "  text",
    "",
    "   ",
    "# note",
    "  # note",
    "d: 'it''s'",
    'e: "x\\ny"',
    "f: {}",
    "g: [1]",
    "a: b: c",
    "h: &x 1",
    "i: *x",
    "? k",
    "---",
    "...",
    "- ",
    "j: - x",
    "k: yes",
    "l: 0755",
    "m:  two",
    "n : x",
    "  continued",
    "o: x # note",
    '"q": 1',
    "p: >",
    "<<: {a: 1}",
    "\tz: 1",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (lines) => {
      const text = `${lines.join("\n")}\n`;
      if (!/^(---|\.\.\.)/m.test(text)) agrees(text);
    }),
    { numRuns: 10_000 },
  );
});

describe.skipIf(!existsSync(resolve(import.meta.dirname, "../../../../shared/repos")))(
  "on real repositories",
  () => {
    test("it agrees everywhere, and reads nearly everything", () => {
      const root = resolve(import.meta.dirname, "../../../../shared/repos");
      const files = execFileSync("find", [root, "-name", "*.yaml"], { encoding: "utf8" }).trim().split("\n");
      const documents = files.flatMap((file) => splitManifests(readFileSync(file, "utf8")));
      const read = documents.filter(({ text }) => agrees(text)).length;
      expect(read / documents.length).toBeGreaterThan(0.7);
    });
  },
);

test("a long custom resource definition is read many times faster than by the whole parser", () => {
  const property = (name: string) =>
    `              ${name}:\n                description: |-\n                  What ${name} is for, and when to set it.\n                format: int32\n                minimum: 0\n                type: integer\n`;
  const text = `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: things.example.org\nspec:\n  versions:\n  - name: v1\n    schema:\n      openAPIV3Schema:\n        properties:\n          spec:\n            properties:\n${Array.from({ length: 4_000 }, (_, i) => property(`field${i}`)).join("")}`;
  expect(text.length).toBeGreaterThan(500_000);
  const timed = (read: (text: string) => unknown) => {
    const before = performance.now();
    const value = read(text);
    return { value, took: performance.now() - before };
  };
  timed(readBlockYaml);
  const [quick, whole] = [timed(readBlockYaml), timed(reference)];
  expect(quick.value).toEqual(whole.value);
  expect(quick.took).toBeLessThan(whole.took / 4);
});
