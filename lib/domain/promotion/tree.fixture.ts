import { createHash } from "node:crypto";
import type { Placement } from "../fleet";

export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

const overlay = (
  tag: string,
  literals: string[],
  comment = "",
): string => `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../../base
  - namespace.yaml${comment}
images:
  - name: registry.acme.example/my-service
    newTag: "${tag}"
configMapGenerator:
  - name: app-config
    literals:
${literals.map((l) => `      - ${l}`).join("\n")}
`;

/** A Kustomize application with overlays, a cluster layer and a region component that only production reads. */
export const kustomizeTree: Readonly<Record<string, string>> = {
  "apps/my-service/base/kustomization.yaml": "resources:\n  - deployment.yaml\n",
  "apps/my-service/overlays/dev/kustomization.yaml": overlay("1.9.0", [
    "LOG_LEVEL=debug",
    "RETRY_LIMIT=5",
    "BACKOFF=250ms",
  ]),
  "apps/my-service/overlays/staging/kustomization.yaml": overlay("1.8.2", [
    "LOG_LEVEL=info",
    "RETRY_LIMIT=5",
    "BACKOFF=250ms",
  ]),
  "apps/my-service/overlays/production/kustomization.yaml": overlay(
    "1.8.0",
    ["LOG_LEVEL=warn", "RETRY_LIMIT=3"],
    " # keep first",
  ),
  "apps/my-service/clusters/primary/kustomization.yaml": "resources:\n  - ../../overlays/production\n",
  "apps/my-service/clusters/secondary/kustomization.yaml":
    "resources:\n  - ../../overlays/production\ncomponents:\n  - ../../regions/eu-west-1\n",
  "apps/my-service/regions/eu-west-1/kustomization.yaml":
    "kind: Component\nconfigMapGenerator:\n  - name: app-config\n    behavior: merge\n    literals:\n      - RETRY_LIMIT=8\n",
};

export const kustomizePlacements: readonly Placement[] = [
  ["dev", "dev-cluster", "overlays/dev"],
  ["staging", "staging-cluster", "overlays/staging"],
  ["production", "primary", "clusters/primary"],
  ["production", "secondary", "clusters/secondary"],
].map(([environment = "", cluster = "", folder = ""]) => ({
  id: `my-service/${environment}/${cluster}`,
  application: "my-service",
  environment,
  cluster,
  region: null,
  role: cluster === "secondary" ? "failover" : "primary",
  namespace: "my-service",
  source: { kind: "kustomize", path: `apps/my-service/${folder}` },
}));

const values = (tag: string, bundles: boolean): string =>
  `# Application configuration\napp:\n  replicaCount: 2\n  image:\n    tag: "${tag}"   # set by promotions\nfeatures:\n  new_checkout: ${bundles}\n`;

/** A Helm application whose defaults lie in the chart and in a shared values file. */
export const helmTree: Readonly<Record<string, string>> = {
  "apps/checkout/chart/Chart.yaml": "apiVersion: v2\nname: checkout\nversion: 0.4.0\n",
  "apps/checkout/chart/values.yaml":
    "app:\n  image:\n    repository: registry.acme.example/checkout\n    tag: latest\n",
  "apps/checkout/values/base.yaml": "payments:\n  provider: stripe\n",
  "apps/checkout/values/staging.yaml": values("3.4.1", true),
  "apps/checkout/values/production.yaml": values("3.4.0", false),
};

export const helmPlacements: readonly Placement[] = ["staging", "production"].map((environment) => ({
  id: `checkout/${environment}/${environment}-cluster`,
  application: "checkout",
  environment,
  cluster: `${environment}-cluster`,
  region: null,
  role: "primary",
  namespace: "checkout",
  source: {
    kind: "helm",
    chart: "apps/checkout/chart",
    values: ["apps/checkout/values/base.yaml", `apps/checkout/values/${environment}.yaml`],
    release: "checkout",
    namespace: "checkout",
  },
}));

export const reading =
  (tree: Readonly<Record<string, string>>) =>
  (path: string): string | null =>
    tree[path] ?? null;
