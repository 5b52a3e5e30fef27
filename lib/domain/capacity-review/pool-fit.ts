import { type Amount, packing } from "./bin-pack";

/** A kind of node: what pods may have of one, and what it costs an hour. */
export type NodeKind = { type: string; allocatable: Amount; hourPrice: number };

/** What ran: the sizes that pods have, and for each hour how many of each ran at once. */
export type Ran = { sizes: readonly Amount[]; hours: readonly (readonly number[])[] };

/** A pool that would have carried every measured hour. */
export type PoolFit = {
  type: string;
  min: number;
  max: number;
  /** The fewest and the most nodes that an hour needed. */
  quietest: number;
  busiest: number;
  /** Nodes of each hour. */
  needed: readonly number[];
};

export const poolRules = {
  minHours: 168,
  /** A node is filled to this share, so that a release and a burst find room. */
  fill: 0.85,
  /** The maximum leaves a quarter above the busiest hour, and one node at least. */
  above: 1.25,
  /** A change that saves less of the pool's cost is not worth moving every pod. */
  worthIt: 0.1,
} as const;

/**
 * How many nodes of a kind each hour needed, by packing the pods that ran then; null when a pod is larger than a node.
 * Equal hours are packed once.
 */
export function neededIn({ sizes, hours }: Ran, kind: NodeKind): readonly number[] | null {
  const pack = packing(sizes, {
    cpuMillis: kind.allocatable.cpuMillis * poolRules.fill,
    memoryBytes: kind.allocatable.memoryBytes * poolRules.fill,
  });
  const known = new Map<string, number | null>();
  const needed: number[] = [];
  for (const counts of hours) {
    const key = counts.join();
    const count = known.get(key) ?? pack(counts);
    known.set(key, count);
    if (count === null) return null;
    needed.push(count);
  }
  return needed;
}

/**
 * The pool of one kind that fits what ran: a minimum that the quietest hour needed (`least` at least), and a maximum
 * with room above the busiest. Null when a pod does not fit, or nothing was measured.
 */
export function fittingPool(ran: Ran, kind: NodeKind, least: number): PoolFit | null {
  const needed = neededIn(ran, kind);
  if (needed === null || needed.length === 0) return null;
  const quietest = Math.min(...needed);
  const busiest = Math.max(...needed);
  const min = Math.max(least, quietest);
  const max = Math.max(min, busiest + 1, Math.ceil(busiest * poolRules.above));
  return { type: kind.type, min, max, quietest, busiest, needed };
}

/** What the hours would have cost with at least `min` nodes of a kind and no more than they needed above that. */
export const meanCost = (needed: readonly number[], min: number, hourPrice: number): number =>
  (needed.reduce((sum, one) => sum + Math.max(min, one), 0) / Math.max(1, needed.length)) * hourPrice;

/** T2, T3 and T4g give only a share of their cores for long, so they never take the place of a type that gives all. */
export const isBurstable = (type: string): boolean => /^t\d/.test(type);
