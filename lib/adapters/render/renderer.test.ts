import { readdirSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import type { RenderCache } from "@/lib/ports/render-cache";
import { chartFiles, configMap, renderBench } from "./renderer.fixture";

const bench = renderBench();
afterAll(() => bench.remove());
const { renderer } = bench;
const helm = (values: string[] = []) => ({
  kind: "helm" as const,
  chart: "chart",
  values,
  release: "r",
  namespace: "ns",
});

test("kustomize builds overlay over base, with objects in a stable order", async () => {
  const tree = await bench.tree({
    "base/kustomization.yaml": "resources: [b.yaml, a.yaml]\n",
    "base/a.yaml": configMap("a"),
    "base/b.yaml": configMap("b"),
    "overlay/kustomization.yaml": "namespace: prod\nresources: [../base]\npatches:\n- path: patch.yaml\n",
    "overlay/patch.yaml": configMap("a", "a: patched"),
    "other/unused.yaml": configMap("unused"),
  });
  const rendered = await renderer.render(tree, { kind: "kustomize", path: "overlay" });
  expect(rendered.problems).toEqual([]);
  expect(rendered.status).toBe("rendered");
  expect(rendered.objects.map((o) => [o.metadata.namespace, o.metadata.name, o.data])).toEqual([
    ["prod", "a", { a: "patched" }],
    ["prod", "b", { a: "b" }],
  ]);
});

test("helm layers values in order and is told a fixed Kubernetes version", async () => {
  const tree = await bench.tree({
    ...chartFiles("chart"),
    "v/base.yaml": "replicas: 2\nname: base\n",
    "v/prod.yaml": "replicas: 5\n",
  });
  const { objects, status, problems } = await renderer.render(tree, helm(["v/base.yaml", "v/prod.yaml"]));
  expect({ status, problems }).toEqual({ status: "rendered", problems: [] });
  expect(objects[0]).toMatchObject({
    metadata: { name: "r-base", namespace: "ns" },
    data: { replicas: "5", kube: "v1.35.0" },
  });
});

test("helm tells the template of each object in the render itself: asking for it is no second one", async () => {
  const tree = await bench.tree(chartFiles("chart"));
  const rendered = await renderer.render(tree, helm());
  expect(rendered.origins).toEqual(["chart/templates/config.yaml"]);
  expect(await renderer.render(tree, helm(), { origins: true })).toBe(rendered);
});

test("a local chart in helmCharts renders with helm 4 behind kustomize", async () => {
  const tree = await bench.tree({
    ...chartFiles("app/charts/tiny"),
    "app/kustomization.yaml":
      "helmCharts:\n- name: tiny\n  releaseName: rel\n  namespace: ns\n  valuesFile: v.yaml\n",
    "app/v.yaml": "name: wrapped\n",
  });
  const { objects, status, problems } = await renderer.render(tree, { kind: "kustomize", path: "app" });
  expect({ status, problems }).toEqual({ status: "rendered", problems: [] });
  expect(objects[0]).toMatchObject({ metadata: { name: "rel-wrapped" }, data: { kube: "v1.35.0" } });
});

test("plain folders read every manifest, open Lists, and leave our own files out", async () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n- ${configMap("in-list").trimEnd().replaceAll("\n", "\n  ")}\n`;
  const tree = await bench.tree({
    "app/a.yaml": `${configMap("one")}---\n# only a comment\n---\n${configMap("two")}`,
    "app/sub/b.yml": list,
    "app/c.json":
      '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"json"},"data":{"id":"x"},"big":12345678901234567890}',
    "app/environments.yaml": "environments: {}\n",
    "app/readme.md": "no",
  });
  const { objects, problems } = await renderer.render(tree, { kind: "plain", path: "app" });
  expect(problems).toEqual([]);
  expect(objects.map((o) => o.metadata.name)).toEqual(["in-list", "json", "one", "two"]);
  expect(objects[1]?.big, "digits beyond 2^53 are kept").toBe(12345678901234567890n);
});

test("nothing rendered is empty, not rendered", async () => {
  const tree = await bench.tree({
    "app/kustomization.yaml": "resources: []\n",
    "plain/readme.md": "",
    "plain/x.yaml": "# nothing\n",
  });
  expect((await renderer.render(tree, { kind: "kustomize", path: "app" })).status).toBe("empty");
  expect((await renderer.render(tree, { kind: "plain", path: "plain" })).status).toBe("empty");
});

test("secret values never leave the renderer, equal values stay comparable", async () => {
  const tree = await bench.tree({
    "app/kustomization.yaml":
      "secretGenerator:\n- name: s\n  literals: [password=canary-77]\n- name: t\n  literals: [password=canary-77]\n",
  });
  const rendered = await renderer.render(tree, { kind: "kustomize", path: "app" });
  expect(rendered.objects).toHaveLength(2);
  expect(JSON.stringify(rendered)).not.toMatch(/canary-77|Y2FuYXJ5LTc3/);
  expect(rendered.objects[0]?.data).toEqual(rendered.objects[1]?.data);
});

test("one broken application is a problem on it alone, with the file, and the others render", async () => {
  const tree = await bench.tree({
    "good/kustomization.yaml": "resources: [a.yaml]\n",
    "good/a.yaml": configMap("a"),
    "bad/kustomization.yaml": "resources: [a.yaml]\n",
    "bad/a.yaml": "kind: ConfigMap\nmetadata: {name: x}\n",
    "missing/kustomization.yaml": "resources:\n- a.yaml\n- gone.yaml\n",
    "missing/a.yaml": configMap("a"),
    "syntax/kustomization.yaml": "resources: [\n",
  });
  const [good, bad, missing, syntax, nowhere] = await Promise.all(
    ["good", "bad", "missing", "syntax", "nowhere"].map((path) =>
      renderer.render(tree, { kind: "kustomize", path }),
    ),
  );
  expect(good?.status).toBe("rendered");
  expect(bad?.problems[0]).toMatchObject({
    code: "render.object",
    message: "A document has no apiVersion and kind",
  });
  expect(missing?.problems).toEqual([
    {
      code: "render.path-missing",
      severity: "error",
      message: "resources[1] names missing/gone.yaml, which is not in the repository",
      file: "missing/kustomization.yaml",
      line: 3,
      column: 3,
    },
  ]);
  expect(syntax?.problems[0]).toMatchObject({ code: "yaml.syntax", file: "syntax/kustomization.yaml" });
  expect(nowhere?.problems[0]).toMatchObject({ code: "render.path-missing" });
  for (const one of [bad, missing, syntax, nowhere]) expect(one?.status).toBe("failed");
  expect(JSON.stringify([bad, missing, syntax, nowhere])).not.toContain(bench.folder);
});

test("a kustomize failure tells its last clause and the layer, without this machine's folders", async () => {
  const tree = await bench.tree({
    "base/kustomization.yaml": "resources: [a.yaml]\n",
    "base/a.yaml": configMap("a"),
    "mid/kustomization.yaml": "resources: [../base]\npatches:\n- path: p.yaml\n",
    "mid/p.yaml": configMap("other"),
    "top/kustomization.yaml": "resources: [../mid]\n",
  });
  const [problem] = (await renderer.render(tree, { kind: "kustomize", path: "top" })).problems;
  expect(problem?.code).toBe("render.failed");
  expect(problem?.message).toMatch(/no (resource )?matches for .*other/);
  expect(problem?.message).toMatch(/mid/);
  expect(problem?.message).not.toContain(bench.folder);
});

test("a helm failure names its template and line, and repeats no credential", async () => {
  const tree = await bench.tree(
    chartFiles("chart", {
      "chart/templates/bad.yaml": 'a: 1\nb: {{ fail (printf "no %s" .Values.dbPassword) }}\n',
      "chart/values.yaml": "name: x\nreplicas: 1\ndbPassword: canary-81x\n",
    }),
  );
  const { problems } = await renderer.render(tree, helm());
  expect(problems[0]).toMatchObject({ code: "render.failed", file: "chart/templates/bad.yaml", line: 2 });
  expect(JSON.stringify(problems)).not.toContain("canary-81x");
});

test("hooks are left out, and the render says so", async () => {
  const hook =
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ randAlpha 5 | lower }}\n  annotations: {helm.sh/hook: test}\n";
  const tree = await bench.tree(
    chartFiles("chart", {
      "chart/templates/hook.yaml": hook,
      "chart/crds/c.yaml":
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: x.y.z\n",
    }),
  );
  const rendered = await renderer.render(tree, helm());
  expect(rendered.objects.map((o) => o.kind)).toEqual(["CustomResourceDefinition", "ConfigMap"]);
  expect(rendered.problems).toMatchObject([{ code: "render.hooks", severity: "info" }]);
  expect(rendered.status).toBe("rendered");
});

test("the same content in another commit is not rendered again, other content is", async () => {
  const stored = new Map<string, string>();
  let gets = 0;
  const cache: RenderCache = {
    get: async (key) => {
      gets += 1;
      return stored.get(key) ?? null;
    },
    put: async (key, value) => void stored.set(key, value),
  };
  const files = { ...chartFiles("chart"), "v.yaml": "replicas: 3\n" };
  const first = renderBench({ cache });
  const one = await first.renderer.render(await first.tree(files), helm(["v.yaml"]));
  const two = await first.renderer.render(
    await first.tree({ ...files, "elsewhere.yaml": "x: 1\n" }),
    helm(["v.yaml"]),
  );
  expect(two).toBe(one);
  expect([stored.size, gets]).toEqual([1, 1]);
  const later = renderBench({ cache });
  expect(await later.renderer.render(await later.tree(files), helm(["v.yaml"])), "from the store").toEqual(
    one,
  );
  const changed = await later.renderer.render(
    await later.tree({ ...files, "v.yaml": "replicas: 4\n" }),
    helm(["v.yaml"]),
  );
  expect(changed.key).not.toBe(one.key);
  expect(changed.objects[0]?.data).toMatchObject({ replicas: "4" });
  const otherKey = renderBench({ cache, hash: (text) => `other-${text.length}-abcdefgh` });
  expect(
    (await otherKey.renderer.render(await otherKey.tree(files), helm(["v.yaml"]))).key,
    "another masking key",
  ).not.toBe(one.key);
  for (const each of [first, later, otherKey]) each.remove();
});

test("no private copy is left behind", async () => {
  expect(readdirSync(bench.scratch)).toEqual([]);
});

test("the facts name both tools with versions and the isolation in force", async () => {
  const facts = await renderer.facts();
  expect(facts.kustomize?.version).toMatch(/^v5\./);
  expect(facts.helm?.version).toMatch(/^v[34]\./);
  expect(["unshared", "open"]).toContain(facts.isolation.network);
  expect(facts.isolation.reason.length).toBeGreaterThan(20);
});
