import type { NodeCost } from "./cost-parts";

/** OpenCost's default unit prices per hour: a core, a GiB of memory, a GPU. */
export const defaultUnitPrices: NodeCost = { cpu: 0.031611, ram: 0.004237, gpu: 0.95 };

/** Monthly prices are turned into hourly ones by 730 hours a month. */
export const hoursPerMonth = 730;

/** What a node has: cores, GiB, GPUs. */
export type NodeCapacity = NodeCost;

export type NodePrice = {
  /** The node's price split over its resources; the parts add up to the price. */
  parts: NodeCost;
  /** Price per core, GiB and GPU; 0 where the node has none. */
  unit: NodeCost;
};

/**
 * Splits a node's price (per hour, or for any other time) over its resources in the ratio of the base prices, scaled
 * so that the parts add up (OpenCost specification, "Node costs"). A GPU price that is known is taken off first, at
 * most the whole price. Null when the node has nothing to split over: no price is not 0.
 */
export function splitNodePrice(
  price: number,
  capacity: NodeCapacity,
  known: { gpu?: number } = {},
  base: NodeCost = defaultUnitPrices,
): NodePrice | null {
  const gpuKnown = known.gpu !== undefined && capacity.gpu > 0;
  const gpuFirst = gpuKnown ? Math.min(price, (known.gpu ?? 0) * capacity.gpu) : 0;
  const weight = {
    cpu: capacity.cpu * base.cpu,
    ram: capacity.ram * base.ram,
    gpu: gpuKnown ? 0 : capacity.gpu * base.gpu,
  };
  const weights = weight.cpu + weight.ram + weight.gpu;
  if (!(weights > 0)) return null;
  const scale = (price - gpuFirst) / weights;
  const parts = { cpu: weight.cpu * scale, ram: weight.ram * scale, gpu: gpuFirst + weight.gpu * scale };
  const perUnit = (part: number, amount: number) => (amount > 0 ? part / amount : 0);
  return {
    parts,
    unit: {
      cpu: perUnit(parts.cpu, capacity.cpu),
      ram: perUnit(parts.ram, capacity.ram),
      gpu: perUnit(parts.gpu, capacity.gpu),
    },
  };
}
