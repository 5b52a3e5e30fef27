import type { Cost } from "./cost-parts";

/** Requested and used amounts x hours, summed; null when nobody measured. */
export type Measured = { requested: number; used: number } | null;

/** Usage over request (more than 1 is legal); null where it is not known. */
export type Efficiency = { cpu: number | null; ram: number | null; total: number | null };

export const addMeasured = (a: Measured, b: Measured): Measured =>
  a === null || b === null ? (a ?? b) : { requested: a.requested + b.requested, used: a.used + b.used };

/** OpenCost's rule: usage / request; without a request 1 when there is usage and cost, else 0. */
export function efficiencyOf(measured: Measured, cost: number): number | null {
  if (measured === null) return null;
  if (measured.requested > 0) return measured.used / measured.requested;
  return measured.used === 0 || cost === 0 ? 0 : 1;
}

/** The efficiencies of a row; the total is the average of CPU and memory weighted by their costs, 0 without cost. */
export function rowEfficiency(cpu: Measured, ram: Measured, cost: Pick<Cost, "cpu" | "ram">): Efficiency {
  const parts = { cpu: efficiencyOf(cpu, cost.cpu), ram: efficiencyOf(ram, cost.ram) };
  if (parts.cpu === null || parts.ram === null) return { ...parts, total: null };
  const sum = cost.cpu + cost.ram;
  return { ...parts, total: sum > 0 ? (parts.cpu * cost.cpu + parts.ram * cost.ram) / sum : 0 };
}
