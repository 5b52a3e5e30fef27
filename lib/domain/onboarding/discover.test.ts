import { describe, expect, test } from "vitest";
import { readFleet } from "../fleet/read";
import { discover, isOnboardingPath } from "./discover";
import type { Spot } from "./layout";
import { proposalOf } from "./proposal";
import { type Outcome, settle } from "./settle";
import { additionTo, namesStage } from "./words";

const kustomization = "kind: Kustomization\nresources: [../../base]\n";

/** A repository from path -> text, onboarded with what `namespaces` says a folder renders into. */
function onboard(texts: Record<string, string>, namespaces: Record<string, string> = {}) {
  const paths = Object.keys(texts);
  const files = {
    name: "shop",
    paths,
    texts: new Map(Object.entries(texts).filter(([path]) => isOnboardingPath(path))),
  };
  const discovery = discover(files);
  const render = ({ source }: Spot): Outcome => {
    const namespace = source.kind === "helm" ? undefined : namespaces[source.path];
    const metadata = { name: "x", ...(namespace !== undefined && { namespace }) };
    return { status: "rendered", objects: [{ apiVersion: "v1", kind: "ConfigMap", metadata }], problems: [] };
  };
  const settled = settle(discovery, render);
  const proposal = proposalOf(files, settled);
  const { fleet, problems } = readFleet({
    paths: [...paths, "orchestr8.yaml"],
    texts: new Map([...files.texts, ["orchestr8.yaml", proposal]]),
  });
  return { proposal, settled, fleet, problems, told: settled.problems, places: fleet.placements };
}

const sources = (places: ReturnType<typeof onboard>["places"]) =>
  places.map((p) => [p.id, p.source.kind === "helm" ? p.source.values : p.source.path]);

describe("layouts that are recognised", () => {
  test("overlays of each service, in promotion order, with the namespaces that they render into", () => {
    const { places, problems, settled } = onboard(
      {
        "src/web/k8s/overlays/production/kustomization.yaml": kustomization,
        "src/web/k8s/overlays/staging/kustomization.yaml": kustomization,
        "src/web/k8s/base/kustomization.yaml": "resources: [x.yaml]\n",
        "src/api/k8s/overlays/dev/kustomization.yaml": "namespace: api-dev\n",
        "src/api/k8s/overlays/production/kustomization.yaml": kustomization,
      },
      { "src/web/k8s/overlays/staging": "web-staging" },
    );
    expect(problems).toEqual([]);
    expect(settled.environments.map((e) => [e.name, e.type])).toEqual([
      ["dev", "development"],
      ["staging", "staging"],
      ["production", "production"],
    ]);
    expect(places.map((p) => [p.id, p.namespace])).toEqual([
      ["api/dev/dev-cluster", "api-dev"],
      ["api/production/production-cluster", "default"],
      ["web/staging/staging-cluster", "web-staging"],
      ["web/production/production-cluster", "default"],
    ]);
  });

  test("environments first and applications below them; applications may then share one folder", () => {
    const { places, problems } = onboard({
      "environments/dev/web/kustomization.yaml": "",
      "environments/dev/api/kustomization.yaml": "resources: []\n",
      "environments/dev/web/patches/kustomization.yaml": "resources: []\n",
      "environments/prod/web/kustomization.yaml": "resources: []\n",
      "environments/prod/api/kustomization.yaml": "resources: []\n",
    });
    expect(problems).toEqual([]);
    expect(sources(places)).toContainEqual(["api/prod/prod-cluster", "environments/prod/api"]);
  });

  test("plain manifests in folders of environments", () => {
    const deployment = "apiVersion: apps/v1\nkind: Deployment\n";
    const { places } = onboard({
      "deploy/envs/qa/web.yaml": deployment,
      "deploy/envs/live/web.yaml": deployment,
      "deploy/envs/live/README.md": "",
    });
    expect(sources(places)).toEqual([
      ["shop/qa/qa-cluster", "deploy/envs/qa"],
      ["shop/live/live-cluster", "deploy/envs/live"],
    ]);
  });

  test.each([
    ["values-ENV.yaml beside the chart", "charts/web/values-ENV.yaml", "charts/web/Chart.yaml"],
    ["values/ENV.yaml beside chart/", "web/values/ENV.yaml", "web/chart/Chart.yaml"],
    ["ENV/values.yaml around one chart", "web/ENV/values.yaml", "web/helm/Chart.yaml"],
    ["ENV-values.yaml at the root", "ENV-values.yaml", "Chart.yaml"],
  ])("a chart with %s", (_, values, chart) => {
    const { places, problems } = onboard({
      [chart]: "name: web\n",
      [values.replace("ENV", "staging")]: "",
      [values.replace("ENV", "prod")]: "",
    });
    expect(problems).toEqual([]);
    expect(places.map((p) => p.source)).toMatchObject([
      { kind: "helm", values: [values.replace("ENV", "staging")] },
      { kind: "helm", values: [values.replace("ENV", "prod")] },
    ]);
  });

  test("layers of a chart's values: shared, environment, cluster, region", () => {
    const files = ["base", "staging", "prod", "prod-cluster-two", "eu-central-1"];
    const { proposal, settled } = onboard({
      "web/chart/Chart.yaml": "name: web\n",
      "web/chart/charts/db/Chart.yaml": "name: db\n",
      ...Object.fromEntries(files.map((name) => [`web/values/${name}.yaml`, ""])),
    });
    expect(proposal).toContain(
      'values: ["values/base.yaml", "values/{environment}.yaml", "values/{cluster}.yaml", "values/{region}.yaml"]',
    );
    expect(settled.environments.map((e) => e.name)).toEqual(["staging", "prod"]);
  });

  test("clusters with folders of their own beside the overlays take the environment of their name", () => {
    const { places } = onboard({
      "web/overlays/staging/kustomization.yaml": kustomization,
      "web/overlays/production/kustomization.yaml": kustomization,
      "web/clusters/prod-one/kustomization.yaml": "resources: [../../overlays/production]\n",
      "web/clusters/prod-two/kustomization.yaml": "resources: [../../overlays/production]\n",
    });
    expect(sources(places)).toEqual([
      ["web/staging/staging-cluster", "web/overlays/staging"],
      ["web/production/prod-one", "web/clusters/prod-one"],
      ["web/production/prod-two", "web/clusters/prod-two"],
    ]);
  });

  test("regions below an environment become its clusters", () => {
    const { places } = onboard({
      "web/overlays/staging/kustomization.yaml": kustomization,
      "web/overlays/production/eu-west-1/kustomization.yaml": kustomization,
      "web/overlays/production/us-east-1/kustomization.yaml": kustomization,
    });
    expect(places.map((p) => [p.id, p.region, p.role, p.source])).toMatchObject([
      ["web/staging/staging-cluster", null, "primary", { path: "web/overlays/staging" }],
      [
        "web/production/production-eu-west-1",
        "eu-west-1",
        "primary",
        { path: "web/overlays/production/eu-west-1" },
      ],
      [
        "web/production/production-us-east-1",
        "us-east-1",
        "failover",
        { path: "web/overlays/production/us-east-1" },
      ],
    ]);
  });

  test("Flux: apps/ENV and what it applies everywhere are named with the Kustomizations that apply them", () => {
    const entry = (name: string, path: string, more = "") =>
      `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name} }\nspec:\n  path: ${path}\n${more}`;
    const { places, told, proposal } = onboard({
      "apps/base/kustomization.yaml": "resources: [x.yaml]\n",
      "apps/base/x.yaml": "",
      "apps/staging/kustomization.yaml": "resources: [../base]\n",
      "apps/production/kustomization.yaml": "resources: [../base]\n",
      "infra/kustomization.yaml": "resources: []\n",
      "clusters/staging/apps.yaml": entry("apps", "./apps/staging"),
      "clusters/staging/infra.yaml": entry(
        "infra",
        "./infra",
        "  postBuild: { substitute: { a: b } }\n  targetNamespace: shop\n",
      ),
      "clusters/production/apps.yaml": entry("apps", "./apps/production"),
      "clusters/production/infra.yaml": entry("infra", "./infra"),
      "clusters/production/flux-system/gotk-components.yaml": "",
      "clusters/production/flux-system/kustomization.yaml": "resources: [gotk-components.yaml]\n",
      "clusters/staging/flux-system/gotk-components.yaml": "",
      "clusters/staging/flux-system/kustomization.yaml": "resources: [gotk-components.yaml]\n",
    });
    expect(sources(places)).toEqual([
      ["apps/staging/staging", "apps/staging"],
      ["apps/production/production", "apps/production"],
      ["infra/staging/staging", "infra"],
      ["infra/production/production", "infra"],
    ]);
    expect(told.filter((p) => p.code.includes("flux"))).toEqual([]);
    expect(proposal).toContain('flux: { file: "/clusters/{environment}/apps.yaml", name: "apps" }');
    expect(proposal).toContain('flux: { file: "/clusters/{environment}/infra.yaml", name: "infra" }');
    expect(places.map(({ source }) => (source.kind === "kustomize" ? source.flux?.file : null))).toEqual([
      "clusters/staging/apps.yaml",
      "clusters/production/apps.yaml",
      "clusters/staging/infra.yaml",
      "clusters/production/infra.yaml",
    ]);
    expect(proposal).not.toContain("staging-cluster");
  });

  test("Flux: where no pattern leads to every Kustomization, or one comes from elsewhere, that is told instead", () => {
    const entry = (name: string, path: string, more = "") =>
      `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name} }\nspec:\n  path: ${path}\n${more}`;
    const repository = (name: string, url: string) =>
      `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: ${name} }\nspec: { url: ${url} }\n`;
    const { told, proposal } = onboard({
      "apps/staging/kustomization.yaml": "resources: []\n",
      "apps/production/kustomization.yaml": "resources: []\n",
      "clusters/staging/apps.yaml": entry("apps", "./apps/staging", "  namePrefix: a-\n"),
      "clusters/production/apps.yaml": entry("release", "./apps/production"),
      "clusters/production/flux-system/gotk-sync.yaml": repository("flux-system", "ssh://git@host/fleet"),
      "clusters/production/other.yaml": `${repository("other", "https://host/other")}---\n${entry("more", "./apps/production", "  sourceRef: { kind: GitRepository, name: other }\n")}`,
    });
    expect(proposal).not.toContain("flux:");
    expect(told.filter((p) => p.code.includes("flux"))).toMatchObject([
      { code: "flux.source", file: "clusters/production/other.yaml", line: 11 },
      { code: "onboarding.flux", message: expect.stringContaining("spec.namePrefix"), line: 6 },
    ]);
    const twice = onboard({
      "shop/x.yaml": "",
      "clusters/staging/shop.yaml": `${entry("one", "./shop")}---\n${entry("two", "./shop")}`,
      "clusters/production/shop.yaml": entry("one", "./shop"),
    });
    expect(twice.proposal).not.toContain("flux:");
    expect(twice.told.map(({ message }) => message)).toContainEqual(
      expect.stringContaining("Flux applies shop in staging by one and two"),
    );
  });
});

describe("what is no environment", () => {
  const overlays = {
    "web/overlays/staging/kustomization.yaml": kustomization,
    "web/overlays/production/kustomization.yaml": kustomization,
  };

  test("Components, templates to copy from, and folders that name no stage", () => {
    const { settled, told } = onboard({
      ...overlays,
      "components/production/kustomization.yaml": "kind: Component\n",
      "web/overlays/_template/kustomization.yaml": "resources: [nowhere.yaml]\n",
      "web/overlays/gke/kustomization.yaml": kustomization,
      "products/device/kustomization.yaml": "resources: []\n",
    });
    expect(settled.environments.map((e) => e.name)).toEqual(["staging", "production"]);
    expect(told.filter((p) => p.code === "onboarding.left-out").map((p) => p.file)).toEqual([
      "components/production/kustomization.yaml",
      "web/overlays/_template/kustomization.yaml",
      "web/overlays/gke/kustomization.yaml",
    ]);
  });

  test("a variant that deploys into the same namespaces; with its own namespace it is an environment", () => {
    const texts = { ...overlays, "web/overlays/production-fwi/kustomization.yaml": kustomization };
    const at = (own: string) => ({
      "web/overlays/staging": "web-staging",
      "web/overlays/production": "web",
      "web/overlays/production-fwi": own,
    });
    const variant = onboard(texts, at("web"));
    expect(variant.settled.environments.map((e) => e.name)).toEqual(["staging", "production"]);
    expect(variant.settled.evidence.map((e) => e.claim)).toContain(
      "production-fwi is another way to deploy production, not an environment",
    );
    expect(onboard(texts, at("web-fwi")).settled.environments).toHaveLength(3);
  });

  test("a folder that cannot render alone says which file it lacks, and where it names it", () => {
    const { told } = onboard({
      "web/overlays/staging/kustomization.yaml": "resources:\n  - gone.yaml\n",
      "web/overlays/production/kustomization.yaml": "resources: []\n",
    });
    expect(told).toMatchObject([{ code: "onboarding.incomplete", line: 2, column: 5 }]);
  });

  test("names count at word boundaries only, and a region or number makes no variant", () => {
    expect(["product", "device", "contest", "liverpool", "uation"].filter(namesStage)).toEqual([]);
    expect(["prod-eu", "uat2", "pre-prod", "my_staging", "nonprod"].filter(namesStage)).toHaveLength(5);
    expect(additionTo("prod-eu", "prod")).toBeNull();
    expect(additionTo("prod-eu-west-1", "prod")).toBeNull();
    expect(additionTo("prod-2", "prod")).toBeNull();
    expect(additionTo("init-db-prod", "prod")).toBe("init-db");
  });
});

test("what environments.yaml declares is used: its clusters, teams and windows, and nothing is repeated", () => {
  const { proposal, problems, places } = onboard({
    "apps/web/environments.yaml": `environments:
  staging:
    cluster: one
    namespace: web-staging
    access: { qa: read-only }
    promotion: { approvers: [ops] }
  production: { cluster: two, failover_cluster: three, namespace: web, deployment: { change_window: nights } }
`,
    "apps/web/overlays/staging/kustomization.yaml": kustomization,
    "apps/web/overlays/production/kustomization.yaml": kustomization,
  });
  expect(problems).toEqual([]);
  expect(places.map((p) => p.id)).toEqual(["web/staging/one", "web/production/two", "web/production/three"]);
  expect(proposal).not.toContain("namespace:");
});

test("production stays guarded also for an application that has no staging", () => {
  const { problems, fleet } = onboard({
    "web/overlays/staging/kustomization.yaml": kustomization,
    "web/overlays/production/kustomization.yaml": kustomization,
    "api/overlays/dev/kustomization.yaml": kustomization,
    "api/overlays/production/kustomization.yaml": kustomization,
    "load/overlays/dev/kustomization.yaml": kustomization,
  });
  expect(problems).toEqual([]);
  const guarded = fleet.declarations.filter((d) => d.block.promotion?.approvers !== undefined);
  expect(guarded.map((d) => `${d.application}/${d.environment}`)).toEqual(["api/dev", "web/staging"]);
});
