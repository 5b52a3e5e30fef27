import type { Allocation, AllocationSet } from "./allocation";
import {
  addCost,
  type Cost,
  costOf,
  type NodeCost,
  type NodeResource,
  noCost,
  nodeTotalOf,
  totalOf,
} from "./cost-parts";
import { addMeasured, type Efficiency, type Measured, rowEfficiency } from "./efficiency";
import type { Idle } from "./idle";
import { type IdlePool, idlePools } from "./idle-pool";
import { isUnmounted, type Property, rowName } from "./property";
import { IDLE, UNALLOCATED } from "./reserved-name";
import { idlePasses, matches, passes, type Selector } from "./selector";
import { rowParts, type Split } from "./tenant-share";

export type AllocateOptions = {
  by: readonly Property[];
  /** Idle as rows of its own, shared over what ran there, or left out. */
  idle: "separate" | "share" | "hide";
  /** One idle row per place, not one for all. */
  idleSplit: boolean;
  /** Allocations that are spread over the others. */
  share: readonly Selector[];
  /** A flat cost per hour that is spread likewise. */
  overhead: number;
  split: Split;
  filter: readonly Selector[];
};

export type CostRow = { name: string; cost: Cost & { total: number }; efficiency: Efficiency };

type Sum = { cost: Cost; cpu: Measured; ram: Measured };
type Rows = Map<string, Sum>;

/**
 * Costs by row, as the OpenCost specification has it: idle is shared per resource inside its place; tenants and
 * overhead are weighed by costs before idle; then the filter drops rows; then rows are summed. What is filtered never
 * changes what the others carry, and separate idle under a filter is what the rows kept would have received, by
 * themselves and through tenants. Idle of a resource that nothing there used stays idle. Each set (a day, say) is
 * allocated by itself and the rows are added. Rows come in the order of their names.
 */
export function allocate(
  sets: readonly AllocationSet[],
  options: AllocateOptions,
): { rows: CostRow[]; total: number } {
  const rows: Rows = new Map();
  const idleName = idleNames(
    sets.flatMap(({ idle }) => idle),
    options.idleSplit,
  );
  for (const set of sets) allocateSet(set, options, rows, idleName);
  const named = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, sum]) => costRow(name, sum));
  return { rows: named, total: named.reduce((sum, { cost }) => sum + cost.total, 0) };
}

function allocateSet(
  set: AllocationSet,
  options: AllocateOptions,
  rows: Rows,
  idleName: (pool: Idle) => string,
): void {
  const { filter } = options;
  const nameOf = (one: Allocation) => rowName(one, options.by);
  const isTenant = (one: Allocation) => !one.outside && options.share.some((rule) => matches(one, rule));
  const canReceive = (one: Allocation) => !one.outside && !isUnmounted(one);
  // With nobody to hand their cost on to, tenants stay rows of their own.
  const handedOn = set.allocations.some((one) => canReceive(one) && !isTenant(one));
  const tenants = handedOn ? set.allocations.filter(isTenant) : [];
  const owners = handedOn ? set.allocations.filter((one) => !isTenant(one)) : set.allocations;
  const kept = owners.filter((one) => passes(one, filter));
  const idle = idlePools(options.idle === "hide" ? [] : set.idle, set.allocations);

  const withIdle = (one: Allocation): Cost =>
    options.idle === "share" ? addCost(one.cost, costOf(idle.shareFor(one))) : one.cost;
  for (const one of kept) add(rows, nameOf(one), withIdle(one), one);

  const receivers = owners.filter(canReceive);
  const parts = rowParts(receivers, kept.filter(canReceive), nameOf, options.split);
  const overhead = options.overhead * (set.hours ?? 0);
  const spread = tenants.reduce((sum, one) => sum + totalOf(withIdle(one)), 0) + overhead;
  if (spread !== 0) {
    for (const [name, part] of parts) add(rows, name, costOf({ shared: spread * part }));
    if (receivers.length === 0 && filter.length === 0)
      add(rows, options.by.map(() => UNALLOCATED).join("/"), costOf({ shared: spread }));
  }

  const throughTenants = [...parts.values()].reduce((sum, part) => sum + part, 0);
  const partOfKept = idle.partsOf(kept);
  const partOfTenants = idle.partsOf(tenants);
  for (const pool of idle.pools) {
    const [own, theirs] = [partOfKept(pool), partOfTenants(pool)];
    const received = {
      cpu: own.cpu + theirs.cpu * throughTenants,
      ram: own.ram + theirs.ram * throughTenants,
      gpu: own.gpu + theirs.gpu * throughTenants,
    };
    const left = idleLeft(pool, received, options);
    if (nodeTotalOf(left) > 0) add(rows, idleName(pool), costOf(left));
  }
}

/** What of a place's idle is shown as idle; `received` is the part of it that the rows kept would receive. */
function idleLeft(pool: IdlePool, received: NodeCost, { idle, filter }: AllocateOptions): NodeCost {
  const left = (resource: NodeResource): number => {
    const whole = pool.cost[resource];
    if (pool.active[resource] === 0) return idlePasses(pool, filter) ? whole : 0;
    if (idle === "share") return 0;
    return filter.length === 0 ? whole : whole * received[resource];
  };
  return { cpu: left("cpu"), ram: left("ram"), gpu: left("gpu") };
}

/** `cluster1/__idle__` or `node1/__idle__`; the cluster is named too where two clusters have a node of that name. */
function idleNames(idle: readonly Idle[], split: boolean): (pool: Idle) => string {
  if (!split) return () => IDLE;
  const clusters = new Map<string, Set<string | null>>();
  for (const { cluster, node } of idle)
    if (node !== null) clusters.set(node, (clusters.get(node) ?? new Set()).add(cluster));
  return ({ cluster, node }) => {
    const shared = node !== null && (clusters.get(node)?.size ?? 0) > 1;
    return [...(node === null || shared ? [cluster] : []), node, IDLE]
      .filter((one) => one !== null)
      .join("/");
  };
}

function add(
  rows: Rows,
  name: string,
  cost: Cost,
  measured: Pick<Sum, "cpu" | "ram"> = nothingMeasured,
): void {
  const before = rows.get(name) ?? { cost: noCost, ...nothingMeasured };
  rows.set(name, {
    cost: addCost(before.cost, cost),
    cpu: addMeasured(before.cpu, measured.cpu),
    ram: addMeasured(before.ram, measured.ram),
  });
}

const nothingMeasured: Pick<Sum, "cpu" | "ram"> = { cpu: null, ram: null };

const costRow = (name: string, { cost, cpu, ram }: Sum): CostRow => ({
  name,
  cost: { ...cost, total: totalOf(cost) },
  efficiency: rowEfficiency(cpu, ram, cost),
});
