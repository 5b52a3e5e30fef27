import { bytesText } from "./amount-text";
import { percentile } from "./percentile";
import type { SizeProfile } from "./size-profile";

export type Resource = "cpu" | "memory";

/** What the pods of one container used in an hour that began then (ms since 1970): millicores or bytes of one pod. */
export type UsePoint = { at: number; mean: number; peak: number };

/** Over a window of hours: p50 of the means, p95 and maximum of the peaks; days from its first to its last hour. */
export type UseSummary = { p50: number; p95: number; max: number; points: number; days: number };

export type Advice =
  | { kind: "none"; reason: string; use: UseSummary | null }
  | { kind: "keep"; reason: string; use: UseSummary }
  | {
      kind: "change";
      to: number;
      /** Set where the request would be over the limit, which Kubernetes refuses. */
      limit: number | null;
      confidence: Confidence;
      /** What makes it more than the use alone would; null where nothing does. */
      because: string | null;
      use: UseSummary;
    };

/** How often a container ran out of memory within the window, when last, and the most bytes that it might use then. */
export type Killed = { times: number; last: Date; bytes: number };

export type Confidence = "fair" | "good" | "high";

export const adviceRules = {
  minPoints: 100,
  minDays: 7,
  memoryHeadroom: 1.15,
  /** After running out of memory: a fifth more than it might use then, 100 MiB at least (as VPA does). */
  afterKill: { times: 1.2, more: 100 * 2 ** 20 },
  /** Smaller steps than this share of the request are not worth a restart. */
  worthIt: 0.15,
} as const;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const mebibyte = 2 ** 20;
/** The least a container gets, and the step a request is rounded up to (KRR): 10m and 100 MiB, 1m and 1 MiB. */
const measures: Readonly<Record<Resource, { floor: number; step: number }>> = {
  cpu: { floor: 10, step: 1 },
  memory: { floor: 100 * mebibyte, step: mebibyte },
};

/** The figures a bullet bar shows; null without a single point. The store computes the same in SQL. */
export function summaryOf(points: readonly UsePoint[]): UseSummary | null {
  const peaks = points.map((point) => point.peak);
  const p50 = percentile(
    points.map((point) => point.mean),
    0.5,
  );
  const [p95, max] = [percentile(peaks, 0.95), percentile(peaks, 1)];
  if (p50 === null || p95 === null || max === null) return null;
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at } of points) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return { p50, p95, max, points: points.length, days: (last - first + hourMs) / dayMs };
}

/**
 * One request that several clusters share has to fit the busiest of them: the highest of each figure. Null where none
 * was measured.
 */
export function busiestOf(all: readonly UseSummary[]): UseSummary | null {
  if (all.length === 0) return null;
  const most = (of: (one: UseSummary) => number): number => Math.max(...all.map(of));
  return {
    p50: most((one) => one.p50),
    p95: most((one) => one.p95),
    max: most((one) => one.max),
    points: most((one) => one.points),
    days: most((one) => one.days),
  };
}

/**
 * The request that fits what a container used: CPU p95 over the profile's target, memory the maximum and 15 %, rounded
 * up; never shrunk under the floors, and never raised to them. Nothing is suggested on less than 7 days or 100 points, nor for a request that an
 * autoscaler measures its target by (a change there would move the replicas) or writes itself. After KRR's simple strategy.
 */
export function rightSize(ask: {
  resource: Resource;
  /** Null where nothing was measured. */
  use: UseSummary | null;
  /** Null where the container declares none. */
  request: number | null;
  limit?: number | null;
  profile: SizeProfile;
  /** Resources whose use in percent of the request an autoscaler keeps. */
  autoscaledOn: readonly Resource[];
  /** Of memory: kills within the window. */
  killed?: Killed | null;
  /** The VerticalPodAutoscaler that decides it. */
  resizedBy?: { name: string; mode: string } | null;
}): Advice {
  const { use } = ask;
  if (ask.autoscaledOn.includes(ask.resource))
    return {
      kind: "none",
      reason: `an autoscaler keeps its ${ask.resource} in percent of this request`,
      use,
    };
  if (ask.resizedBy)
    return {
      kind: "none",
      reason: `VerticalPodAutoscaler ${ask.resizedBy.name} (${ask.resizedBy.mode}) decides the ${ask.resource} of its pods, whatever the files say`,
      use,
    };
  if (use === null) return { kind: "none", reason: `0 of ${adviceRules.minDays} days of data`, use };
  if (use.days < adviceRules.minDays)
    return {
      kind: "none",
      reason: `${Math.floor(use.days)} of ${adviceRules.minDays} days of data`,
      use,
    };
  if (use.points < adviceRules.minPoints)
    return { kind: "none", reason: `${use.points} of ${adviceRules.minPoints} points`, use };
  const fits = fitting(ask.resource, use, ask.profile, ask.request);
  const after = ask.resource === "memory" && ask.killed ? neededAfter(ask.killed, use) : 0;
  const to = Math.max(fits, after);
  const because = after > fits && ask.killed ? killText(ask.killed) : null;
  if (ask.request !== null && ask.request > 0) {
    const share = (to - ask.request) / ask.request;
    // A container over its request is starved whatever the size of the step.
    const starved = after > ask.request || (ask.resource === "cpu" ? use.p95 : use.max) > ask.request;
    if (!starved && Math.abs(share) < adviceRules.worthIt)
      return {
        kind: "keep",
        reason: `fits: ${ask.resource === "cpu" ? "p95" : "the maximum"} is ${percentOf(ask.resource === "cpu" ? use.p95 : use.max, ask.request)} of the request`,
        use,
      };
  }
  const limit = ask.limit != null && to > ask.limit ? to : null;
  return { kind: "change", to, limit, confidence: confidenceOf(use.days), because, use };
}

/** Measured peaks miss what killed it: it wanted more than it might use. */
function neededAfter({ bytes }: Killed, { max }: UseSummary): number {
  const { times, more } = adviceRules.afterKill;
  const had = Math.max(bytes, max);
  return Math.ceil(Math.max(had * times, had + more) / mebibyte - 1e-9) * mebibyte;
}

const killText = ({ times, last, bytes }: Killed): string =>
  `it ran out of memory ${times === 1 ? "once" : `${times} times`}, last on ${last.toISOString().slice(0, 10)}, with ${bytesText(bytes)}`;

function fitting(resource: Resource, use: UseSummary, profile: SizeProfile, request: number | null): number {
  const { floor, step } = measures[resource];
  const wanted = resource === "cpu" ? use.p95 / profile.cpuTarget : use.max * adviceRules.memoryHeadroom;
  // The quotient of two fractions may lie a hair over a whole step, which is no reason for another one.
  const fits = Math.ceil(wanted / step - 1e-9) * step;
  return Math.max(fits, request === null ? floor : Math.min(floor, request));
}

const confidenceOf = (days: number): Confidence => (days >= 60 ? "high" : days >= 14 ? "good" : "fair");

const percentOf = (part: number, whole: number): string => `${Math.round((part / whole) * 100)} %`;
