import type { AllocationSet } from "../cost/allocation";
import { addNodeCost, type Cost, type NodeCost, nodeTotalOf, noNodeCost } from "../cost/cost-parts";
import { isUnmounted } from "../cost/property";
import type { Fleet } from "../fleet";
import { onlyEnvironment, ownedBy } from "./cluster-sample";
import { controllerName, type Facets, labelValue, nameLabel, noFacets } from "./facet";
import { type Amounts, addAmounts, type HourLine, hourLineId, type LineKey, noAmounts } from "./line";

/** What a cost service told of one cluster and window. */
export type CostAnswer = {
  allocations: AllocationSet["allocations"];
  /** Capacity that nobody asked for; null when it told only the nodes' cost. */
  idle: NodeCost | null;
  /** What the nodes cost and how long they ran; null when it did not tell. */
  nodes: { cost: number; hours: number } | null;
  /** Something had no price or was not told, so that totals are too small. */
  incomplete: boolean;
};

/**
 * A cost service's window as our own lines: by namespace, and where several applications share one by the label that
 * names them. What it already shared out or counts from outside belongs to the row it is in. `rate` is what one of its
 * currency is in ours. The lines add up to its rows, and to idle, which is told, or is what is left of the nodes.
 */
export function linesOfAnswer(fleet: Fleet, cluster: string, answer: CostAnswer, rate: number): HourLine[] {
  const lines = new Map<string, HourLine>();
  const add = (key: LineKey & Facets, amounts: Partial<Amounts>): void => {
    const id = hourLineId(key);
    lines.set(id, { ...key, ...addAmounts(lines.get(id) ?? noAmounts, { ...noAmounts, ...amounts }) });
  };
  let active = noNodeCost;
  for (const one of answer.allocations) {
    const owner = ownedBy(fleet, cluster, one.namespace, labelValue(one.labels, nameLabel));
    const { cost } = one;
    const facets: Facets = {
      namespace: one.namespace,
      controller: controllerName(one.controllerKind, one.controller),
      // A row of several pods says only the labels that all of them have.
      labels: Object.keys(one.labels).length === 0 ? null : one.labels,
    };
    active = addNodeCost(active, cost);
    if (isUnmounted(one)) {
      const { environment } = owner;
      const whole = Object.values(cost).reduce((sum, part) => sum + part, 0);
      const key = { cluster, environment, application: null, team: null, kind: "unmounted" } as const;
      add({ ...key, ...noFacets }, { cost: whole * rate });
      continue;
    }
    add({ ...owner, ...facets, kind: "used" }, usedAmounts(cost, one, rate));
    for (const [kind, part] of [
      ["volume", cost.pv],
      ["balancer", cost.loadBalancer],
      ["egress", cost.network],
    ] as const)
      if (part !== 0) add({ ...owner, ...facets, kind }, { cost: part * rate });
  }
  const idle = idleCost(answer, active);
  if (idle !== null)
    add(
      {
        ...{ cluster, environment: onlyEnvironment(fleet, cluster), application: null, team: null },
        ...noFacets,
        kind: "idle",
      },
      {
        cost: idle.cost * rate,
        cpuCost: idle.cpu * rate,
        ramCost: idle.ram * rate,
        count: answer.nodes?.hours ?? 0,
        unpriced: answer.incomplete ? 1 : 0,
      },
    );
  return [...lines.values()];
}

function usedAmounts(
  cost: Cost,
  { cpu, ram }: Pick<CostAnswer["allocations"][number], "cpu" | "ram">,
  rate: number,
): Partial<Amounts> {
  const gib = 2 ** 30;
  return {
    cost: (cost.cpu + cost.ram + cost.gpu + cost.shared + cost.external) * rate,
    cpuCost: cost.cpu * rate,
    ramCost: cost.ram * rate,
    cpu: cpu ? Math.max(cpu.requested, cpu.used) : 0,
    ram: ram ? Math.max(ram.requested, ram.used) / gib : 0,
    cpuAsked: cpu?.requested ?? 0,
    cpuUsed: cpu?.used ?? 0,
    ramAsked: (ram?.requested ?? 0) / gib,
    ramUsed: (ram?.used ?? 0) / gib,
  };
}

function idleCost(
  { idle, nodes }: CostAnswer,
  active: NodeCost,
): { cost: number; cpu: number; ram: number } | null {
  if (idle) return { cost: nodeTotalOf(idle), cpu: idle.cpu, ram: idle.ram };
  // More given out than the nodes cost is over-allocation and never negative idle.
  return nodes ? { cost: Math.max(0, nodes.cost - nodeTotalOf(active)), cpu: 0, ram: 0 } : null;
}
