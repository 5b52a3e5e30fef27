import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { Batch, ManifestDiff } from "@/lib/contract/manifest";
import { o8 } from "./io.fixture";

const folder = mkdtempSync(join(tmpdir(), "o8-manifest-"));
afterAll(() => rmSync(folder, { recursive: true }));
const put = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};
const here = { cwd: folder };

const left = put(
  "left.yaml",
  "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata: {host: db.staging.x, n: 1}\n",
);
const right = put(
  "right.yaml",
  "kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata: {host: db.production.x, n: 2}\n",
);

describe("manifest diff", () => {
  test("its options reach the comparison: names make a host expected, a policy the rest", async () => {
    const bare = await o8(["manifest", "diff", left, right, "-o", "json"], here);
    expect(ManifestDiff.parse(JSON.parse(bare.out)).summary.unexplained).toBe(2);
    expect(bare.exit).toBe(1);
    put("policy.yaml", "expect: [data.n]\n");
    const named = await o8(
      [
        "manifest",
        "diff",
        left,
        right,
        "--names",
        "staging,production",
        "--policy",
        "policy.yaml",
        "-o",
        "json",
      ],
      here,
    );
    expect(ManifestDiff.parse(JSON.parse(named.out)).summary).toMatchObject({ unexplained: 0, expected: 2 });
    expect(named.exit).toBe(0);
    const tokens = ["--tokens-left", "staging", "--tokens-right", "production", "--policy", "policy.yaml"];
    expect((await o8(["manifest", "diff", left, right, ...tokens], here)).exit).toBe(0);
  });

  test("one bad case of a batch never spoils the others", async () => {
    const cases = [
      { id: "same", left, right: left },
      { id: "wrong", left: 7 },
      "no case at all",
      { id: "gone", left: "gone.yaml", right },
      { id: "other", left: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } }], right: [] },
    ];
    const { exit, out } = await o8(["manifest", "diff", "--batch", "-", "-o", "json"], {
      ...here,
      stdin: JSON.stringify(cases),
    });
    expect(exit).toBe(1);
    expect(Batch.parse(JSON.parse(out)).results.map(({ id, exit: code }) => [id, code])).toEqual([
      ["same", 0],
      ["wrong", 2],
      [2, 2],
      ["gone", 1],
      ["other", 1],
    ]);
    expect(await o8(["manifest", "diff", "--batch", "-"], { ...here, stdin: "{}" })).toMatchObject({
      exit: 2,
      out: "",
    });
    expect(await o8(["manifest", "diff", "--batch", "none.json"], here)).toMatchObject({ exit: 2, out: "" });
  });
});

test("manifest drift answers one document, and 1 only when it drifted", async () => {
  const same = await o8(["manifest", "drift", left, left, "-o", "json"], here);
  expect([same.exit, JSON.parse(same.out).drifted]).toEqual([0, false]);
  const drifted = await o8(["manifest", "drift", left, right, "-o", "json"], here);
  expect([drifted.exit, JSON.parse(drifted.out).drifted]).toEqual([1, true]);
});

describe("manifest set", () => {
  const text = "# kept\nspec:   {replicas:  -2} # too\r\n";
  const file = put("set.yaml", text);

  test("without -o the new file's own bytes go to stdout and nothing is written", async () => {
    const { exit, out } = await o8(["manifest", "set", file, "spec.replicas", "-3", "--expect", "-2"], here);
    expect([exit, out]).toEqual([0, text.replace("-2", "-3")]);
    expect(readFileSync(join(folder, file), "utf8")).toBe(text);
  });

  test("another old value is refused with 3 and told", async () => {
    const { exit, out } = await o8(
      ["manifest", "set", file, "spec.replicas", "3", "--expect", "7", "--write", "-o", "json"],
      here,
    );
    expect(exit).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ kind: "ManifestSet", refusal: { facts: { actual: "-2" } } });
    expect(readFileSync(join(folder, file), "utf8")).toBe(text);
  });
});

test("fleet lint names file, line and column, in text and as a document", async () => {
  put("environments.yaml", "environments:\n  dev:\n    cluster: one\n    namespce: web\n");
  const { exit, out } = await o8(["fleet", "lint"], here);
  expect(exit).toBe(1);
  expect(out).toContain("environments.yaml:4:5: error");
  const json = await o8(["fleet", "lint", folder, "-o", "json"]);
  expect(JSON.parse(json.out)).toMatchObject({ schemaVersion: 1, kind: "FleetLint" });
});
