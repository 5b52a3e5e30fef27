import type { UseSummary } from "@/lib/domain/capacity-review/right-size";
import type { MeanPeak, UseHour, UseKey, UseKill } from "@/lib/domain/capacity-review/use-hour";

/** Where and when: the namespaces of clusters, from one moment until before another. */
export type UseAsk = {
  places: readonly { cluster: string; namespace: string }[];
  since: Date;
  until: Date;
};

/** A container over a window: cores and GiB of one pod. */
export type ContainerUse = UseKey & {
  cpu: UseSummary;
  ram: UseSummary;
  /** How often it ran out of memory, when last, and the most GiB that it might use then; null: never that we heard. */
  killed: { times: number; last: Date; ram: number } | null;
};

/** An hour of one container, for its chart. */
export type UsePointRow = { hour: Date; pods: number; cpu: MeanPeak; ram: MeanPeak };

/**
 * The most pods of a workload that ran at once in each hour of a day: 24 counts from midnight UTC; null was not measured
 * or is outside of what was asked.
 */
export type PodDay = {
  cluster: string;
  namespace: string;
  workload: string;
  day: Date;
  pods: readonly (number | null)[];
};

/**
 * What containers used in each hour: the mean over pods and samples, and the busiest sample of the busiest pod. So a
 * window of weeks stays small on any fleet, and a percentile over the hours' peaks is never under the one over the
 * single samples: a request that rests on it is rather too large than too small.
 */
export interface UsageReads {
  /** Containers with at least one measured hour. p50 is over the hours' means, p95 and maximum over their peaks. */
  containers(ask: UseAsk): Promise<readonly ContainerUse[]>;
  /** The hours of one container, oldest first; one that was not measured is absent. */
  hours(ask: { of: UseKey; since: Date; until: Date }): Promise<readonly UsePointRow[]>;
  /** The workloads that ran, by day, the oldest first. */
  pods(ask: UseAsk): Promise<readonly PodDay[]>;
}

export interface Usage extends UsageReads {
  /** Adds hours, or parts of hours, to what is kept of them; each hour of a container once. */
  add(rows: readonly UseHour[]): Promise<void>;
  /** Notes containers that ran out of memory; one that is known already is not counted again. */
  addKills(kills: readonly UseKill[]): Promise<void>;
  /** Whole days (UTC) that ended by then. */
  forget(before: Date): Promise<void>;
}
