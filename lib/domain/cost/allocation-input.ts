import { z } from "zod";
import type { Allocation, AllocationSet } from "./allocation";
import { type Cost, costOf, type NodeCost, type NodeResource } from "./cost-parts";
import { clampIdle, type Idle, type OverAllocated } from "./idle";

/** A number as JSON has it; an integer beyond 2^53 is near enough for money. */
export const Amount = z.union([z.number(), z.bigint()]).transform(Number);
export const Text = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === "" ? null : text));
export const Texts = z
  .record(z.string(), z.string())
  .nullish()
  .transform((map) => map ?? {});
const Part = Amount.nullish();
export const NodeParts = z.object({ cpu: Part, ram: Part, gpu: Part });
const Parts = NodeParts.extend({
  pv: Part,
  network: Part,
  loadBalancer: Part,
  shared: Part,
  external: Part,
});
const Average = z.object({ cpu: Part, ram: Part }).nullish();

export const AllocationInput = z.object({
  cluster: Text,
  node: Text,
  namespace: Text,
  controllerKind: Text,
  controller: Text.describe("null: none"),
  pod: Text,
  container: Text,
  labels: Texts,
  annotations: Texts,
  services: z.array(z.string()).nullish(),
  cost: Parts.nullish().describe("In one currency; a missing part is 0, a part that is null has no price"),
  request: Average.describe("Average request: cores and bytes; for the efficiency"),
  usage: Average.describe("Average usage: cores and bytes; for the efficiency"),
});
const IdleInput = z.object({ cluster: Text, node: Text, cost: NodeParts.nullish() });

/** The input of `o8 cost allocate` in our own form: what ran in one window. */
export const CostInput = z.object({
  hours: Amount.nullish().describe("Length of the window; needed for an overhead"),
  allocations: z.array(AllocationInput),
  idleByCluster: z.array(IdleInput).nullish(),
  idleByNode: z.array(IdleInput).nullish(),
});
export type CostInput = z.output<typeof CostInput>;

export type IdleBy = "cluster" | "node";

export type InputRead = {
  sets: AllocationSet[];
  /** Something has no price, so that totals are too small. */
  incomplete: boolean;
  overAllocated: OverAllocated[];
  /** Clusters whose idle is only known for the whole cluster although it was asked for by node. */
  withoutNodes: string[];
};

/** Turns our own form into what is allocated. */
export function readInput(input: CostInput, idleBy: IdleBy): InputRead {
  const byCluster = (input.idleByCluster ?? []).map((one) => ({ ...idleIn(one), node: null }));
  const byNode = (input.idleByNode ?? []).map(idleIn);
  const places = [...input.allocations, ...(input.idleByCluster ?? []), ...(input.idleByNode ?? [])];
  return {
    ...resolveIdle(byCluster, byNode, idleBy, {
      hours: input.hours ?? null,
      allocations: input.allocations.map(allocationIn),
    }),
    incomplete: places.some(({ cost }) => cost == null || Object.values(cost).some((part) => part === null)),
  };
}

/**
 * Idle by cluster or by node, as asked: nodes are summed where a cluster's idle is only known by node; a cluster whose
 * nodes are not known keeps its idle as a whole. Negative idle is over-allocation.
 */
export function resolveIdle(
  byCluster: readonly Idle[],
  byNode: readonly Idle[],
  idleBy: IdleBy,
  window: { hours: number | null; allocations: readonly Allocation[] },
): Omit<InputRead, "incomplete"> {
  const [first, second] = idleBy === "cluster" ? [byCluster, byNode] : [byNode, byCluster];
  const known = new Set(first.map(({ cluster }) => cluster));
  const rest = second.filter(({ cluster }) => !known.has(cluster));
  const asked = [...first, ...(idleBy === "cluster" ? rest.map((one) => ({ ...one, node: null })) : rest)];
  const { idle, overAllocated } = clampIdle(asked);
  const withoutNodes = idleBy === "cluster" ? [] : rest.map(({ cluster }) => cluster ?? "");
  return { sets: [{ ...window, idle }], overAllocated, withoutNodes };
}

const idleIn = ({ cluster, node, cost }: z.output<typeof IdleInput>): Idle => ({
  cluster,
  node,
  cost: nodeCostIn(cost ?? {}),
});

const nodeCostIn = (cost: { [R in NodeResource]?: number | null | undefined }): NodeCost => ({
  cpu: cost.cpu ?? 0,
  ram: cost.ram ?? 0,
  gpu: cost.gpu ?? 0,
});

function allocationIn(one: z.output<typeof AllocationInput>): Allocation {
  const { cost, request, usage, services, ...place } = one;
  const present = Object.entries(cost ?? {}).filter(([, part]) => part != null);
  const measured = (resource: "cpu" | "ram") =>
    request?.[resource] == null && usage?.[resource] == null
      ? null
      : { requested: request?.[resource] ?? 0, used: usage?.[resource] ?? 0 };
  return {
    ...place,
    services: services ?? [],
    // The schema knows these parts only, and each that is left is a number.
    cost: costOf(Object.fromEntries(present) as Partial<Cost>),
    cpu: measured("cpu"),
    ram: measured("ram"),
    outside: false,
  };
}
