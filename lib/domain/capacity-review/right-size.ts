import { percentile } from "./percentile";
import type { SizeProfile } from "./size-profile";

export type Resource = "cpu" | "memory";

/** What one container used, a point a sampling: milliseconds since 1970, and millicores or bytes. */
export type UsePoint = { at: number; value: number };

export type UseSummary = { p50: number; p95: number; max: number; points: number; days: number };

export type Advice =
  | { kind: "none"; reason: string; use: UseSummary | null }
  | { kind: "keep"; reason: string; use: UseSummary }
  | { kind: "change"; to: number; confidence: "fair" | "good" | "high"; use: UseSummary };

export const adviceRules = {
  minPoints: 100,
  minDays: 7,
  memoryHeadroom: 1.15,
  /** Smaller steps than this share of the request are not worth a restart. */
  worthIt: 0.15,
} as const;

const dayMs = 86_400_000;
const mebibyte = 2 ** 20;
/** The least a container gets, and the step a request is rounded up to (KRR): 10m and 100 MiB, 1m and 1 MiB. */
const measures: Readonly<Record<Resource, { floor: number; step: number }>> = {
  cpu: { floor: 10, step: 1 },
  memory: { floor: 100 * mebibyte, step: mebibyte },
};

/** The figures a bullet bar shows; null without a single point. Days are those between the first and last point. */
export function summaryOf(points: readonly UsePoint[]): UseSummary | null {
  const values = points.map((point) => point.value);
  const [p50, p95, max] = [0.5, 0.95, 1].map((share) => percentile(values, share));
  if (p50 == null || p95 == null || max == null) return null;
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { at } of points) {
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  return { p50, p95, max, points: points.length, days: (last - first) / dayMs };
}

/**
 * The request that fits what a container used: CPU p95 over the profile's target, memory the maximum and 15 %, never
 * under the floors, rounded up. Nothing is suggested on less than 7 days or 100 points, nor for a request that an
 * autoscaler measures its target by: a change there would move the replicas. After KRR's simple strategy.
 */
export function rightSize(ask: {
  resource: Resource;
  points: readonly UsePoint[];
  /** Null where the container declares none. */
  request: number | null;
  profile: SizeProfile;
  /** Resources whose use in percent of the request an autoscaler keeps. */
  autoscaledOn: readonly Resource[];
}): Advice {
  const use = summaryOf(ask.points);
  if (ask.autoscaledOn.includes(ask.resource))
    return {
      kind: "none",
      reason: `an autoscaler keeps its ${ask.resource} in percent of this request`,
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
  const to = fitting(ask.resource, use, ask.profile);
  if (ask.request !== null && ask.request > 0) {
    const share = (to - ask.request) / ask.request;
    // A container over its request is starved whatever the size of the step.
    const starved = (ask.resource === "cpu" ? use.p95 : use.max) > ask.request;
    if (!starved && Math.abs(share) < adviceRules.worthIt)
      return {
        kind: "keep",
        reason: `fits: ${ask.resource === "cpu" ? "p95" : "the maximum"} is ${percentOf(ask.resource === "cpu" ? use.p95 : use.max, ask.request)} of the request`,
        use,
      };
  }
  return { kind: "change", to, confidence: confidenceOf(use.days), use };
}

function fitting(resource: Resource, use: UseSummary, profile: SizeProfile): number {
  const { floor, step } = measures[resource];
  const wanted = resource === "cpu" ? use.p95 / profile.cpuTarget : use.max * adviceRules.memoryHeadroom;
  // The quotient of two fractions may lie a hair over a whole step, which is no reason for another one.
  return Math.max(floor, Math.ceil(wanted / step - 1e-9) * step);
}

const confidenceOf = (days: number): "fair" | "good" | "high" =>
  days >= 60 ? "high" : days >= 14 ? "good" : "fair";

const percentOf = (part: number, whole: number): string => `${Math.round((part / whole) * 100)} %`;
