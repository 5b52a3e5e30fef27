import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { findTools } from "@/lib/adapters/render/tools";
import type { Json, JsonObject } from "../json";
import { otherValue, probeValues, suspects } from "./probe";
import { sameValue } from "./setter";
import { sourcesOf } from "./sources";
import { mergedValues, valuesFiles, valuesLeaves, valuesSetters } from "./values";

const folder = mkdtempSync(join(tmpdir(), "o8-values-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const words = { environments: ["production"], clusters: ["one"], regions: ["eu"], folder: "" };
const names = ["values/base.yaml", "values/production.yaml", "values/one.yaml"];

const filesOf = (texts: ReadonlyMap<string, string>) =>
  valuesFiles(
    { chart: "chart", values: names },
    texts.keys(),
    sourcesOf((path) => texts.get(path) ?? null),
    words,
  );

/** Small trees over few keys, so that layers meet; every kind of value that Helm merges otherwise. */
const key = fc.constantFrom("a", "b", "c", "d");
const { tree } = fc.letrec<{ value: Json; tree: JsonObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Json[]>(
      "text",
      "1",
      "true",
      7,
      0,
      false,
      true,
      null,
      "",
      [],
      ["x", "z"],
      [{ name: "one" }],
      {},
    ),
    tie("tree"),
  ),
  tree: fc.dictionary(key, tie("value"), { maxKeys: 4 }),
}));

describe("layers of values", () => {
  test("merge exactly as helm template itself merges them, for generated values", async () => {
    const { helm } = await findTools(
      join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "orchestr8/tools"),
    );
    if (!helm) throw new Error("helm is part of the build");
    mkdirSync(join(folder, "chart/templates"), { recursive: true });
    mkdirSync(join(folder, "values"));
    writeFileSync(join(folder, "chart/Chart.yaml"), "apiVersion: v2\nname: tiny\nversion: 1.0.0\n");
    // One render answers many cases: each case is a key of its own, which nothing else merges with.
    writeFileSync(join(folder, "chart/templates/values.yaml"), "{{ toYaml .Values }}\n");
    const cases = fc.sample(fc.tuple(tree, tree, tree, tree), { numRuns: 400, seed: 4711 });
    const layers = ["chart/values.yaml", ...names];
    const texts = new Map(
      layers.map((file, layer) => [
        file,
        stringify(Object.fromEntries(cases.map((one, at) => [`case${at}`, one[layer] ?? {}]))),
      ]),
    );
    for (const [file, text] of texts) writeFileSync(join(folder, file), text);
    const printed = execFileSync(
      helm.path,
      [...helm.args, "template", "x", "chart", ...names.flatMap((f) => ["-f", f])],
      {
        cwd: folder,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    const theirs = parse(printed.replace(/^---\n# Source: .*\n/, "")) as JsonObject;
    const ours = mergedValues(filesOf(texts));
    for (const at of cases.keys())
      expect(ours[`case${at}`], JSON.stringify(cases[at])).toEqual(theirs[`case${at}`]);
  });

  test("what a file said below a value that a later file made a text of sets nothing, even if a map comes again", () => {
    const texts = new Map(
      [{ b: { a: "text" } }, { b: { a: {} } }, { b: "text" }, { b: {} }].map((layer, at) => [
        ["chart/values.yaml", ...names][at] ?? "",
        stringify(layer),
      ]),
    );
    const files = filesOf(texts);
    const [leaf] = valuesLeaves(mergedValues(files));
    expect(leaf?.value).toBe("text");
    expect(valuesSetters(files, leaf?.steps ?? []).map((s) => s.how)).toEqual(["chart's default"]);
  });

  test("the strongest file that writes a value is the one whose value came out", () => {
    fc.assert(
      fc.property(tree, tree, tree, tree, (...layers) => {
        const texts = new Map(
          ["chart/values.yaml", ...names].map((file, at) => [file, stringify(layers[at])]),
        );
        const files = filesOf(texts);
        for (const leaf of valuesLeaves(mergedValues(files))) {
          if (leaf.value === null || typeof leaf.value === "object") continue;
          const setters = valuesSetters(files, leaf.steps);
          expect(
            sameValue(setters.findLast((s) => s.value !== undefined)?.value, leaf.value),
            leaf.text,
          ).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("a trial of one key", () => {
  test("changes that key and no other, inside lists too", () => {
    const merged = { a: { b: "x", c: [{ name: "n", port: 80 }, "y"] }, d: 1 };
    const [leaf] = valuesLeaves(merged).filter((one) => one.text === "a.c[0].port");
    expect(probeValues(merged, leaf?.steps ?? [], 81)).toEqual({ a: { c: [{ name: "n", port: 81 }, "y"] } });
    const [first] = valuesLeaves(merged);
    expect(probeValues(merged, first?.steps ?? [], "z")).toEqual({ a: { b: "z" } });
  });

  test("tries another value of the same type, and a second idea only where there is one", () => {
    expect(["2Gi", "warn", 3, true].map((v) => otherValue(v, 0))).toEqual(["3Gi", "warnx", 4, false]);
    expect([true, null].map((v) => otherValue(v, 1))).toEqual([undefined, undefined]);
  });

  test("suspects the key whose value and name stand in the field before keys that share only one of them", () => {
    const leaves = valuesLeaves({
      app: { memory: "2Gi", resources: { limits: { memory: "2Gi" } } },
      other: "unrelated",
    });
    const steps = ["resources", "limits", "memory"].map((k) => ({ kind: "key" as const, key: k }));
    expect(suspects(leaves, { value: "2Gi", steps, inside: [] }).map((s) => s.text)).toEqual([
      "app.resources.limits.memory",
      "app.memory",
    ]);
  });
});
