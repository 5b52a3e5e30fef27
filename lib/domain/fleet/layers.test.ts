import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readFleet } from "./read";

const root = `clusters:
  one:
    region: eu
    settings:
      deployment: { maxSurge: 2 }
  two: {}
regions:
  eu:
    settings:
      data: { residency: eu }
teams: { a: {}, b: {} }
defaults:
  namespace: shared
  deployment: { replicas: 1, maxSurge: 1 }
  promotion: { approvers: [a] }
  monitoring: { x: 1 }
environments:
  dev:
    type: development
    cluster: one
    deployment: { replicas: 2 }
    promotion: { approvers: [b] }
applications:
  app: { path: app }
`;
const read = (block: string, rootText = root, others: string[] = []) =>
  readFleet({
    paths: ["orchestr8.yaml", "app/environments.yaml", ...others],
    texts: new Map([
      ["orchestr8.yaml", rootText],
      ["app/environments.yaml", `environments:\n  dev:\n${block}`],
    ]),
  });
const declaration = (block: string) => read(block).fleet.declarations[0];

describe("layers", () => {
  test("each value is the strongest layer's: base, environment, cluster, region, application", () => {
    const dev = declaration("    deployment: { replicas: 3 }\n");
    expect(dev?.block).toEqual({
      namespace: "shared",
      cluster: "one",
      deployment: { replicas: 3, maxSurge: 2 },
      promotion: { approvers: ["b"] },
      data: { residency: "eu" },
      monitoring: { x: 1 },
    });
    const layers = Object.fromEntries(
      Object.entries(dev?.origins ?? {}).map(([path, o]) => [
        path,
        `${o.layer} ${o.file}:${o.line}:${o.column}`,
      ]),
    );
    expect(layers).toEqual({
      cluster: "environment orchestr8.yaml:20:14",
      namespace: "base orchestr8.yaml:13:14",
      "deployment.replicas": "application app/environments.yaml:3:29",
      "deployment.maxSurge": "cluster orchestr8.yaml:5:31",
      "promotion.approvers": "environment orchestr8.yaml:22:29",
      "data.residency": "region orchestr8.yaml:10:26",
      "monitoring.x": "base orchestr8.yaml:16:20",
    });
  });

  test("what lost is kept with its place, weakest first", () => {
    const dev = declaration("    deployment: { replicas: 3 }\n");
    expect(dev?.overridden?.["deployment.replicas"]).toEqual([
      { layer: "base", file: "orchestr8.yaml", line: 14, column: 27, value: 1 },
      { layer: "environment", file: "orchestr8.yaml", line: 21, column: 29, value: 2 },
    ]);
    expect(dev?.overridden?.["promotion.approvers"]).toMatchObject([{ layer: "base", value: ["a"] }]);
  });

  test("a null takes away what weaker layers set, single values and whole blocks", () => {
    const dev = declaration("    deployment: { replicas: ~ }\n    monitoring:\n");
    expect(dev?.block.deployment).toEqual({ maxSurge: 2 });
    expect(dev?.block.monitoring).toBeUndefined();
    expect(dev?.origins).not.toHaveProperty("deployment.replicas");
    expect(dev?.overridden?.["monitoring.x"]).toMatchObject([{ layer: "base", value: 1 }]);
  });

  test("the application's own cluster decides whose settings apply", () => {
    expect(declaration("    cluster: two\n")?.block.deployment).toEqual({ replicas: 2, maxSurge: 1 });
  });

  test("every leaf of a block has exactly one origin, whatever the layers hold", () => {
    const keys = fc.constantFrom("a", "b", "c.d", "e f");
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 2 },
        fc.integer(),
        fc.array(fc.integer(), { maxLength: 2 }),
        fc.dictionary(keys, tie("node"), { maxKeys: 3 }),
      ),
    })).node;
    const data = fc.dictionary(keys, tree, { maxKeys: 3 });
    fc.assert(
      fc.property(data, data, (weak, strong) => {
        const { fleet, problems } = read(
          `    data: ${JSON.stringify(strong)}\n`,
          root
            .replace("  monitoring: { x: 1 }", `  data: ${JSON.stringify(weak)}`)
            .replace("data: { residency: eu }", "testing: {}"),
        );
        expect(problems.filter((p) => p.severity === "error")).toEqual([]);
        const [dev] = fleet.declarations;
        const written = Object.keys(dev?.origins ?? {}).filter((path) => path.startsWith("data"));
        expect(written.sort()).toEqual(
          leaves(dev?.block.data ?? {}, "data")
            .filter((path) => path !== "data" || written.includes("data"))
            .sort(),
        );
      }),
      { numRuns: 200 },
    );
  });
});

function leaves(value: unknown, path: string): string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value) || Object.keys(value).length === 0)
    return [path];
  return Object.entries(value).flatMap(([key, item]) =>
    leaves(item, /[. ]/.test(key) ? `${path}[${JSON.stringify(key)}]` : `${path}.${key}`),
  );
}

describe("where a placement is rendered from", () => {
  const source = (application: string, files: string[], block = "    cluster: one\n") =>
    read(block, root.replace("{ path: app }", application), files).fleet.placements[0]?.source;

  test("Kustomize: the first template whose folder can be built", () => {
    const both = ["app/clusters/one/kustomization.yaml", "app/overlays/dev/kustomization.yml"];
    expect(source("{ path: app }", both)).toEqual({ kind: "kustomize", path: "app/clusters/one" });
    expect(source("{ path: app }", both.slice(1))).toEqual({ kind: "kustomize", path: "app/overlays/dev" });
    expect(source("{ path: app }", ["app/clusters/one/notes.md", ...both.slice(1)])).toEqual({
      kind: "kustomize",
      path: "app/overlays/dev",
    });
    expect(
      source('{ path: app, kustomize: "/envs/{region}/{application}" }', ["envs/eu/app/Kustomization"]),
    ).toEqual({ kind: "kustomize", path: "envs/eu/app" });
  });

  test("Helm: the values files that exist, weakest first; a template without its region is skipped", () => {
    const files = [
      "app/chart/Chart.yaml",
      "app/values/dev.yaml",
      "app/values/base.yaml",
      "app/values/eu.yaml",
    ];
    const expected = { kind: "helm", chart: "app/chart", release: "app", namespace: "shared" };
    expect(source("{ path: app }", files)).toEqual({
      ...expected,
      values: ["app/values/base.yaml", "app/values/dev.yaml", "app/values/eu.yaml"],
    });
    expect(source("{ path: app }", files, "    cluster: two\n")).toEqual({
      ...expected,
      values: ["app/values/base.yaml", "app/values/dev.yaml"],
    });
    expect(
      source(
        '{ path: app, helm: { chart: /charts/web, values: ["{environment}.yaml"], release: "{application}-{environment}" } }',
        ["charts/web/Chart.yaml", "app/dev.yaml"],
      ),
    ).toEqual({
      kind: "helm",
      chart: "charts/web",
      values: ["app/dev.yaml"],
      release: "app-dev",
      namespace: "shared",
    });
  });

  test("plain manifests", () => {
    expect(source('{ path: app, plain: "k8s/{environment}" }', ["app/k8s/dev/deployment.yaml"])).toEqual({
      kind: "plain",
      path: "app/k8s/dev",
    });
  });

  test("two renderers for one application are a problem", () => {
    const { problems } = read(
      "    cluster: one\n",
      root.replace("{ path: app }", "{ path: app, plain: x, kustomize: y }"),
    );
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: "fleet.invalid-value",
        file: "orchestr8.yaml",
        message: "applications.app takes one of kustomize, helm and plain",
      }),
    );
  });
});
