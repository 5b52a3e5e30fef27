import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Batch, ManifestDiff, ManifestDrift } from "@/lib/contract/manifest";
import { stringifyJson } from "@/lib/domain/json";
import { BatchTextError } from "./batch";
import { manifestDiffText, runManifestDiff, runManifestDiffBatch } from "./manifest-diff";
import { manifestDriftText, runManifestDrift, runManifestDriftBatch } from "./manifest-drift";

const folder = mkdtempSync(join(tmpdir(), "o8-manifests-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const here = { cwd: folder, stdin: async () => "" };
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};
const config = (data: string, name = "c") =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  ${data}\n`;

describe("manifest diff", () => {
  it("reads YAML streams, JSON and Lists, and answers a document that fits its schema", async () => {
    const left = file("left.yaml", `${config('a: "1"')}---\n---\n# nothing\n---\n${config('b: "2"', "d")}`);
    const list = `{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"d"},"data":{"b":"2"}}]}`;
    const { exit, document } = await runManifestDiff({ left, right: file("right.json", list) }, here);
    expect(ManifestDiff.parse(document)).toEqual(document);
    expect(document).toMatchObject({
      schemaVersion: 1,
      kind: "ManifestDiff",
      pairs: [{ left: 1, right: "0.items[0]", how: "exact" }],
      onlyLeft: [0],
      problems: [],
    });
    expect(exit).toBe(1);
  });

  it("exits 0 when nothing needs a look, although expected differences are told", async () => {
    const sides = {
      left: file("s.yaml", config("URL: https://staging.x.io")),
      right: file("p.yaml", config("URL: https://production.x.io")),
    };
    const { exit, document } = await runManifestDiff(
      { ...sides, leftName: "staging", rightName: "production" },
      here,
    );
    expect([exit, document.summary.expected]).toEqual([0, 1]);
    expect((await runManifestDiff(sides, here)).exit).toBe(1);
  });

  it("says where a file is wrong, and never calls that no difference", async () => {
    const broken = file("broken.yaml", "kind: A\nmetadata: {name: x\n");
    const { exit, document } = await runManifestDiff({ left: broken, right: broken }, here);
    expect(exit).toBe(1);
    expect(document.problems[0]).toMatchObject({
      code: "manifest.syntax",
      file: "broken.yaml",
      line: expect.any(Number),
      column: expect.any(Number),
    });
    expect(
      (await runManifestDiff({ left: "none.yaml", right: "none.yaml" }, here)).document.problems[0],
    ).toMatchObject({ code: "manifest.missing" });
  });

  it("reads a policy file and names the rule of no use by its line", async () => {
    const policy = file("policy.yaml", 'expect:\n  - "data.a"\n  - path: "**.zzz"\n    because: old\n');
    const sides = { left: file("l1.yaml", config('a: "1"')), right: file("r1.yaml", config('a: "2"')) };
    const { exit, document } = await runManifestDiff({ ...sides, policy }, here);
    expect([exit, document.summary.expected]).toEqual([0, 1]);
    expect(document.problems).toMatchObject([{ code: "policy.unused", file: "policy.yaml", line: 3 }]);
  });

  it("reads octal modes and old booleans as kubectl does", async () => {
    const old = file(
      "old.yaml",
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  hostPID: yes\n  volumes:\n  - name: v\n    secret: {secretName: s, defaultMode: 0644}\n",
    );
    const now = file(
      "now.yaml",
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  hostPID: true\n  volumes:\n  - name: v\n    secret: {secretName: s, defaultMode: 420}\n",
    );
    expect((await runManifestDiff({ left: old, right: now }, here)).document.differences).toEqual([]);
  });

  it("keeps two applications apart by the path that names them", async () => {
    const part = (app: string, a: string) => ({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "c", labels: { "x.io/app": app } },
      data: { a },
    });
    const { document } = await runManifestDiff(
      {
        left: [part("one", "1"), part("two", "2")],
        right: [part("two", "2"), part("one", "1")],
        appFrom: 'metadata.labels["x.io/app"]',
      },
      here,
    );
    expect(document.pairs.map(({ left, right }) => [left, right])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    expect(document.differences).toEqual([]);
  });

  it("prints the loud differences for people and the quiet ones as numbers", async () => {
    const { document } = await runManifestDiff(
      { left: file("l2.yaml", config('a: "1"')), right: file("r2.yaml", config('a: "2"')) },
      here,
    );
    const text = manifestDiffText(document);
    expect(text).toContain('ConfigMap/c\n  unexplained data.a: "1" -> "2"');
    expect(text).toContain("1 pairs; 1 unexplained, 0 version, 0 leak; 0 expected");
  });
});

describe("batches", () => {
  it("answer every case, keep big integers, and never let a bad case spoil the others", async () => {
    const thing = (id: string) =>
      `{"apiVersion":"x/v1","kind":"T","metadata":{"name":"t"},"spec":{"id":${id}}}`;
    const text = `[{"id":"big","left":[${thing("9007199254740993")}],"right":[${thing("9007199254740995")}]},
      {"id":"bad","left":7},{"id":"same","left":[${thing("1")}],"right":[${thing("1")}],"policy":{"expect":["spec.*"]}}, 5,
      {"id":"names","left":[${thing('"staging-1"')}],"right":[${thing('"prod-1"')}],"leftName":"staging","tokensRight":["prod"]}]`;
    const { exit, document } = await runManifestDiffBatch(text, here);
    expect(Batch.parse(document)).toEqual(document);
    expect(document.results.map((one) => [one.id, one.exit])).toEqual([
      ["big", 1],
      ["bad", 2],
      ["same", 0],
      [3, 2],
      ["names", 0],
    ]);
    expect(exit).toBe(1);
    expect(stringifyJson(document as never)).toContain(
      '"leftValue":9007199254740993,"rightValue":9007199254740995',
    );
    await expect(runManifestDiffBatch("{", here)).rejects.toThrow(BatchTextError);
  });

  it("compare what is desired with what runs", async () => {
    const desired = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "s" },
      spec: { ports: [{ port: 80 }] },
    };
    const live = {
      ...desired,
      metadata: { name: "s", namespace: "n", uid: "u" },
      spec: {
        clusterIP: "10.0.0.1",
        type: "ClusterIP",
        ports: [{ port: 80, protocol: "TCP", targetPort: 80 }],
      },
    };
    const { document } = await runManifestDriftBatch(
      JSON.stringify([
        { id: 1, desired: [desired], live: [live] },
        { id: 2, desired, live: [], options: {} },
      ]),
      here,
    );
    expect(document.results.map((one) => [one.id, one.exit])).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });
});

describe("manifest drift", () => {
  it("answers a document that fits its schema, and names what drifted for people", async () => {
    const desired = file("desired.yaml", config('a: "1"'));
    const live = file("live.yaml", `${config('a: "2"')}status: {}\n`.replace("name: c", "name: c\n  uid: u"));
    const { exit, document } = await runManifestDrift({ desired, live }, here);
    expect(ManifestDrift.parse(document)).toEqual(document);
    expect([exit, document.drifted]).toEqual([1, true]);
    expect(manifestDriftText(document)).toContain('ConfigMap/c  data.a: wanted "1", runs "2"');
    expect((await runManifestDrift({ desired, live: desired }, here)).exit).toBe(0);
  });
});

const repos = resolve(import.meta.dirname, "../../shared/repos");

describe.skipIf(!existsSync(repos))("real repositories", () => {
  const render = (path: string): string =>
    execFileSync("kubectl", ["kustomize", join(repos, path)], { encoding: "utf8" });

  it("podinfo: 25 pairs although no key is equal, and nothing unexplained between staging and production", async () => {
    const overlay = (name: string): string =>
      file(`podinfo-${name}.yaml`, render(`podinfo/deploy/overlays/${name}`));
    const { exit, document } = await runManifestDiff(
      {
        left: overlay("staging"),
        right: overlay("production"),
        leftName: "staging",
        rightName: "production",
      },
      here,
    );
    expect(document.pairs).toHaveLength(25);
    expect(document.pairs.every(({ how }) => how === "env-token")).toBe(true);
    expect(document.summary).toEqual({
      unexplained: 0,
      expected: 50,
      version: 0,
      derived: 0,
      formatting: 0,
      leak: 0,
      onlyLeft: 0,
      onlyRight: 0,
    });
    expect(exit).toBe(0);
  });

  it("bank-of-anthos: every staging object finds its production twin", async () => {
    const services = [
      "accounts/accounts-db",
      "accounts/contacts",
      "accounts/userservice",
      "frontend",
      "ledger/balancereader",
      "ledger/ledger-db",
      "ledger/ledgerwriter",
      "ledger/transactionhistory",
    ];
    const all = (name: string): string =>
      file(
        `boa-${name}.yaml`,
        services.map((one) => render(`bank-of-anthos/src/${one}/k8s/overlays/${name}`)).join("---\n"),
      );
    const { document } = await runManifestDiff(
      { left: all("staging"), right: all("production"), leftName: "staging", rightName: "production" },
      here,
    );
    expect([document.pairs.length, document.summary.onlyLeft, document.summary.onlyRight]).toEqual([
      14, 0, 4,
    ]);
    expect(document.summary.leak).toBe(0);
  });
});
