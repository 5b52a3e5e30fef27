// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Flux writes its variables so

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Manifest } from "@/lib/domain/manifest";
import type { Source } from "@/lib/domain/source";
import { type Files, renderBench } from "./renderer.fixture";

let bench: ReturnType<typeof renderBench>;
beforeAll(() => {
  bench = renderBench();
});
afterAll(() => bench.remove());

const web = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  template:
    spec:
      containers:
        - name: web
          image: acme/web:1.0.0
          env:
            - { name: DOMAIN, value: "\${DOMAIN}" }
`;

const flux = (spec: string): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: web, namespace: flux-system }
spec:
  path: ./apps/web
  sourceRef: { kind: GitRepository, name: flux-system }
${spec.replace(/^/gm, "  ")}
`;

const source = (variables: readonly string[] = []): Source => ({
  kind: "kustomize",
  path: "apps/web",
  flux: { file: "clusters/staging/web.yaml", name: "web", variables },
});

const folder = { "apps/web/kustomization.yaml": "resources: [web.yaml]\n", "apps/web/web.yaml": web };

async function render(spec: string, files: Files = folder, variables: readonly string[] = []) {
  const tree = await bench.tree({ ...files, "clusters/staging/web.yaml": flux(spec) });
  return bench.renderer.render(tree, source(variables));
}

const only = ({ objects }: { objects: readonly Manifest[] }): Manifest => {
  const [object] = objects;
  if (object === undefined || objects.length > 1) throw new Error(`${objects.length} objects`);
  return object;
};
const text = (objects: readonly Manifest[]): string => JSON.stringify(objects);

describe("what a Flux Kustomization lays over the folder", () => {
  test("patches, images, names, namespace and common metadata are those of the cluster", async () => {
    const rendered = await render(`targetNamespace: shop
namePrefix: a-
nameSuffix: -z
commonMetadata: { labels: { team: shop }, annotations: { told: "yes" } }
images: [{ name: acme/web, newTag: 2.0.0 }]
patches:
  - patch: |
      - { op: replace, path: /spec/replicas, value: 3 }
    target: { kind: Deployment }`);
    expect(rendered.problems).toEqual([]);
    expect(only(rendered)).toMatchObject({
      metadata: {
        name: "a-web-z",
        namespace: "shop",
        labels: { team: "shop" },
        annotations: { told: "yes" },
      },
      spec: { replicas: 3, template: { spec: { containers: [{ image: "acme/web:2.0.0" }] } } },
    });
    // Common metadata are the object's own, unlike kustomize's common labels.
    expect(text(rendered.objects).match(/"team"/g)).toHaveLength(1);
  });

  test("a tag of the object takes the digest away that the folder sets, and a name alone keeps the tag", async () => {
    const images = "images: [{ name: acme/web, newName: mirror/web, newTag: 1.5.0 }]\n";
    const own = { ...folder, "apps/web/kustomization.yaml": `resources: [web.yaml]\n${images}` };
    const image = async (entry: string) =>
      /"image":"([^"]*)"/.exec(text((await render(`images: [${entry}]`, own)).objects))?.[1];
    expect(await image("{ name: acme/web, newName: other/web }")).toBe("other/web:1.5.0");
    const digest = `sha256:${"a".repeat(64)}`;
    expect(await image(`{ name: acme/web, digest: "${digest}" }`)).toBe(`mirror/web@${digest}`);
  });

  test("components are built from the folder; a missing one is left out only where the object says so", async () => {
    const component =
      "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nlabels: [{ pairs: { from: component } }]\n";
    const files = { ...folder, "components/label/kustomization.yaml": component };
    const listed = "components: [../../components/label, ../../components/gone]";
    expect(text((await render(`${listed}\nignoreMissingComponents: true`, files)).objects)).toContain(
      '"from":"component"',
    );
    expect((await render(listed, files)).problems).toMatchObject([
      { code: "render.path-missing", file: "clusters/staging/web.yaml", line: 7 },
    ]);
  });

  test("a folder without a kustomization gets one of its files, and of folders that have their own", async () => {
    const rendered = await render("targetNamespace: shop", {
      "apps/web/web.yaml": web,
      "apps/web/more/service.yml": "apiVersion: v1\nkind: Service\nmetadata: { name: web }\n",
      "apps/web/built/kustomization.yaml": "namePrefix: built-\nresources: [web.yaml]\n",
      "apps/web/built/web.yaml": web,
      "apps/web/built/left.yaml": web,
      "apps/web/README.md": "",
    });
    expect(rendered.problems).toEqual([]);
    expect(rendered.objects.map((o) => `${o.kind}/${o.metadata.name}`)).toEqual([
      "Deployment/built-web",
      "Deployment/web",
      "Service/web",
    ]);
  });

  test("an object that is not there, or that its cluster would refuse, is told at its line and nothing renders", async () => {
    const tree = await bench.tree({ ...folder, "clusters/staging/web.yaml": flux("prune: true") });
    const other = await bench.renderer.render(tree, {
      kind: "kustomize",
      path: "apps/web",
      flux: { file: "clusters/staging/web.yaml", name: "other", variables: [] },
    });
    expect(other).toMatchObject({
      status: "failed",
      problems: [{ code: "flux.missing", hint: "It holds web" }],
    });
    expect((await render("images: [{ name: acme/web, newTag: 1.10 }]")).problems).toMatchObject([
      {
        code: "flux.invalid",
        message: "spec.images[0].newTag is to be text: the cluster does not take this Kustomization",
        line: 7,
        column: 38,
      },
    ]);
  });
});

describe("variables of postBuild", () => {
  const settings = (data: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: flux-system }\ndata: { ${data} }\n`;

  test("own values win over ConfigMaps beside the file; a number becomes one, $$ is a dollar sign", async () => {
    const files = {
      ...folder,
      "apps/web/web.yaml": web
        .replace("replicas: 1", 'replicas: "${REPLICAS}"')
        .replace("${DOMAIN}", () => "${HOST:=web}.${DOMAIN} $${KEPT} $(ALSO)"),
      "clusters/staging/settings.yaml": settings("DOMAIN: config.example, REPLICAS: '2'"),
    };
    const rendered = await render(
      "postBuild:\n  substitute: { DOMAIN: own.example }\n  substituteFrom: [{ kind: ConfigMap, name: settings }]",
      files,
    );
    expect(rendered.problems).toEqual([]);
    expect(only(rendered)).toMatchObject({ spec: { replicas: 2 } });
    expect(text(rendered.objects)).toContain("web.own.example ${KEPT} $(ALSO)");
  });

  test("what a Secret outside of the repository may hold is unknown: the application fails and says which", async () => {
    const from = "postBuild:\n  substituteFrom:\n    - { kind: Secret, name: settings, optional: true }";
    expect(await render(from)).toMatchObject({
      status: "failed",
      objects: [],
      problems: [
        {
          code: "flux.variable",
          message: "${DOMAIN} in Deployment web is not known: the Secret settings is not in the repository",
          file: "clusters/staging/web.yaml",
          line: 9,
        },
      ],
    });
    // Nobody needs it where every variable is the object's own.
    const own = from.replace("postBuild:", "postBuild:\n  substitute: { DOMAIN: own.example }");
    expect(await render(own)).toMatchObject({ status: "rendered", problems: [] });
  });

  test("a Secret of the repository is filled in as a mark and its value is nowhere; encrypted, it is unknown", async () => {
    const secret =
      "apiVersion: v1\nkind: Secret\nmetadata: { name: settings }\nstringData: { DOMAIN: hunter2 }\n";
    const from = "postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }";
    const plain = await render(from, { ...folder, "clusters/staging/s.yaml": secret });
    expect(text(plain.objects)).toMatch(/"value":"o8-secret:/);
    expect(text(plain.objects)).not.toContain("hunter2");
    const sops = secret.replace("hunter2", '"ENC[AES256_GCM,data:x]"').concat("sops: { version: 3.8.1 }\n");
    expect((await render(from, { ...folder, "clusters/staging/s.yaml": sops })).problems).toMatchObject([
      { code: "flux.variable", message: expect.stringContaining("is encrypted in clusters/staging/s.yaml") },
    ]);
  });

  test("a variable that nothing sets is an empty text, and told; an object may leave itself out", async () => {
    const spec = "postBuild: { substitute: { OTHER: x } }";
    const rendered = await render(spec);
    expect(rendered.problems).toMatchObject([{ code: "flux.unset", severity: "warning", line: 7 }]);
    expect(text(rendered.objects)).toContain('"name":"DOMAIN","value":null');
    const disabled = web.replace(
      "  name: web\n",
      "  name: web\n  annotations: { kustomize.toolkit.fluxcd.io/substitute: disabled }\n",
    );
    const left = await render(spec, { ...folder, "apps/web/web.yaml": disabled });
    expect(left.problems).toEqual([]);
    expect(text(left.objects)).toContain("${DOMAIN}");
  });

  test("without one variable Flux fills in nothing, and the text stays", async () => {
    const rendered = await render("postBuild: { substitute: {} }");
    expect(rendered.problems).toEqual([]);
    expect(text(rendered.objects)).toContain("${DOMAIN}");
  });

  test("two ConfigMaps of the name are not chosen from; the fleet file names one of them", async () => {
    const files = {
      ...folder,
      "clusters/staging/a/settings.yaml": settings("DOMAIN: a.example"),
      "clusters/staging/b/settings.yaml": settings("DOMAIN: b.example"),
    };
    const from = "postBuild: { substituteFrom: [{ kind: ConfigMap, name: settings }] }";
    expect((await render(from, files)).problems).toMatchObject([{ code: "flux.variable" }]);
    const named = await render(from, files, ["clusters/staging/b/settings.yaml"]);
    expect(text(named.objects)).toContain("b.example");
  });
});

test("what a chart makes in the cluster, and what is encrypted, is told at the object's line", async () => {
  const release = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: podinfo
spec: { chart: { spec: { chart: podinfo } } }
---
apiVersion: v1
kind: Secret
metadata: { name: access }
stringData: { password: "ENC[AES256_GCM,data:x]" }
sops: { version: 3.8.1 }
`;
  const rendered = await render("decryption: { provider: sops }\nsuspend: true\nnamePrefix: a-", {
    "apps/web/release.yaml": release,
  });
  expect(rendered.status).toBe("rendered");
  expect(rendered.problems.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual([
    "flux.encrypted clusters/staging/web.yaml:7",
    "flux.inactive clusters/staging/web.yaml:8",
    "flux.chart apps/web/release.yaml:4",
    "flux.encrypted apps/web/release.yaml:9",
  ]);
});

test.each([
  ["https://evil.example/component?ref=x", "render.remote"],
  ["../../../../etc", "render.path-outside"],
  ["/etc", "render.path-outside"],
])("a component %s is refused at its line before anything runs", async (component, code) => {
  expect((await render(`components:\n  - ${component}`)).problems).toMatchObject([
    { code, file: "clusters/staging/web.yaml", line: 8, column: 7 },
  ]);
});

test("a change of the Flux file alone is another render", async () => {
  const one = await render("namePrefix: one-");
  const two = await render("namePrefix: two-");
  expect([only(one).metadata.name, only(two).metadata.name]).toEqual(["one-web", "two-web"]);
  expect(one.key).not.toBe(two.key);
});
