/** The parts that a cost is made of, in one currency; `shared` is what was handed on from others. */
export const costParts = [
  "cpu",
  "ram",
  "gpu",
  "pv",
  "network",
  "loadBalancer",
  "shared",
  "external",
] as const;
export type CostPart = (typeof costParts)[number];
export type Cost = Readonly<Record<CostPart, number>>;

/** What a node gives and idle is made of. */
export const nodeResources = ["cpu", "ram", "gpu"] as const;
export type NodeResource = (typeof nodeResources)[number];
export type NodeCost = Readonly<Record<NodeResource, number>>;

export const noCost: Cost = {
  cpu: 0,
  ram: 0,
  gpu: 0,
  pv: 0,
  network: 0,
  loadBalancer: 0,
  shared: 0,
  external: 0,
};
export const noNodeCost: NodeCost = { cpu: 0, ram: 0, gpu: 0 };

/** A whole cost from some of its parts; missing parts are 0. */
export const costOf = (parts: Partial<Cost>): Cost => ({ ...noCost, ...parts });

export const addCost = (a: Cost, b: Cost): Cost => ({
  cpu: a.cpu + b.cpu,
  ram: a.ram + b.ram,
  gpu: a.gpu + b.gpu,
  pv: a.pv + b.pv,
  network: a.network + b.network,
  loadBalancer: a.loadBalancer + b.loadBalancer,
  shared: a.shared + b.shared,
  external: a.external + b.external,
});

export const addNodeCost = (a: NodeCost, b: NodeCost): NodeCost => ({
  cpu: a.cpu + b.cpu,
  ram: a.ram + b.ram,
  gpu: a.gpu + b.gpu,
});

/** The sum of all parts, always added in the same order. */
export const totalOf = (cost: Cost): number => costParts.reduce((sum, part) => sum + cost[part], 0);
export const nodeTotalOf = (cost: NodeCost): number => cost.cpu + cost.ram + cost.gpu;
