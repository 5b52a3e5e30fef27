import { capacityOf } from "./capacity";
import type { PlacementRendering } from "./effect";

/** What one target would ask its cluster for, more or less than now. */
export type CapacityChange = { placement: string; cpuMillis: number; memoryBytes: number };

export const capacityChange = ({ placement, before, after }: PlacementRendering): CapacityChange => {
  const [then, now] = [capacityOf(before), capacityOf(after)];
  return {
    placement,
    cpuMillis: now.cpuMillis - then.cpuMillis,
    memoryBytes: now.memoryBytes - then.memoryBytes,
  };
};
