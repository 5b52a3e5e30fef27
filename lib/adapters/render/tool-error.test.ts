import { afterAll, describe, expect, test } from "vitest";
import { chartFiles, configMap, type Files, renderBench } from "./renderer.fixture";

const bench = renderBench();
afterAll(() => bench.remove());

const base: Files = {
  "base/kustomization.yaml": "resources: [a.yaml]\n",
  "base/a.yaml": configMap("a"),
  "mid/kustomization.yaml": "resources: [../base]\n",
  "top/kustomization.yaml": "resources: [../mid]\n",
};
const kustomize = async (files: Files) =>
  (await bench.renderer.render(await bench.tree({ ...base, ...files }), { kind: "kustomize", path: "top" }))
    .problems[0];
const helm = async (files: Files, values: string[] = []) =>
  (
    await bench.renderer.render(await bench.tree(chartFiles("charts/tiny", files)), {
      kind: "helm",
      chart: "charts/tiny",
      values,
      release: "r",
      namespace: "n",
    })
  ).problems[0];

describe("what kustomize's real errors become: the cause, its file, its layer", () => {
  const cases: readonly [string, Files, object][] = [
    [
      "broken YAML two layers down",
      { "base/a.yaml": "a: [\n b: c: d\n" },
      { file: "base/a.yaml", line: 1, message: expect.stringMatching(/did not find expected/) },
    ],
    [
      "an object without kind",
      { "base/a.yaml": "apiVersion: v1\nmetadata: {name: x}\n" },
      { file: "base/a.yaml", message: expect.stringMatching(/kind/) },
    ],
    [
      "the same object twice",
      { "base/b.yaml": configMap("a"), "base/kustomization.yaml": "resources: [a.yaml, b.yaml]\n" },
      { file: "base/b.yaml", message: expect.stringMatching(/already registered|may not add resource/) },
    ],
    [
      "an unknown field",
      { "mid/kustomization.yaml": "resources: [../base]\nresourcez: [x]\n" },
      { file: "mid/kustomization.yaml", message: expect.stringMatching(/unknown field "resourcez"/) },
    ],
    [
      "a circle",
      { "base/kustomization.yaml": "resources: [../top]\n" },
      { file: "base/kustomization.yaml", message: expect.stringMatching(/^cycle detected/) },
    ],
    [
      "a file of another root",
      { "top/kustomization.yaml": "resources: [../mid]\npatches: [{path: ../base/a.yaml}]\n" },
      { message: expect.stringMatching(/security; file 'base\/a.yaml' is not in or below 'top'$/) },
    ],
    [
      "a merge without a target",
      {
        "top/kustomization.yaml":
          "resources: [../mid]\nconfigMapGenerator:\n- {name: zz, behavior: merge, literals: [a=b]}\n",
      },
      { file: "top/kustomization.yaml", message: expect.stringMatching(/^id .*does not exist/) },
    ],
    [
      "nothing to replace from",
      {
        "top/kustomization.yaml":
          "resources: [../mid]\nreplacements:\n- source: {kind: Secret, name: q}\n  targets: [{select: {kind: ConfigMap}, fieldPaths: [data.a]}]\n",
      },
      { message: expect.stringMatching(/nothing selected by Secret/) },
    ],
  ];
  test.each(cases)("%s", async (_, files, expected) => {
    const problem = await kustomize(files);
    expect(problem).toMatchObject({ code: "render.failed", severity: "error", ...expected });
    expect(problem?.message).not.toMatch(/accumulat|0xc0|\/tmp/);
  });
});

describe("what helm's real errors become", () => {
  const template = (text: string): Files => ({ "charts/tiny/templates/b.yaml": text });
  const at = "charts/tiny/templates/b.yaml";
  const cases: readonly [string, Files, string[], object][] = [
    [
      "a value that is not there",
      template("x: 1\na: {{ .Values.x.y.z }}\n"),
      [],
      { file: at, line: 2, message: expect.stringMatching(/nil pointer/) },
    ],
    ["a template that does not parse", template("a: {{ if }}\n"), [], { file: at, line: 1 }],
    [
      "a required value",
      template('a: {{ required "image.tag is required" .Values.image }}\n'),
      [],
      { file: at, line: 1, message: expect.stringMatching(/image.tag is required$/) },
    ],
    ["output that is not YAML", template("a: b: c\n"), [], { file: at }],
    ["values that are not YAML", { "v.yaml": "a: [\n" }, ["v.yaml"], { file: "v.yaml", line: 1 }],
    [
      "values against their schema",
      { "charts/tiny/values.schema.json": '{"properties":{"replicas":{"type":"string"}}}' },
      [],
      { file: "charts/tiny/Chart.yaml", message: expect.stringMatching(/got number, want string/) },
    ],
    [
      "another Kubernetes",
      { "charts/tiny/Chart.yaml": "apiVersion: v2\nname: tiny\nversion: 1.0.0\nkubeVersion: '>=1.40.0'\n" },
      [],
      { message: expect.stringMatching(/incompatible with Kubernetes/) },
    ],
  ];
  test.each(cases)("%s", async (_, files, values, expected) => {
    expect(await helm(files, values)).toMatchObject({
      code: "render.failed",
      severity: "error",
      ...expected,
    });
  });
});
