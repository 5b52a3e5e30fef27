import { addNodeCost, type NodeCost, nodeResources, noNodeCost } from "./cost-parts";

/** Idle of a cluster (node null), of a node, or of everything (both null). */
export type Idle = { cluster: string | null; node: string | null; cost: NodeCost };

/** Costs given to workloads beyond what the nodes cost, per resource: its own figure, never negative idle. */
export type OverAllocated = { cluster: string | null; node: string | null; cost: NodeCost };

/** A node's adjusted cost (after discounts and reconciliation); disks stay out. */
export type NodeBill = { cluster: string; node: string; cost: NodeCost };

/**
 * Idle per resource = adjusted node cost - allocated cost, by cluster or by node (OpenCost specification, "Idle").
 * Where more was given out than the nodes cost, idle is 0 and the excess is told apart. Allocations on nodes without
 * a bill count as over-allocation of those nodes.
 */
export function idleOf(
  bills: readonly NodeBill[],
  allocated: readonly { cluster: string | null; node: string | null; cost: NodeCost }[],
  by: "cluster" | "node",
): { idle: Idle[]; overAllocated: OverAllocated[] } {
  const place = (cluster: string | null, node: string | null) => ({
    cluster,
    node: by === "node" ? node : null,
  });
  return clampIdle([
    ...bills.map(({ cluster, node, cost }) => ({ ...place(cluster, node), cost })),
    ...allocated.map(({ cluster, node, cost }) => ({
      ...place(cluster, node),
      cost: mapped(cost, (value) => -value),
    })),
  ]);
}

/** Adds up what belongs to one place, and takes the negative parts out of idle: they are over-allocation. */
export function clampIdle(given: readonly Idle[]): { idle: Idle[]; overAllocated: OverAllocated[] } {
  const places = new Map<string, Idle>();
  for (const { cluster, node, cost } of given) {
    const key = JSON.stringify([cluster, node]);
    places.set(key, { cluster, node, cost: addNodeCost(places.get(key)?.cost ?? noNodeCost, cost) });
  }
  const sums = [...places.values()];
  const overAllocated = sums
    .map((one) => ({ ...one, cost: mapped(one.cost, (value) => Math.max(0, -value)) }))
    .filter(({ cost }) => nodeResources.some((resource) => cost[resource] > 0));
  const idle = sums.map((one) => ({ ...one, cost: mapped(one.cost, (value) => Math.max(0, value)) }));
  return { idle, overAllocated };
}

const mapped = (cost: NodeCost, change: (value: number) => number): NodeCost => ({
  cpu: change(cost.cpu),
  ram: change(cost.ram),
  gpu: change(cost.gpu),
});
