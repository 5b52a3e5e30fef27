import { z } from "zod";
import { AskedChange, asked, previewed } from "./asked-change";
import { command, query } from "./operation";
import { EstimateView, ResourcesView, SizedResource, SuggestionView, UseWindow } from "./resources-view";
import { ApplicationName, EnvironmentName, Instant } from "./view";

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
    ...previewed,
    from: z.number().int(),
    to: z.number().int(),
    max: z.number().int(),
  }),
  topics: ({ environment }) => [`environment:${environment}`],
});

export const scale = command("environment.scale", {
  summary: "Ask for another size of an environment's node pool, as a change of its files",
  input: z.object({
    ...ScaleAsk,
    ...asked,
  }),
  result: AskedChange,
});

const RightSizeAsk = {
  environment: EnvironmentName,
  application: ApplicationName,
  /** `Kind/name`; every workload of the application when absent. */
  workload: z.string().max(320).optional(),
  window: UseWindow.optional(),
};

export const rightSizePlan = query("environment.right-size-plan", {
  summary: "What giving an application the requests that fit it would write, without asking for it",
  input: z.object(RightSizeAsk),
  result: z.object({
    ...previewed,
    window: UseWindow,
    /** The rule the requests follow, in words. */
    rule: z.string(),
    suggestions: z.array(SuggestionView),
    /** What stays as it is, and why. */
    left: z.array(
      z.object({ workload: z.string(), container: z.string(), resource: SizedResource, reason: z.string() }),
    ),
    /** Of all pods, a month; null where no price is known. */
    effect: EstimateView.nullable(),
    /** What the price effect does not say. */
    caveat: z.string(),
  }),
  topics: ({ environment }) => [`environment:${environment}`],
});

export const rightSize = command("environment.right-size", {
  summary: "Ask for the requests that fit an application, as a change of its files",
  input: z.object({
    ...RightSizeAsk,
    ...asked,
  }),
  result: AskedChange,
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
    ...previewed,
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
  }),
  topics: ({ environment }) => [`environment:${environment}`],
});

export const rightSizePool = command("environment.right-size-pool", {
  summary: "Ask for the node pool that fits what ran, as a change of its files",
  input: z.object({
    ...RightSizePoolAsk,
    ...asked,
  }),
  result: AskedChange,
});
