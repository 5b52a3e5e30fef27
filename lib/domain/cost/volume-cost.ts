import { UNMOUNTED } from "./reserved-name";
import { overlapHours, type Span } from "./time-span";

export type Mount = Span & { pod: string };

/**
 * A volume's cost by pod: its time is cut wherever somebody mounts or unmounts it, and each slice is split evenly over
 * the pods that have it then. Time in which nobody has it belongs to `__unmounted__` (OpenCost specification,
 * "Persistent Volumes"). The values add up to the volume's hours x price.
 */
export function volumeCosts(
  volume: Span,
  mounts: readonly Mount[],
  pricePerHour: number,
): ReadonlyMap<string, number> {
  const inside = (at: number) => at > volume.from && at < volume.to;
  const cuts = [
    ...new Set([volume.from, ...mounts.flatMap(({ from, to }) => [from, to]).filter(inside), volume.to]),
  ].sort((a, b) => a - b);
  const costs = new Map<string, number>();
  for (const [index, from] of cuts.entries()) {
    const to = cuts[index + 1];
    if (to === undefined || to <= from) continue;
    const slice = { from, to };
    const pods = new Set(mounts.filter((mount) => overlapHours(mount, slice) > 0).map(({ pod }) => pod));
    const names = pods.size === 0 ? [UNMOUNTED] : [...pods];
    const each = ((to - from) * pricePerHour) / names.length;
    for (const name of names) costs.set(name, (costs.get(name) ?? 0) + each);
  }
  return costs;
}
