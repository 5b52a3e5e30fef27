import type { ConfigKey, ConfigView } from "@/lib/contract/configuration";
import type { ExplainView, WhatIfView } from "@/lib/contract/explain";

const inherits = {
  base: "inherits",
  environment: "inherits",
  cluster: "inherits",
  region: "inherits",
  runtime: "inherits",
} as const;

export const memory = "Deployment/my-service/spec.template.spec.containers[app].resources.limits.memory";
const path = memory.slice("Deployment/my-service/".length);

export const key = (address: string, more: Partial<ConfigKey> = {}): ConfigKey => ({
  address,
  path: address.replace(/^[A-Z][^/]*\/[^/]+\//, ""),
  value: "1",
  secret: false,
  ribbon: { ...inherits, base: "wins" },
  ...more,
});

export const configView = (more: Partial<ConfigView> = {}): ConfigView => ({
  application: "my-service",
  environment: "production",
  production: true,
  renderer: "kustomize",
  cluster: "prod-cluster-primary",
  clusters: [
    { name: "prod-cluster-primary", role: "primary", others: 0 },
    { name: "prod-cluster-secondary", role: "failover", others: 1 },
  ],
  environments: ["dev", "staging"],
  against: null,
  asOf: "2026-11-23T12:02:00Z",
  revision: "4f2c91a0000000000000000000000000000000aa",
  counts: { keys: 4, aboveBase: 1, left: 0 },
  groups: [
    {
      id: "Deployment/my-service",
      title: "Deployment/my-service",
      kind: "object",
      keys: [
        key("Deployment/my-service/spec.replicas"),
        key(memory, {
          value: "512Mi",
          ribbon: { ...inherits, base: "overridden", environment: "overridden", cluster: "wins" },
        }),
      ],
    },
    {
      id: "Secret/pass",
      title: "Secret/pass",
      kind: "object",
      keys: [key("Secret/pass/data.password", { value: "***", secret: true })],
    },
    {
      id: "Service/my-service",
      title: "Service/my-service",
      kind: "object",
      keys: [key("Service/my-service/spec.type")],
    },
  ],
  status: "rendered",
  problems: [],
  ...more,
});

const written = {
  commit: "e09b4160000000000000000000000000000000aa",
  author: "Tom Brandt",
  time: "2026-10-13T08:00:00Z",
  subject: "fit on old nodes",
};
const candidate = (layer: string, file: string, line: number, value: string, won: boolean) => ({
  layer,
  how: "patch",
  file,
  line,
  column: 1,
  value,
  removes: false,
  won,
  why: won ? "set by its patch; nothing stronger sets it" : "a stronger layer sets it again",
  editable: true,
  ...written,
});

export const explainView = (more: Partial<ExplainView> = {}): ExplainView => ({
  environment: "production",
  application: "my-service",
  cluster: "prod-cluster-primary",
  object: "Deployment/my-service",
  path,
  address: memory,
  value: "512Mi",
  secret: false,
  status: "resolved",
  from: { layer: "cluster", file: "clusters/prod/memory.yaml", line: 15, column: 1, ...written },
  candidates: [
    candidate("base", "base/deployment.yaml", 54, "256Mi", false),
    candidate("environment", "overlays/production/deployment.yaml", 25, "2Gi", false),
    candidate("cluster", "clusters/prod/memory.yaml", 15, "512Mi", true),
  ],
  list: "an item of a list that is merged by name",
  note: null,
  elsewhere: [{ cluster: "prod-cluster-secondary", value: "2Gi" }],
  revision: "4f2c91a",
  problems: [],
  ...more,
});

export const whatIfView = (more: Partial<WhatIfView> = {}): WhatIfView => ({
  file: "clusters/prod/memory.yaml",
  line: 15,
  layer: "cluster",
  before: "512Mi",
  after: "1Gi",
  rows: [
    {
      environment: "staging",
      cluster: "staging-cluster",
      production: false,
      before: "1Gi",
      after: "1Gi",
      changed: false,
      decidedBy: null,
      alsoChanged: 0,
      failed: null,
    },
    {
      environment: "production",
      cluster: "prod-cluster-primary",
      production: true,
      before: "512Mi",
      after: "1Gi",
      changed: true,
      decidedBy: "cluster",
      alsoChanged: 0,
      failed: null,
    },
  ],
  others: [],
  problems: [],
  change: { allowed: true, code: null, message: null },
  ...more,
});
