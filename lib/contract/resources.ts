import { z } from "zod";
import { command, query } from "./operation";
import { GateView, PlanDigest, PlanView } from "./plan-view";
import { PromotionState } from "./promotion-view";
import {
  ApplicationName,
  ClusterView,
  EnvironmentName,
  Instant,
  Sentence,
  SourceRef,
  VerdictView,
} from "./view";

/** Millicores and bytes; null is unknown, which is never nothing. */
export const AmountView = z.object({ cpuMillis: z.number(), memoryBytes: z.number() });
export type AmountView = z.infer<typeof AmountView>;

/** An amount of money that was computed, not measured or billed: with its currency, a month unless it says else. */
export const EstimateView = z.object({
  value: z.number(),
  currency: z.string(),
  mark: z.literal("estimate"),
});
export type EstimateView = z.infer<typeof EstimateView>;

export const NodePod = z.object({
  /** The workload it belongs to, by its key in `workloads`; null for pods of nobody here. */
  workload: z.string().nullable(),
  name: z.string(),
  requested: AmountView,
  used: AmountView.nullable(),
});

export const NodeView = z.object({
  name: z.string(),
  zone: z.string().nullable(),
  instanceType: z.string().nullable(),
  ready: z.boolean(),
  capacity: AmountView,
  allocatable: AmountView,
  requested: AmountView,
  used: AmountView.nullable(),
  pods: z.array(NodePod),
});
export type NodeView = z.infer<typeof NodeView>;

export const NodePoolView = z.object({
  cluster: ClusterView,
  instanceType: z.string().nullable(),
  min: z.number().int().nullable(),
  max: z.number().int().nullable(),
  /** The lines that declare it: one for the environment, or one an application. */
  declared: z.array(SourceRef),
  /** Null: nothing was heard of the cluster's nodes. */
  nodes: z.array(NodeView).nullable(),
  /** Other environments whose pods share these nodes. */
  sharedWith: z.array(z.string()),
  /** Pods of the environment that no node takes; null when that is not known. */
  pending: z.number().int().nullable(),
  notReady: z.number().int().nullable(),
  /** Nodes of the same size that today's requests would need at the tightest; null when it cannot be told. */
  tight: z.number().int().nullable(),
  /** A month of the nodes that run now; null where they, their type or its price are unknown. */
  monthly: EstimateView.nullable(),
});
export type NodePoolView = z.infer<typeof NodePoolView>;

/** What one pod's container used over a window of hours: p50 of their means, p95 and maximum of their peaks. */
export const UseView = z.object({
  p50: z.number(),
  p95: z.number(),
  max: z.number(),
  points: z.number().int(),
  days: z.number(),
});
export const AdviceView = z.object({
  kind: z.enum(["none", "keep", "change"]),
  reason: z.string().nullable(),
  to: z.number().nullable(),
  /** The limit that has to rise with it; null where it may stay. */
  limit: z.number().nullable(),
  confidence: z.enum(["fair", "good", "high"]).nullable(),
});
export type AdviceView = z.infer<typeof AdviceView>;

/** One resource of one container in each pod: millicores or bytes. */
export const MeasureView = z.object({
  request: z.number().nullable(),
  limit: z.number().nullable(),
  /** Over the pods that were measured just now; null where nothing measures. */
  now: z.object({ mean: z.number(), max: z.number(), pods: z.number().int() }).nullable(),
  /** Absent samples are null, never a row of zeros. */
  window: UseView.nullable(),
  advice: AdviceView,
});
export type MeasureView = z.infer<typeof MeasureView>;

export const WorkloadView = z.object({
  /** `cluster/namespace/Kind/name`. */
  key: z.string(),
  /** Two letters that tie it to the squares of its nodes. */
  code: z.string(),
  application: z.string(),
  team: z.string().nullable(),
  kind: z.string(),
  name: z.string(),
  cluster: z.string(),
  stale: z.boolean(),
  replicas: z.object({ declared: z.number().int().nullable(), running: z.number().int().nullable() }),
  autoscaler: z
    .object({ name: z.string(), min: z.number().int().nullable(), max: z.number().int() })
    .nullable(),
  containers: z.array(z.object({ name: z.string(), cpu: MeasureView, memory: MeasureView })),
  /** Of all its pods: requested and not used now; null where use or request is unknown. */
  waste: AmountView.nullable(),
  /** What the suggested requests of all its pods are worth a month; null without one, or without a price. */
  effect: EstimateView.nullable(),
  /** May its suggestion be opened as a change now? */
  change: VerdictView,
});
export type WorkloadView = z.infer<typeof WorkloadView>;

export const QuotaView = z.object({
  cluster: z.string(),
  namespace: z.string(),
  name: z.string(),
  entries: z.array(
    z.object({
      resource: z.string(),
      used: z.string().nullable(),
      hard: z.string(),
      share: z.number().nullable(),
    }),
  ),
});

export const EnvironmentResources = z.object({
  environment: z.string(),
  production: z.boolean(),
  sentence: Sentence,
  pools: z.array(NodePoolView),
  workloads: z.array(WorkloadView),
  /** Null: the quotas of some cluster could not be read. */
  quotas: z.array(QuotaView).nullable(),
  /** Of allocatable, over the pools whose nodes and use are known; null: nothing is known. */
  total: z.object({
    allocatable: AmountView.nullable(),
    requested: AmountView.nullable(),
    used: AmountView.nullable(),
  }),
  scale: VerdictView,
  problems: z.array(z.object({ message: z.string() })),
});
export type EnvironmentResources = z.infer<typeof EnvironmentResources>;

export const UseWindow = z.enum(["7d", "14d", "30d", "60d"]);
export type UseWindow = z.infer<typeof UseWindow>;

export const ResourcesView = z.object({
  asOf: Instant,
  sentence: Sentence,
  environments: z.array(EnvironmentResources),
  /** What suggestions rest on, in words. */
  samples: z.object({ window: UseWindow, days: z.number(), note: z.string() }),
  /** Every environment the reader may choose. */
  choices: z.array(z.string()),
});
export type ResourcesView = z.infer<typeof ResourcesView>;

export const resources = query("environment.resources", {
  summary: "What environments reserve and use: node pools, nodes, workloads and quotas",
  input: z.object({ environment: EnvironmentName.optional(), window: UseWindow.optional() }),
  result: ResourcesView,
  topics: ({ environment }) => [environment === undefined ? "fleet" : `environment:${environment}`],
});

const ScaleAsk = {
  environment: EnvironmentName,
  /** The least number of nodes the pool keeps; its declared maximum is the ceiling. */
  nodes: z.number().int().min(0).max(1000),
};

export const scalePlan = query("environment.scale-plan", {
  summary: "What scaling a node pool would write, without asking for it",
  input: z.object(ScaleAsk),
  result: z.object({
    asOf: Instant,
    production: z.boolean(),
    from: z.number().int(),
    to: z.number().int(),
    max: z.number().int(),
    plan: PlanView,
    gates: z.array(GateView),
    verdict: Sentence,
    request: VerdictView,
  }),
  topics: ({ environment }) => [`environment:${environment}`],
});

export const scale = command("environment.scale", {
  summary: "Ask for another size of an environment's node pool, as a change of its files",
  input: z.object({
    ...ScaleAsk,
    planDigest: PlanDigest.optional(),
    comment: z.string().max(4000).optional(),
  }),
  result: z.object({ id: z.string(), digest: z.string(), state: PromotionState, sentence: Sentence }),
});

const RightSizeAsk = {
  environment: EnvironmentName,
  application: ApplicationName,
  /** `Kind/name`; every workload of the application when absent. */
  workload: z.string().max(320).optional(),
  window: UseWindow.optional(),
};

const resource = z.enum(["cpu", "memory"]);

/** Another request for one container: millicores or bytes. */
export const SuggestionView = z.object({
  workload: z.string(),
  container: z.string(),
  resource,
  from: z.number().nullable(),
  to: z.number(),
  limit: z.object({ from: z.number(), to: z.number() }).nullable(),
  confidence: z.enum(["fair", "good", "high"]),
  use: UseView,
});
export type SuggestionView = z.infer<typeof SuggestionView>;

export const rightSizePlan = query("environment.right-size-plan", {
  summary: "What giving an application the requests that fit it would write, without asking for it",
  input: z.object(RightSizeAsk),
  result: z.object({
    asOf: Instant,
    production: z.boolean(),
    window: UseWindow,
    /** The rule the requests follow, in words. */
    rule: z.string(),
    suggestions: z.array(SuggestionView),
    /** What stays as it is, and why. */
    left: z.array(z.object({ workload: z.string(), container: z.string(), resource, reason: z.string() })),
    /** Of all pods, a month; null where no price is known. */
    effect: EstimateView.nullable(),
    /** What the price effect does not say. */
    caveat: z.string(),
    plan: PlanView,
    gates: z.array(GateView),
    verdict: Sentence,
    request: VerdictView,
  }),
  topics: ({ environment }) => [`environment:${environment}`],
});

export const rightSize = command("environment.right-size", {
  summary: "Ask for the requests that fit an application, as a change of its files",
  input: z.object({
    ...RightSizeAsk,
    planDigest: PlanDigest.optional(),
    comment: z.string().max(4000).optional(),
  }),
  result: z.object({ id: z.string(), digest: z.string(), state: PromotionState, sentence: Sentence }),
});

export const containerUse = query("environment.use", {
  summary: "What one container used, hour by hour",
  input: z.object({
    environment: EnvironmentName,
    application: ApplicationName,
    cluster: z.string().max(253),
    workload: z.string().max(320),
    container: z.string().max(253),
    window: UseWindow.optional(),
  }),
  result: z.object({
    asOf: Instant,
    window: UseWindow,
    since: Instant,
    until: Instant,
    /** Oldest first; an hour that was not measured is absent. Millicores and bytes of one pod. */
    points: z.array(
      z.object({
        at: Instant,
        pods: z.number().int(),
        cpu: z.object({ mean: z.number(), peak: z.number() }),
        memory: z.object({ mean: z.number(), peak: z.number() }),
      }),
    ),
  }),
  topics: ({ environment }) => [`environment:${environment}`],
});

const PoolSize = z.object({ instanceType: z.string(), min: z.number().int(), max: z.number().int() });

const RightSizePoolAsk = { environment: EnvironmentName, window: UseWindow.optional() };

export const rightSizePoolPlan = query("environment.right-size-pool-plan", {
  summary: "Which node pool would have carried what ran, and what declaring it would write",
  input: z.object(RightSizePoolAsk),
  result: z.object({
    asOf: Instant,
    production: z.boolean(),
    window: UseWindow,
    /** Hours of every cluster that were measured; each was packed on its own. */
    hours: z.number().int(),
    from: PoolSize,
    to: PoolSize,
    /** Nodes of the suggested type that the quietest and the busiest hour needed. */
    quietest: z.number().int(),
    busiest: z.number().int(),
    /** Every type that was tried, the cheapest first, with a month of it; today's pool among them as it is declared. */
    tried: z.array(PoolSize.extend({ now: z.boolean(), monthly: EstimateView })),
    /** A month of the suggested pool less one of today's, both as those hours would have had them. */
    effect: EstimateView.nullable(),
    rule: z.string(),
    plan: PlanView,
    gates: z.array(GateView),
    verdict: Sentence,
    request: VerdictView,
  }),
  topics: ({ environment }) => [`environment:${environment}`],
});

export const rightSizePool = command("environment.right-size-pool", {
  summary: "Ask for the node pool that fits what ran, as a change of its files",
  input: z.object({
    ...RightSizePoolAsk,
    planDigest: PlanDigest.optional(),
    comment: z.string().max(4000).optional(),
  }),
  result: z.object({ id: z.string(), digest: z.string(), state: PromotionState, sentence: Sentence }),
});
