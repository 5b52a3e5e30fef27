import { z } from "zod";
import { ClusterView, Instant, Sentence, SourceRef, VerdictView } from "./view";

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
  /** May another size, or another pool that fits, be asked for? */
  scale: VerdictView,
  rightSizePool: VerdictView,
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

/** What requests are made for. */
export const SizedResource = z.enum(["cpu", "memory"]);

/** Another request for one container: millicores or bytes. */
export const SuggestionView = z.object({
  workload: z.string(),
  container: z.string(),
  resource: SizedResource,
  from: z.number().nullable(),
  to: z.number(),
  limit: z.object({ from: z.number(), to: z.number() }).nullable(),
  confidence: z.enum(["fair", "good", "high"]),
  /** What makes it more than the use alone would, as having run out of memory. */
  because: z.string().nullable(),
  use: UseView,
});
export type SuggestionView = z.infer<typeof SuggestionView>;
