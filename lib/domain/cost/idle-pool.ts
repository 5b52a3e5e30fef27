import type { Allocation } from "./allocation";
import { addNodeCost, type NodeCost, noNodeCost } from "./cost-parts";
import type { Idle } from "./idle";

/** Idle of one place, and what the workloads there cost: idle is shared in the ratio of the latter. */
export type IdlePool = Idle & { readonly active: NodeCost };

export type IdlePools = {
  pools: readonly IdlePool[];
  /** The idle that an allocation receives when all idle is shared, per resource. */
  shareFor: (allocation: Allocation) => NodeCost;
  /** The part (0 to 1) of each place's idle that these allocations receive together, per resource. */
  partsOf: (allocations: readonly Allocation[]) => (pool: IdlePool) => NodeCost;
};

/**
 * Shares idle per resource inside its place (node, cluster, or everywhere), weighted by the cost of that resource
 * there. Tenants that are shared later take their part too; costs from outside the cluster take none.
 */
export function idlePools(idle: readonly Idle[], allocations: readonly Allocation[]): IdlePools {
  const costs = new Map<string, Idle>();
  for (const { cluster, node, cost } of idle) {
    const key = placeKey(cluster, node);
    costs.set(key, { cluster, node, cost: addNodeCost(costs.get(key)?.cost ?? noNodeCost, cost) });
  }
  const activeIn = (some: readonly Allocation[]): ReadonlyMap<string, NodeCost> => {
    const sums = new Map<string, NodeCost>();
    for (const one of some)
      for (const key of placesOf(one))
        if (costs.has(key)) sums.set(key, addNodeCost(sums.get(key) ?? noNodeCost, weightsOf(one)));
    return sums;
  };
  const active = activeIn(allocations);
  const pools = new Map(
    [...costs].map(([key, one]): [string, IdlePool] => [
      key,
      { ...one, active: active.get(key) ?? noNodeCost },
    ]),
  );
  return {
    pools: [...pools.values()],
    shareFor: (allocation) =>
      [...placesOf(allocation)].reduce((sum, key) => {
        const pool = pools.get(key);
        if (pool === undefined) return sum;
        const part = ratio(weightsOf(allocation), pool.active);
        return addNodeCost(sum, {
          cpu: pool.cost.cpu * part.cpu,
          ram: pool.cost.ram * part.ram,
          gpu: pool.cost.gpu * part.gpu,
        });
      }, noNodeCost),
    partsOf: (some) => {
      const sums = activeIn(some);
      return ({ cluster, node, active: all }) => ratio(sums.get(placeKey(cluster, node)) ?? noNodeCost, all);
    },
  };
}

const ratio = (some: NodeCost, all: NodeCost): NodeCost => ({
  cpu: all.cpu === 0 ? 0 : some.cpu / all.cpu,
  ram: all.ram === 0 ? 0 : some.ram / all.ram,
  gpu: all.gpu === 0 ? 0 : some.gpu / all.gpu,
});

const placeKey = (cluster: string | null, node: string | null): string => JSON.stringify([cluster, node]);

const placesOf = ({ cluster, node, outside }: Allocation): ReadonlySet<string> =>
  outside ? new Set() : new Set([placeKey(cluster, node), placeKey(cluster, null), placeKey(null, null)]);

/** A credit (negative cost) attracts no idle. */
const weightsOf = ({ cost }: Allocation): NodeCost => ({
  cpu: Math.max(0, cost.cpu),
  ram: Math.max(0, cost.ram),
  gpu: Math.max(0, cost.gpu),
});
