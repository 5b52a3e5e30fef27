import { z } from "zod";
import type { Allocation } from "./allocation";
import { Amount, type IdleBy, type InputRead, resolveIdle, Text, Texts } from "./allocation-input";
import { type Cost, costParts } from "./cost-parts";
import type { Measured } from "./efficiency";
import type { Idle } from "./idle";
import { EXTERNAL, IDLE } from "./reserved-name";

const Part = Amount.nullish();
const Row = z.object({
  name: z.string().nullish(),
  properties: z
    .object({
      cluster: Text,
      node: Text,
      namespace: Text,
      controllerKind: Text,
      controller: Text,
      pod: Text,
      container: Text,
      services: z.array(z.string()).nullish(),
      labels: Texts,
      annotations: Texts,
    })
    .nullish(),
  window: z.object({ start: z.string().nullish(), end: z.string().nullish() }).nullish(),
  start: z.string().nullish(),
  end: z.string().nullish(),
  minutes: Part,
  cpuCost: Part,
  cpuCostAdjustment: Part,
  ramCost: Part,
  ramCostAdjustment: Part,
  gpuCost: Part,
  gpuCostAdjustment: Part,
  pvCost: Part,
  pvCostAdjustment: Part,
  networkCost: Part,
  networkCostAdjustment: Part,
  loadBalancerCost: Part,
  loadBalancerCostAdjustment: Part,
  sharedCost: Part,
  externalCost: Part,
  cpuCoreRequestAverage: Part,
  cpuCoreUsageAverage: Part,
  ramByteRequestAverage: Part,
  ramByteUsageAverage: Part,
});
type Row = z.output<typeof Row>;

/** What OpenCost's `/allocation` answers: one map of rows per step of the window. */
export const OpenCostAnswer = z.object({
  code: z.number().nullish(),
  data: z.array(z.record(z.string(), Row.nullish()).nullish()),
});
export type OpenCostAnswer = z.output<typeof OpenCostAnswer>;

/**
 * Turns OpenCost's own answer into what is allocated: costs with their adjustments, idle rows as idle of their node or
 * cluster. Ask it for single containers and for idle (`aggregate` left out, `includeIdle=true`). A cost that it could
 * not compute (null) makes the answer incomplete.
 */
export function readOpenCost({ data }: OpenCostAnswer, idleBy: IdleBy): InputRead {
  const steps = data.map((step) => readStep(step ?? {}, idleBy));
  return {
    sets: steps.flatMap(({ sets }) => sets),
    incomplete: steps.some(({ incomplete }) => incomplete),
    overAllocated: steps.flatMap(({ overAllocated }) => overAllocated),
    withoutNodes: [...new Set(steps.flatMap(({ withoutNodes }) => withoutNodes))],
  };
}

function readStep(step: Readonly<Record<string, Row | null | undefined>>, idleBy: IdleBy): InputRead {
  const rows = Object.entries(step).flatMap(([key, row]) => (row == null ? [] : [{ key, row }]));
  const isIdle = ({ key }: { key: string }) => key === IDLE || key.endsWith(`/${IDLE}`);
  const idle = rows.filter(isIdle).map(({ key, row }) => idleOfRow(key, row));
  const allocations = rows.filter((one) => !isIdle(one)).map(({ key, row }) => allocationOfRow(key, row));
  return {
    ...resolveIdle(
      idle.filter(({ node }) => node === null),
      idle.filter(({ node }) => node !== null),
      idleBy,
      { hours: hoursOf(rows.map(({ row }) => row)), allocations },
    ),
    incomplete: rows.some(({ row }) => costParts.some((part) => row[`${part}Cost`] === null)),
  };
}

function idleOfRow(key: string, row: Row): Idle {
  const { cpu, ram, gpu } = costOfRow(row);
  const { cluster = null, node = null } = row.properties ?? {};
  // Without properties the name still says whose idle it is.
  const named = key === IDLE ? null : key.slice(0, -IDLE.length - 1);
  return { cluster: cluster ?? named, node, cost: { cpu, ram, gpu } };
}

function allocationOfRow(key: string, row: Row): Allocation {
  const { properties } = row;
  const hours = (row.minutes ?? 60) / 60;
  return {
    cluster: properties?.cluster ?? null,
    node: properties?.node ?? null,
    namespace: properties?.namespace ?? null,
    controllerKind: properties?.controllerKind ?? null,
    controller: properties?.controller ?? null,
    pod: properties?.pod ?? null,
    container: properties?.container ?? null,
    labels: properties?.labels ?? {},
    annotations: properties?.annotations ?? {},
    services: properties?.services ?? [],
    cost: costOfRow(row),
    cpu: measured(row.cpuCoreRequestAverage, row.cpuCoreUsageAverage, hours),
    ram: measured(row.ramByteRequestAverage, row.ramByteUsageAverage, hours),
    outside: key.includes(EXTERNAL),
  };
}

const costOfRow = (row: Row): Cost => ({
  cpu: (row.cpuCost ?? 0) + (row.cpuCostAdjustment ?? 0),
  ram: (row.ramCost ?? 0) + (row.ramCostAdjustment ?? 0),
  gpu: (row.gpuCost ?? 0) + (row.gpuCostAdjustment ?? 0),
  pv: (row.pvCost ?? 0) + (row.pvCostAdjustment ?? 0),
  network: (row.networkCost ?? 0) + (row.networkCostAdjustment ?? 0),
  loadBalancer: (row.loadBalancerCost ?? 0) + (row.loadBalancerCostAdjustment ?? 0),
  shared: row.sharedCost ?? 0,
  external: row.externalCost ?? 0,
});

const measured = (
  request: number | null | undefined,
  usage: number | null | undefined,
  hours: number,
): Measured =>
  request == null && usage == null ? null : { requested: (request ?? 0) * hours, used: (usage ?? 0) * hours };

/** The window's hours: as the rows say it, else what they span. */
function hoursOf(rows: readonly Row[]): number | null {
  for (const { window } of rows) {
    const hours = hoursBetween(window?.start, window?.end);
    if (hours !== null) return hours;
  }
  const known = rows.flatMap((row) => {
    const hours = hoursBetween(row.start, row.end) ?? (row.minutes == null ? null : row.minutes / 60);
    return hours === null ? [] : [hours];
  });
  return known.length === 0 ? null : Math.max(...known);
}

function hoursBetween(start: string | null | undefined, end: string | null | undefined): number | null {
  const ms = Date.parse(end ?? "") - Date.parse(start ?? "");
  return Number.isFinite(ms) && ms > 0 ? ms / 3_600_000 : null;
}
