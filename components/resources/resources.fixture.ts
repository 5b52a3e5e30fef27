import type {
  EnvironmentResources,
  MeasureView,
  NodePoolView,
  ResourcesView,
  WorkloadView,
} from "@/lib/contract/resources-view";

export const asOf = "2026-11-20T13:02:31.000Z";
const gib = 2 ** 30;
const none = {
  kind: "none",
  reason: "4 of 7 days of data",
  to: null,
  limit: null,
  confidence: null,
} as const;

export const measure = (part: Partial<MeasureView> = {}): MeasureView => ({
  request: 500,
  limit: 1000,
  now: { mean: 100, max: 180, pods: 2 },
  window: null,
  advice: none,
  ...part,
});

export const workload = (name: string, part: Partial<WorkloadView> = {}): WorkloadView => ({
  key: `one/${name}/Deployment/${name}`,
  code: name.slice(0, 2),
  application: name,
  team: "payments",
  kind: "Deployment",
  name,
  cluster: "one",
  stale: false,
  replicas: { declared: 2, running: 2 },
  autoscaler: null,
  containers: [{ name: "app", cpu: measure(), memory: measure({ request: gib, limit: 2 * gib, now: null }) }],
  waste: { cpuMillis: 800, memoryBytes: gib },
  effect: null,
  change: { allowed: true, code: null, message: null },
  ...part,
});

export const pool = (part: Partial<NodePoolView> = {}): NodePoolView => ({
  cluster: { name: "one", region: "eu-central-1", role: "primary", reachable: true, asOf, reason: null },
  instanceType: "m5.large",
  min: 1,
  max: 4,
  declared: [{ file: "orchestr8.yaml", line: 120, sha: null }],
  nodes: ["a", "b"].map((name) => ({
    name: `ip-10-0-0-${name}.eu`,
    zone: "eu-central-1a",
    instanceType: "m5.large",
    ready: true,
    capacity: { cpuMillis: 2000, memoryBytes: 8 * gib },
    allocatable: { cpuMillis: 1900, memoryBytes: 7 * gib },
    requested: { cpuMillis: 500, memoryBytes: gib },
    used: { cpuMillis: 100, memoryBytes: gib },
    pods: [
      {
        workload: "one/web/Deployment/web",
        name: `web-${name}`,
        requested: { cpuMillis: 500, memoryBytes: gib },
        used: { cpuMillis: 100, memoryBytes: gib },
      },
    ],
  })),
  sharedWith: [],
  pending: 0,
  notReady: 0,
  tight: 1,
  monthly: { value: 140, currency: "EUR", mark: "estimate" },
  ...part,
});

export const environment = (part: Partial<EnvironmentResources> = {}): EnvironmentResources => ({
  environment: "staging",
  production: false,
  sentence: [{ text: "staging uses 20 % of the CPU", strong: true }],
  pools: [pool()],
  workloads: [workload("web")],
  quotas: [],
  total: { allocatable: null, requested: null, used: null },
  scale: { allowed: true, code: null, message: null },
  rightSizePool: { allowed: true, code: null, message: null },
  problems: [],
  ...part,
});

export const view = (...environments: EnvironmentResources[]): ResourcesView => ({
  asOf,
  sentence: [{ text: "Of every 10 vCPU on the nodes, 2.6 are promised" }],
  environments,
  samples: { window: "14d", days: 4, note: "4 days of data: suggestions need 7." },
  choices: environments.map((one) => one.environment),
});
