import type { UseHour } from "@/lib/domain/capacity-review/use-hour";
import type { DayLine, HourLine, LineKind, PartLine } from "@/lib/domain/cost-review/line";
import type { AssetKind, Found } from "@/lib/domain/cost-review/sample";

/** What told the use of containers. */
export type UsageOrigin = "metrics.k8s.io" | "prometheus";

/** What one look at one cluster found. `slot` is the moment it was due: a slot counts once, whoever took it. */
export type ClusterSample = Found & {
  cluster: string;
  slot: Date;
  /** Taken so long after its moment that it says little about it. */
  late: boolean;
  /** Null: nothing told it. */
  usageFrom: UsageOrigin | null;
};

/** An hour that nobody looked at, told afterwards: `slots` looks that there would have been. */
export type PastHour = Found &
  ClusterHour & { slots: number; usageFrom: UsageOrigin | null; use: readonly UseHour[] };

export type ClusterHour = { cluster: string; hour: Date };
/** One hour's costs, ready to be kept; null where the cluster's days come from elsewhere. */
export type HourCosts = ClusterHour & { lines: readonly HourLine[] | null };

/** What a day's costs were computed from: our samples, or a cost service's own answer. */
export type DaySource = "samples" | "opencost";
/** One cluster's whole day as a cost service tells it. */
export type DayCosts = { cluster: string; day: string; source: DaySource; lines: readonly HourLine[] };

export type Coverage = {
  /** Cluster-hours with at least one sample, and the first of them. */
  hours: number;
  late: number;
  /** Cluster-hours in which the use of containers was known in every sample. */
  measured: number;
  /** Cluster-hours in which volumes and load balancers could be seen. */
  withAssets: number;
  /** What told the use, and in how many cluster-hours. */
  usage: readonly { from: UsageOrigin; hours: number }[];
  first: Date | null;
  /** The end of the last hour that was turned into costs. */
  measuredTo: Date | null;
};

/** Mean of an hour of the week, in one zone: 0 is Monday. */
export type WeekHour = { day: number; hour: number; cost: number; idle: number };

/** Core-hours asked for and used in one hour, of what was measured. */
export type BusyHour = { hour: Date; asked: number; used: number };

/** What an environment and team cost in a period, by what it was for. */
export type PeriodTotal = {
  /** YYYY-MM-DD, or YYYY-MM by month. */
  period: string;
  environment: string | null;
  team: string | null;
  kind: LineKind;
  cost: number;
  unpriced: number;
};

/** What parts of a day's cost may be asked by, besides what a day's line says. */
export type PartFacet = "namespace" | "controller" | `label:${string}`;

/** A label that pods of an application have in an environment; null of neither. */
export type LabelName = { environment: string | null; application: string | null; name: string };

/** A kind of thing that was seen besides nodes, to look its price up. */
export type AssetClass = { kind: AssetKind; class: string | null; region: string | null };

export interface SamplesReads {
  /** Where each cluster's days of that time came from, and which days, in their order. */
  sources(ask: {
    from: string;
    to: string;
  }): Promise<readonly { cluster: string; source: DaySource; days: readonly string[] }[]>;
  /** Kinds of volumes, load balancers and traffic that were seen since then. */
  assetClasses(since: Date): Promise<readonly AssetClass[]>;
  /** Hours in which a cluster was not sampled at all, oldest first; both ends are whole hours, the last is left out. */
  missing(ask: { cluster: string; since: Date; until: Date }): Promise<readonly Date[]>;
  /** The daily rollup from one day to another, both included, in one currency. */
  days(ask: { from: string; to: string; currency: string }): Promise<readonly DayLine[]>;
  /**
   * The same days told apart by namespace, and by controller and labels where asked, which are null otherwise. Days of
   * before these were kept have no parts, or some without a namespace.
   */
  parts(ask: {
    from: string;
    to: string;
    currency: string;
    by: readonly PartFacet[];
  }): Promise<readonly PartLine[]>;
  /** Names of labels in the parts of those days, and whose they are. */
  labelNames(ask: { from: string; to: string }): Promise<readonly LabelName[]>;
  /** Sums by environment and team, of days or of calendar months; both ends are included. */
  totals(ask: {
    by: "day" | "month";
    from: string;
    to: string;
    currency: string;
  }): Promise<readonly PeriodTotal[]>;
  /** What an environment's hours of the week cost and how much of it nobody asked for. */
  week(ask: {
    environment: string;
    since: Date;
    zone: string;
    currency: string;
  }): Promise<readonly WeekHour[]>;
  /** Measured hours of an environment, oldest first; one in which no use was known is absent. */
  busyHours(ask: { environment: string; since: Date }): Promise<readonly BusyHour[]>;
  coverage(ask: { since: Date; until: Date }): Promise<Coverage>;
  /** Sampled hours before that moment that were not turned into costs yet, oldest first. */
  open(before: Date): Promise<readonly ClusterHour[]>;
  /** What an hour's samples say; a missing sample is taken to be as the others of its hour. */
  hour(of: ClusterHour): Promise<Found>;
}

export interface Samples extends SamplesReads {
  /** True when the owner has the name until `now + ms`; nobody else gets it before. */
  lease(ask: { name: string; owner: string; ms: number }, now: Date): Promise<boolean>;
  /** False, and nothing is written, when the slot or a later one of that cluster was counted already. */
  record(sample: ClusterSample): Promise<boolean>;
  /** Keeps an hour that nobody sampled; false, and nothing is written, when somebody did. */
  recordPast(hour: PastHour): Promise<boolean>;
  /** Keeps a cluster's day as told elsewhere, in place of what was kept of that day. */
  closeDay(day: DayCosts, currency: string): Promise<void>;
  /** Keeps hours' costs and adds up their days anew. The same hour again replaces what was kept. */
  close(hours: readonly HourCosts[], money: { currency: string; zone: string }, now: Date): Promise<void>;
  /** Takes away samples, hourly costs and use, and parts of days, before a moment each; days stay. */
  forget(before: { samples: Date; hours: Date; parts: string }): Promise<void>;
}
