import { allocatedHours } from "../cost/container-cost";
import { addNodeCost, type NodeCost, nodeTotalOf, noNodeCost } from "../cost/cost-parts";
import { splitNodePrice } from "../cost/node-price";
import type { PriceList } from "../price/price-list";
import { controllerName, type Facets, noFacets } from "./facet";
import { type Amounts, addAmounts, type HourLine, hourLineId, type LineKey, noAmounts } from "./line";
import type { AssetHour, ContainerHour, Found, NodeHour } from "./sample";

type ClusterBill = {
  /** What the nodes cost in the hour, by resource, and what they offered in core-, GiB- and GPU-hours. */
  bill: NodeCost;
  offered: NodeCost;
  /** Node-hours of nodes without a price. */
  unpriced: number;
  nodeHours: number;
  environment: string | null;
};

/**
 * The cost of one hour by application, and what nobody asked for, after the OpenCost specification: a container pays
 * max(request, usage) at the unit prices of its cluster's nodes. What was promised beyond the nodes (over-allocation)
 * is paid by all in proportion, so that the lines of a cluster always add up to what its nodes cost. Volumes, load
 * balancers and traffic are lines of their owners, and of nobody where nobody has them. Namespace, controller and
 * labels of what ran make lines of their own, so that costs can be told apart by them.
 */
export function costHour({ nodes, containers, assets }: Found, prices: PriceList, at: Date): HourLine[] {
  const lines = new Map<string, HourLine>();
  const add = (key: LineKey & Facets, amounts: Partial<Amounts>): void => {
    const id = hourLineId(key);
    lines.set(id, { ...key, ...addAmounts(lines.get(id) ?? noAmounts, { ...noAmounts, ...amounts }) });
  };
  for (const [cluster, one] of clusterBills(nodes, prices, at)) {
    const here = containers.filter((container) => container.cluster === cluster);
    const asked = here.map(allocation);
    const sum = asked.reduce(addNodeCost, noNodeCost);
    const price = {
      cpu: unit(one, "cpu", sum.cpu),
      ram: unit(one, "ram", sum.ram),
      gpu: unit(one, "gpu", sum.gpu),
    };
    here.forEach((container, index) => {
      const { cpu, ram, gpu } = asked[index] ?? noNodeCost;
      const { environment, application, team, namespace, labels, hours, request, usage } = container;
      const controller = controllerName(container.controllerKind, container.controller);
      const [cpuCost, ramCost] = [cpu * price.cpu, ram * price.ram];
      add(
        { cluster, environment, application, team, kind: "used", namespace, controller, labels },
        {
          cost: cpuCost + ramCost + gpu * price.gpu,
          cpuCost,
          ramCost,
          cpu,
          ram,
          ...(usage && {
            cpuAsked: request.cpu * hours,
            ramAsked: request.ram * hours,
            cpuUsed: usage.cpu * hours,
            ramUsed: usage.ram * hours,
          }),
          count: hours,
        },
      );
    });
    const cpuCost = Math.max(0, one.bill.cpu - sum.cpu * price.cpu);
    const ramCost = Math.max(0, one.bill.ram - sum.ram * price.ram);
    const gpuCost = Math.max(0, one.bill.gpu - sum.gpu * price.gpu);
    add(
      { cluster, environment: one.environment, application: null, team: null, kind: "idle", ...noFacets },
      {
        cost: cpuCost + ramCost + gpuCost,
        cpuCost,
        ramCost,
        cpu: Math.max(0, one.offered.cpu - sum.cpu),
        ram: Math.max(0, one.offered.ram - sum.ram),
        count: one.nodeHours,
        unpriced: one.unpriced,
      },
    );
  }
  for (const asset of assets ?? []) {
    const { cluster, environment, application, team, kind, namespace, controller, labels } = asset;
    add(
      asset.mounted
        ? { cluster, environment, application, team, kind, namespace, controller, labels }
        : { cluster, environment, application: null, team: null, kind: "unmounted", ...noFacets },
      assetAmounts(asset, prices),
    );
  }
  return [...lines.values()];
}

function assetAmounts(asset: AssetHour, prices: PriceList): Partial<Amounts> {
  const { hours, amount } = asset;
  const price = prices.asset(asset);
  return price === null ? { count: hours, unpriced: hours } : { count: hours, cost: price * amount * hours };
}

/** Price per unit and hour; less where more was promised than there is. */
function unit({ bill, offered }: ClusterBill, resource: keyof NodeCost, asked: number): number {
  const amount = Math.max(offered[resource], asked);
  return amount > 0 ? bill[resource] / amount : 0;
}

const allocation = ({ request, usage, hours }: ContainerHour): NodeCost => ({
  cpu: allocatedHours({ request: request.cpu, usage: usage?.cpu ?? 0, hours }),
  ram: allocatedHours({ request: request.ram, usage: usage?.ram ?? 0, hours }),
  gpu: allocatedHours({ request: request.gpu, usage: 0, hours }),
});

function clusterBills(
  nodes: readonly NodeHour[],
  prices: PriceList,
  at: Date,
): ReadonlyMap<string, ClusterBill> {
  const bills = new Map<string, ClusterBill>();
  for (const node of nodes) {
    const before = bills.get(node.cluster);
    const parts = nodeParts(node, prices, at);
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

/** What a node costs by resource: its type's price split, else its region's price of a core, a GiB and a GPU. */
function nodeParts({ capacity, hours, ...node }: NodeHour, prices: PriceList, at: Date): NodeCost | null {
  const units = prices.units(node.region);
  const hour = node.instanceType
    ? prices.price({ type: node.instanceType, region: node.region, spot: node.spot, at })?.hour
    : undefined;
  if (hour !== undefined) {
    const gpu = units?.gpu ?? null;
    return splitNodePrice(hour * hours, capacity, gpu === null ? {} : { gpu: gpu * hours })?.parts ?? null;
  }
  if (!units || (capacity.gpu > 0 && units.gpu === null)) return null;
  return {
    cpu: capacity.cpu * units.cpu * hours,
    ram: capacity.ram * units.ram * hours,
    gpu: capacity.gpu * (units.gpu ?? 0) * hours,
  };
}

/** What an hour's volumes, load balancers and traffic cost together, by their prices alone. */
export const assetBill = (assets: readonly AssetHour[], prices: PriceList): number =>
  assets.reduce((sum, asset) => sum + (assetAmounts(asset, prices).cost ?? 0), 0);

/** What the nodes of an hour cost together, by their prices alone: the sum every allocation must keep. */
export function nodeBill(nodes: readonly NodeHour[], prices: PriceList, at: Date): number {
  return [...clusterBills(nodes, prices, at).values()].reduce((sum, { bill }) => sum + nodeTotalOf(bill), 0);
}
