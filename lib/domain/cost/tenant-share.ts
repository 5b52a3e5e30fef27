import type { Allocation } from "./allocation";
import { totalOf } from "./cost-parts";

export type Split = "even" | "weighted";

/**
 * The part of each row in what is spread over all rows. `all` are the allocations that can receive, `kept` those that
 * pass the filter: parts are computed over all of them, so that a filter never changes a row's part. Weights are costs
 * before idle and before anything shared; when they are all 0 the split is even.
 */
export function rowParts(
  all: readonly Allocation[],
  kept: readonly Allocation[],
  nameOf: (allocation: Allocation) => string,
  split: Split,
): ReadonlyMap<string, number> {
  const total = all.reduce((sum, one) => sum + weightOf(one), 0);
  const names = new Set(all.map(nameOf));
  const parts = new Map<string, number>();
  for (const one of kept) {
    const name = nameOf(one);
    if (split === "even" || total === 0) parts.set(name, 1 / names.size);
    else parts.set(name, (parts.get(name) ?? 0) + weightOf(one) / total);
  }
  return parts;
}

const weightOf = ({ cost }: Allocation): number => Math.max(0, totalOf(cost) - cost.shared);
