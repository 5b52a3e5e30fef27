import { describe, expect, test } from "vitest";
import type { Json } from "../json";
import type { Manifest } from "../manifest";
import { parseAddress, printAddress } from "./address";
import { conflictsOf, decide } from "./decide";
import { imageParts } from "./entries";
import { kustomizeSetters } from "./kustomize";
import { layerOf } from "./layer";
import { objectLeaves } from "./leaves";
import { publicValue } from "./public-value";
import { sourcesOf } from "./sources";
import { templateLine } from "./template";
import { wantOf } from "./want";

const words = {
  environments: ["staging", "production"],
  clusters: ["prod-one"],
  regions: ["eu-central-1"],
  folder: "apps/web",
};

const web = (spec: { [key: string]: Json }, name = "web"): Manifest =>
  ({ apiVersion: "apps/v1", kind: "Deployment", metadata: { name }, spec }) as Manifest;

function explain(files: Readonly<Record<string, string>>, object: Manifest, path: string, folder = "top") {
  const want = wantOf(object, path);
  if (!want) throw new Error(`${path} is not there`);
  const { setters } = kustomizeSetters(
    folder,
    want,
    sourcesOf((file) => files[file] ?? null),
    words,
  );
  const { candidates, winner } = decide(setters, want);
  const line = (at: number | null) => {
    const found = at === null ? undefined : candidates[at];
    return found ? `${found.place.file}:${found.place.line} ${found.how}` : null;
  };
  return { winner: line(winner), all: candidates.map((_, at) => line(at)), setters };
}

const object = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  image: nginx
`;

describe("entries of a kustomization", () => {
  test("a replicas entry wins over a patch of the same kustomization, as kustomize applies them", () => {
    const files = {
      "top/kustomization.yaml": `resources: [web.yaml]
replicas:
  - name: web
    count: 5
patches:
  - path: more.yaml
`,
      "top/web.yaml": object,
      "top/more.yaml": object.replace("replicas: 1", "replicas: 5"),
    };
    expect(explain(files, web({ replicas: 5 }), "spec.replicas").all).toEqual([
      "top/web.yaml:6 object",
      "top/more.yaml:6 patch",
      "top/kustomization.yaml:4 replicas entry",
    ]);
  });

  test("a merged patch never sets its object's namespace, which only says what it is for", () => {
    const named = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: shop\n";
    const files = {
      "top/kustomization.yaml": "resources: [web.yaml]\npatches:\n  - path: more.yaml\n",
      "top/web.yaml": named,
      "top/more.yaml": named,
    };
    const shop = { ...web({}), metadata: { name: "web", namespace: "shop" } } as Manifest;
    expect(explain(files, shop, "metadata.namespace").all).toEqual(["top/web.yaml:5 object"]);
  });

  test("a target's namespace is held against every namespace the object has had, and `default` where it had none", () => {
    const patch = (namespace: string, replicas: number) =>
      `  - target: { kind: Deployment, namespace: ${namespace} }\n    patch: |-\n      - { op: replace, path: /spec/replicas, value: ${replicas} }\n`;
    const files = {
      "top/kustomization.yaml": `resources: [../base]\nnamespace: shop-prod\npatches:\n${patch("shop", 3)}${patch("other", 5)}`,
      "base/kustomization.yaml": "resources: [web.yaml]\n",
      "base/web.yaml": object.replace("  name: web\n", "  name: web\n  namespace: shop\n"),
    };
    const shop = { ...web({ replicas: 3 }), metadata: { name: "web", namespace: "shop-prod" } } as Manifest;
    expect(explain(files, shop, "spec.replicas").all).toEqual([
      "base/web.yaml:7 object",
      "top/kustomization.yaml:6 JSON patch (replace)",
    ]);
    const bare = { ...files, "base/web.yaml": object };
    expect(explain(bare, shop, "spec.replicas").all).toEqual(["base/web.yaml:6 object"]);
    const named = {
      ...bare,
      "top/kustomization.yaml": `resources: [../base]\npatches:\n${patch("def.*", 3)}`,
    };
    expect(explain(named, web({ replicas: 3 }), "spec.replicas").all).toHaveLength(2);
  });

  test("a number in YAML's older spelling is the one that kustomize renders", () => {
    const files = {
      "top/kustomization.yaml": "resources: [web.yaml]\n",
      "top/web.yaml": `${object}  defaultMode: 0755\n  quoted: "0755"\n  on: yes\n`,
    };
    const found = web({ defaultMode: 493, quoted: "0755", on: true });
    for (const [key, line] of [
      ["defaultMode", 8],
      ["quoted", 9],
      ["on", 10],
    ] as const)
      expect(explain(files, found, `spec.${key}`).winner).toBe(`top/web.yaml:${line} object`);
  });

  test("a namespace entry sets no other field that is called namespace", () => {
    const files = {
      "top/kustomization.yaml": "resources: [web.yaml]\nnamespace: shop\n",
      "top/web.yaml": `${object}  parent:\n    namespace: shop\n`,
    };
    const shop = web({ parent: { namespace: "shop" } });
    expect(explain(files, shop, "spec.parent.namespace").winner).toBe("top/web.yaml:9 object");
  });

  test("an images entry sets the images of containers alone", () => {
    const files = {
      "top/kustomization.yaml": "resources: [web.yaml]\nimages: [{name: nginx, newName: nginx}]\n",
      "top/web.yaml": object,
    };
    expect(explain(files, web({ image: "nginx" }), "spec.image").winner).toBe("top/web.yaml:7 object");
  });

  test("a patch for other labels is none of this object's", () => {
    const files = {
      "top/kustomization.yaml": `resources: [web.yaml]
patches:
  - target: {kind: Deployment, labelSelector: app=api}
    patch: '[{op: replace, path: /spec/replicas, value: 1}]'
`,
      "top/web.yaml": object,
    };
    const labelled = { ...web({ replicas: 1 }), metadata: { name: "web", labels: { app: "web" } } };
    expect(explain(files, labelled as Manifest, "spec.replicas").all).toEqual(["top/web.yaml:6 object"]);
  });

  test("a label of a label transformer is its own line, only where its field specs reach", () => {
    const files = {
      "top/kustomization.yaml": "resources: [web.yaml]\ntransformers: [labels.yaml]\n",
      "top/web.yaml": object,
      "top/labels.yaml": `apiVersion: builtin
kind: LabelTransformer
metadata: {name: labels}
labels:
  stage: live
fieldSpecs: [{path: metadata/labels, create: true}]
`,
    };
    const labelled = {
      ...web({ labels: { stage: "live" } }),
      metadata: { name: "web", labels: { stage: "live" } },
    } as Manifest;
    expect(explain(files, labelled, "metadata.labels.stage").winner).toBe(
      "top/labels.yaml:5 label transformer",
    );
    expect(explain(files, labelled, "spec.labels.stage").all).toEqual([]);
  });

  test("a name with prefix and suffix is found under its own name below them", () => {
    const files = {
      "top/kustomization.yaml": "resources: [base]\nnamePrefix: eu-\nnameSuffix: -v2\n",
      "top/base/kustomization.yaml": "resources: [web.yaml]\n",
      "top/base/web.yaml": object,
    };
    expect(explain(files, web({ replicas: 1 }, "eu-web-v2"), "spec.replicas").winner).toBe(
      "top/base/web.yaml:6 object",
    );
  });

  test("an image renamed above keeps the tag that was set under its first name below", () => {
    const files = {
      "top/kustomization.yaml":
        "resources: [base]\nimages:\n  - name: nginx\n    newName: mirror.example:5000/nginx\n",
      "top/base/kustomization.yaml": 'resources: [web.yaml]\nimages:\n  - name: nginx\n    newTag: "1.2"\n',
      "top/base/web.yaml": object.replace("image: nginx", "containers: [{name: app, image: nginx}]"),
    };
    const image = "mirror.example:5000/nginx:1.2";
    const found = explain(files, web({ containers: [{ name: "app", image }] }), "spec.containers[app].image");
    expect(found.all).toEqual([
      "top/base/web.yaml:7 object",
      "top/base/kustomization.yaml:4 image entry",
      "top/kustomization.yaml:4 image entry",
    ]);
    expect(imageParts("mirror.example:5000/nginx@sha256:ab")).toEqual({
      name: "mirror.example:5000/nginx",
      tag: null,
      digest: "sha256:ab",
    });
  });

  test("a strategic null and a JSON6902 remove are told as taking the value away", () => {
    const files = {
      "top/kustomization.yaml": `resources: [web.yaml]
patches:
  - patch: '{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {"replicas": null}}'
  - target: {kind: Deployment}
    patch: '[{"op": "remove", "path": "/spec/replicas"}]'
`,
      "top/web.yaml": object,
    };
    const { setters } = explain(files, web({ replicas: 1 }), "spec.replicas");
    expect(setters.map((s) => s.value)).toEqual([1, undefined, undefined]);
  });

  test("two components of one layer that disagree are of equal rank; a component over a base is not", () => {
    const files = {
      "top/kustomization.yaml": "resources: [web.yaml]\ncomponents: [regions/a, regions/b]\n",
      "top/web.yaml": object,
      "top/regions/a/kustomization.yaml": "kind: Component\nreplicas: [{name: web, count: 2}]\n",
      "top/regions/b/kustomization.yaml": "kind: Component\nreplicas: [{name: web, count: 3}]\n",
    };
    const { setters } = explain(files, web({ replicas: 3 }), "spec.replicas");
    expect(conflictsOf(setters).map((pair) => pair.map((s) => s.place.file))).toEqual([
      ["top/regions/a/kustomization.yaml", "top/regions/b/kustomization.yaml"],
    ]);
  });
});

test("a path of the repository names its layer by its folders, and the application's own name says nothing", () => {
  const layers = [
    "apps/web/base/x.yaml",
    "apps/web/overlays/staging/x.yaml",
    "apps/web/clusters/prod-one/x.yaml",
    "apps/web/regions/eu-central-1/kustomization.yaml",
    "apps/web/values-production.yaml",
    "apps/web/values/prod-one.yaml",
    "apps/web/values/eu-central-1.yaml",
    "apps/web/values.yaml",
  ].map((file) => layerOf(file, words));
  expect(layers).toEqual([
    "base",
    "environment",
    "cluster",
    "region",
    "environment",
    "cluster",
    "region",
    "base",
  ]);
  expect(layerOf("apps/production/base/x.yaml", { ...words, folder: "apps/production" })).toBe("base");
});

test("an address keeps object and path apart, and prints as it is read", () => {
  for (const text of [
    "Deployment/web/spec.replicas",
    'ConfigMap/a/data["x/y.yaml"].z',
    "values/app.tag",
    "resources.limits.memory",
    "ClusterRole/system:x",
  ])
    expect(printAddress(parseAddress(text))).toBe(text);
  expect(parseAddress('metadata.annotations["a/b"]')).toEqual({
    object: null,
    path: 'metadata.annotations["a/b"]',
  });
});

test("every leaf of an object is found again by its own path", () => {
  const deployment = web({
    replicas: 2,
    template: {
      spec: {
        containers: [{ name: "app", env: [{ name: "A.B", value: "1" }], ports: [{ containerPort: 80 }] }],
        volumes: [],
      },
    },
  });
  const leaves = objectLeaves(deployment);
  expect(leaves.map((leaf) => leaf.path)).toContain("spec.template.spec.containers[app].env[A.B].value");
  for (const { path, value } of leaves) expect(wantOf(deployment, path)?.value, path).toEqual(value);
});

test("what a file says is masked by the renderer's own rules before it is shown", () => {
  expect(publicValue("hunter2", "DB_PASSWORD", { kind: "ConfigMap", masked: false })).toBe("***");
  expect(publicValue("postgres://u:secret@h/db", "URL", { kind: "ConfigMap", masked: false })).not.toContain(
    "secret",
  );
  expect(publicValue("plain", "LOG_LEVEL", { kind: "ConfigMap", masked: false })).toBe("plain");
  expect(publicValue({ a: "b" }, "data", { kind: "Secret", masked: false })).toEqual({ a: "***" });
});

test("a template's line is the one that names the key with the value, below the keys before it", () => {
  const text = "spec:\n  ports:\n    - port: 80\n  strategy:\n    port: 443\n";
  const key = (name: string) => ({ kind: "key" as const, key: name });
  const at = (value: number) =>
    templateLine(text, { steps: [key("spec"), key("strategy"), key("port")], inside: [], value }).line;
  expect([at(443), at(80)]).toEqual([5, 3]);
});
