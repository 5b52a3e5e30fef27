import type { CostLine, DayLine } from "@/lib/domain/cost-review/line";
import type { ContainerHour, NodeHour } from "@/lib/domain/cost-review/sample";

/** What one look at one cluster found. `slot` is the moment it was due: a slot counts once, whoever took it. */
export type ClusterSample = {
  cluster: string;
  slot: Date;
  /** Taken so long after its moment that it says little about it. */
  late: boolean;
  nodes: readonly NodeHour[];
  containers: readonly ContainerHour[];
};

export type ClusterHour = { cluster: string; hour: Date };
/** One hour's costs, ready to be kept. */
export type HourCosts = ClusterHour & { lines: readonly CostLine[] };

export type Coverage = {
  /** Cluster-hours with at least one sample, and the first of them. */
  hours: number;
  late: number;
  first: Date | null;
  /** The end of the last hour that was turned into costs. */
  measuredTo: Date | null;
};

/** Mean of an hour of the week, in one zone: 0 is Monday. */
export type WeekHour = { day: number; hour: number; cost: number; idle: number };

export interface SamplesReads {
  /** The daily rollup from one day to another, both included, in one currency. */
  days(ask: { from: string; to: string; currency: string }): Promise<readonly DayLine[]>;
  /** What an environment's hours of the week cost and how much of it nobody asked for. */
  week(ask: {
    environment: string;
    since: Date;
    zone: string;
    currency: string;
  }): Promise<readonly WeekHour[]>;
  coverage(ask: { since: Date; until: Date }): Promise<Coverage>;
  /** Sampled hours before that moment that were not turned into costs yet, oldest first. */
  open(before: Date): Promise<readonly ClusterHour[]>;
  /** What an hour's samples say; a missing sample is taken to be as the others of its hour. */
  hour(of: ClusterHour): Promise<{ nodes: readonly NodeHour[]; containers: readonly ContainerHour[] }>;
}

export interface Samples extends SamplesReads {
  /** True when the owner has the name until `now + ms`; nobody else gets it before. */
  lease(ask: { name: string; owner: string; ms: number }, now: Date): Promise<boolean>;
  /** False, and nothing is written, when the slot or a later one of that cluster was counted already. */
  record(sample: ClusterSample): Promise<boolean>;
  /** Keeps hours' costs and adds up their days anew. The same hour again replaces what was kept. */
  close(hours: readonly HourCosts[], money: { currency: string; zone: string }, now: Date): Promise<void>;
  /** Takes away samples, and hourly costs and use, before a moment each; days stay. */
  forget(before: { samples: Date; hours: Date }): Promise<void>;
}
