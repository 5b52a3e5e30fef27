import { allocatedHours } from "../cost/container-cost";
import { addNodeCost, type NodeCost, nodeTotalOf, noNodeCost } from "../cost/cost-parts";
import { splitNodePrice } from "../cost/node-price";
import type { PriceList } from "../price/price-list";
import { type Amounts, addAmounts, type CostLine, type LineKey, noAmounts } from "./line";
import type { ContainerHour, NodeHour } from "./sample";

type ClusterBill = {
  /** What the nodes cost in the hour, by resource, and what they offered in core-, GiB- and GPU-hours. */
  bill: NodeCost;
  offered: NodeCost;
  unpriced: number;
  nodeHours: number;
  environment: string | null;
};

/**
 * The cost of one hour by application, and what nobody asked for, after the OpenCost specification: a container pays
 * max(request, usage) at the unit prices of its cluster's nodes. What was promised beyond the nodes (over-allocation)
 * is paid by all in proportion, so that the lines of a cluster always add up to what its nodes cost.
 */
export function costHour(
  nodes: readonly NodeHour[],
  containers: readonly ContainerHour[],
  prices: PriceList,
  at: Date,
): CostLine[] {
  const lines = new Map<string, CostLine>();
  const add = (key: LineKey, amounts: Partial<Amounts>): void => {
    const id = JSON.stringify([key.cluster, key.environment, key.application, key.team, key.kind]);
    lines.set(id, { ...key, ...addAmounts(lines.get(id) ?? noAmounts, { ...noAmounts, ...amounts }) });
  };
  for (const [cluster, one] of clusterBills(nodes, prices, at)) {
    const here = containers.filter((container) => container.cluster === cluster);
    const asked = here.map(allocation);
    const sum = asked.reduce((a, b) => ({ cpu: a.cpu + b.cpu, ram: a.ram + b.ram }), { cpu: 0, ram: 0 });
    const price = { cpu: unit(one, "cpu", sum.cpu), ram: unit(one, "ram", sum.ram) };
    here.forEach((container, index) => {
      const { cpu, ram } = asked[index] ?? { cpu: 0, ram: 0 };
      const { environment, application, team, hours, request, usage } = container;
      const [cpuCost, ramCost] = [cpu * price.cpu, ram * price.ram];
      add(
        { cluster, environment, application, team, kind: "used" },
        {
          cost: cpuCost + ramCost,
          cpuCost,
          ramCost,
          cpu,
          ram,
          cpuAsked: request.cpu * hours,
          ramAsked: request.ram * hours,
          cpuUsed: usage.cpu * hours,
          ramUsed: usage.ram * hours,
          count: hours,
        },
      );
    });
    const cpuCost = Math.max(0, one.bill.cpu - sum.cpu * price.cpu);
    const ramCost = Math.max(0, one.bill.ram - sum.ram * price.ram);
    add(
      { cluster, environment: one.environment, application: null, team: null, kind: "idle" },
      {
        cost: cpuCost + ramCost + one.bill.gpu,
        cpuCost,
        ramCost,
        cpu: Math.max(0, one.offered.cpu - sum.cpu),
        ram: Math.max(0, one.offered.ram - sum.ram),
        count: one.nodeHours,
        unpriced: one.unpriced,
      },
    );
  }
  return [...lines.values()];
}

/** Price per unit and hour; less where more was promised than there is. */
function unit({ bill, offered }: ClusterBill, resource: "cpu" | "ram", asked: number): number {
  const amount = Math.max(offered[resource], asked);
  return amount > 0 ? bill[resource] / amount : 0;
}

const allocation = ({ request, usage, hours }: ContainerHour): { cpu: number; ram: number } => ({
  cpu: allocatedHours({ request: request.cpu, usage: usage.cpu, hours }),
  ram: allocatedHours({ request: request.ram, usage: usage.ram, hours }),
});

function clusterBills(
  nodes: readonly NodeHour[],
  prices: PriceList,
  at: Date,
): ReadonlyMap<string, ClusterBill> {
  const bills = new Map<string, ClusterBill>();
  for (const node of nodes) {
    const before = bills.get(node.cluster);
    const hour = node.instanceType
      ? prices.price({ type: node.instanceType, region: node.region, spot: node.spot, at })?.hour
      : undefined;
    const parts = hour === undefined ? null : splitNodePrice(hour * node.hours, node.capacity)?.parts;
    const offered = parts
      ? {
          cpu: node.capacity.cpu * node.hours,
          ram: node.capacity.ram * node.hours,
          gpu: node.capacity.gpu * node.hours,
        }
      : noNodeCost;
    bills.set(node.cluster, {
      bill: addNodeCost(before?.bill ?? noNodeCost, parts ?? noNodeCost),
      offered: addNodeCost(before?.offered ?? noNodeCost, offered),
      unpriced: (before?.unpriced ?? 0) + (parts ? 0 : node.hours),
      nodeHours: (before?.nodeHours ?? 0) + node.hours,
      environment: node.environment,
    });
  }
  return bills;
}

/** What the nodes of an hour cost together, by their prices alone: the sum every allocation must keep. */
export function nodeBill(nodes: readonly NodeHour[], prices: PriceList, at: Date): number {
  return [...clusterBills(nodes, prices, at).values()].reduce((sum, { bill }) => sum + nodeTotalOf(bill), 0);
}
