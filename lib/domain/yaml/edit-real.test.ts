import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { PathItem } from "../path";
import { setValue } from "./edit";
import type { Located } from "./located";
import { parseYaml } from "./parse";

const folder = join(import.meta.dirname, "../../../../shared/repos");

function yamlFiles(directory: string): string[] {
  return readdirSync(directory).flatMap((name) => {
    const path = join(directory, name);
    if (statSync(path).isDirectory()) return yamlFiles(path);
    return /\.ya?ml$/.test(name) ? [path] : [];
  });
}

type Spot = { path: (string | number | PathItem)[]; located: Located & { kind: "scalar" } };

function scalars(located: Located, path: Spot["path"] = []): Spot[] {
  if (located.alias !== undefined) return [];
  if (located.kind === "scalar")
    return located.value === null || path.length === 0 ? [] : [{ path, located }];
  if (located.kind === "list") return located.items.flatMap((item, i) => scalars(item, [...path, i]));
  return [...located.entries.values()]
    .filter((e) => !e.merged)
    .flatMap((e) => scalars(e.value, [...path, e.key]));
}

describe.skipIf(!existsSync(folder))("files of real repositories", () => {
  test("a single value of every file is edited and every other byte stays", () => {
    let edits = 0;
    for (const file of yamlFiles(folder)) {
      const text = readFileSync(file, "utf8");
      const reading = parseYaml(text, file);
      // Templates of charts are no YAML.
      if (reading.problems.some((p) => p.severity === "error")) continue;
      for (const [document, { contents }] of reading.documents.entries()) {
        const spots = contents
          ? scalars(contents).filter(({ located }) => !["literal", "folded"].includes(located.style))
          : [];
        for (const at of [0, Math.floor(spots.length / 2), spots.length - 1]) {
          const spot = spots[at];
          if (spot === undefined) continue;
          const { located, path } = spot;
          const value =
            typeof located.value === "string"
              ? `${located.value.replaceAll("\n", " ")}-x9`
              : typeof located.value === "boolean"
                ? String(!located.value)
                : "7531";
          const result = setValue(text, { document, path, value, expect: String(located.value) });
          expect(result, `${file} ${JSON.stringify(path)}`).toMatchObject({ ok: true });
          if (!result.ok) continue;
          expect(result.text.startsWith(text.slice(0, located.start))).toBe(true);
          expect(result.text.endsWith(text.slice(located.end))).toBe(true);
          expect(result.text.split("\n").length).toBe(
            text.split("\n").length - (text.slice(located.start, located.end).split("\n").length - 1),
          );
          edits++;
        }
      }
    }
    expect(edits).toBeGreaterThan(400);
  });

  test("block texts of every file take another last line", () => {
    let edits = 0;
    for (const file of yamlFiles(folder)) {
      const text = readFileSync(file, "utf8");
      const reading = parseYaml(text, file);
      if (reading.problems.some((p) => p.severity === "error")) continue;
      for (const [document, { contents }] of reading.documents.entries()) {
        for (const { located, path } of contents ? scalars(contents) : []) {
          if (located.style !== "literal" || located.value === "") continue;
          const old = String(located.value);
          const value = old.replace(/[^\n]*(\n*)$/, "changed$1");
          if (value.startsWith(" ")) continue;
          const result = setValue(text, { document, path, value, expect: old });
          expect(result, `${file} ${JSON.stringify(path)}`).toMatchObject({
            ok: true,
            after: expect.stringMatching(/^\s*changed$/),
          });
          edits++;
        }
      }
    }
    expect(edits).toBeGreaterThan(5);
  });
});
