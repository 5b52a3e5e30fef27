import type { UnitPrice } from "@/lib/domain/capacity-review/price-effect";
import type { Placement } from "@/lib/domain/fleet";
import { effectOf } from "./effect";
import type { Place } from "./place";
import type { Suggestion } from "./suggestion";

/** Over every pod on every cluster; null as soon as one price is unknown, because a sum without it would mislead. */
export function totalEffect(
  places: readonly Place[],
  application: string,
  suggestions: readonly Pick<Suggestion, "workload" | "resource" | "from" | "to">[],
  unitAt: (placement: Placement) => UnitPrice | null,
): number | null {
  let sum = 0;
  for (const { workloads } of places)
    for (const { placement, workload, pods } of workloads) {
      if (placement.application !== application) continue;
      const changes = suggestions.filter((one) => one.workload === `${workload.kind}/${workload.name}`);
      if (changes.length === 0) continue;
      const value = effectOf(changes, pods?.length ?? workload.replicas, unitAt(placement));
      if (value === null) return null;
      sum += value;
    }
  return sum;
}
