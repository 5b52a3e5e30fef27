import { addNodeCost, type NodeCost, type NodeResource, nodeResources, noNodeCost } from "./cost-parts";

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
  const places = new Map<string, { cluster: string | null; node: string | null; cost: NodeCost }>();
  const add = (cluster: string | null, node: string | null, cost: NodeCost, sign: 1 | -1) => {
    const place = { cluster, node: by === "node" ? node : null };
    const key = JSON.stringify([place.cluster, place.node]);
    const before = places.get(key)?.cost ?? noNodeCost;
    places.set(key, { ...place, cost: addNodeCost(before, scaled(cost, sign)) });
  };
  for (const { cluster, node, cost } of bills) add(cluster, node, cost, 1);
  for (const { cluster, node, cost } of allocated) add(cluster, node, cost, -1);
  return clampIdle([...places.values()]);
}

/** Takes the negative parts out of idle: they are over-allocation. */
export function clampIdle(given: readonly Idle[]): { idle: Idle[]; overAllocated: OverAllocated[] } {
  const overAllocated = given
    .map((one) => ({ ...one, cost: mapped(one.cost, (value) => Math.max(0, -value)) }))
    .filter(({ cost }) => nodeResources.some((resource) => cost[resource] > 0));
  const idle = given.map((one) => ({ ...one, cost: mapped(one.cost, (value) => Math.max(0, value)) }));
  return { idle, overAllocated };
}

const mapped = (cost: NodeCost, change: (value: number, resource: NodeResource) => number): NodeCost => ({
  cpu: change(cost.cpu, "cpu"),
  ram: change(cost.ram, "ram"),
  gpu: change(cost.gpu, "gpu"),
});

const scaled = (cost: NodeCost, sign: 1 | -1): NodeCost => mapped(cost, (value) => value * sign);
