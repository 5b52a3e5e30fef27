import type { z } from "zod";
import type { QuotaView } from "@/lib/contract/resources-view";
import { objectAt } from "@/lib/domain/capacity-review/container";
import type { Fleet } from "@/lib/domain/fleet";
import type { Json } from "@/lib/domain/json";
import { parseQuantity } from "@/lib/domain/quantity";
import type { Live } from "@/lib/ports/live";

/** The quotas of an environment's namespaces; null when those of some cluster could not be read. */
export function quotasOf(
  fleet: Fleet,
  live: Live,
  environment: string,
  sees: (application: string) => boolean,
): z.infer<typeof QuotaView>[] | null {
  const placements = fleet.placements.filter(
    (placement) => placement.environment === environment && sees(placement.application),
  );
  const found: z.infer<typeof QuotaView>[] = [];
  for (const cluster of new Set(placements.map((placement) => placement.cluster))) {
    const all = live.listed(cluster, { apiVersion: "v1", kind: "ResourceQuota" });
    if (all === null) return null;
    const ours = new Set(placements.filter((p) => p.cluster === cluster).map((p) => p.namespace));
    for (const { metadata, spec, status } of all) {
      const namespace = metadata.namespace ?? "";
      if (!ours.has(namespace)) continue;
      const used = objectAt(objectAt(status).used);
      const entries = Object.entries(objectAt(objectAt(spec).hard)).map(([resource, hard]) => ({
        resource,
        hard: String(hard),
        used: used[resource] === undefined ? null : String(used[resource]),
        share: shareOf(used[resource], hard),
      }));
      found.push({ cluster, namespace, name: metadata.name, entries });
    }
  }
  return found;
}

function shareOf(used: Json | undefined, hard: Json): number | null {
  const [part, whole] = [parseQuantity(used), parseQuantity(hard)];
  if (!part || !whole || whole.numerator === 0n) return null;
  return Number(part.numerator * whole.denominator) / Number(part.denominator) / Number(whole.numerator);
}
