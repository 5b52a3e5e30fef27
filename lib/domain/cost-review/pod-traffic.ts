import { type Facets, labelsKey } from "./facet";
import type { AssetHour, Belonging } from "./sample";

/** How far traffic went; `unlabelled` where nothing says it. What stays inside a zone is free and left out. */
export const distances = ["zone", "region", "internet", "unlabelled"] as const;
export type Distance = (typeof distances)[number];

/** What left one pod in an hour, or would at the rate of now: GiB. */
export type PodTraffic = { namespace: string; pod: string; distance: Distance; gib: number };

/**
 * How far a series' bytes went by its labels, as OpenCost's network metrics have them; null for free traffic inside a
 * zone. cAdvisor's own series say nothing of it.
 */
export function distanceOf(labels: Readonly<Record<string, string>>): Distance | null {
  if (labels.internet === "true") return "internet";
  const [region, zone] = [labels.same_region ?? labels.sameRegion, labels.same_zone ?? labels.sameZone];
  if (region === "false") return "region";
  if (zone === "false") return "zone";
  return zone === "true" ? null : "unlabelled";
}

/** Traffic as rows of an hour, one for each controller and distance; of a pod that `placeOf` does not know none. */
export function egressOf(
  traffic: readonly PodTraffic[],
  region: string | null,
  placeOf: (pod: PodTraffic) => (Belonging & Facets) | null,
): readonly AssetHour[] {
  const rows = new Map<string, AssetHour>();
  for (const one of traffic) {
    const place = placeOf(one);
    if (!place) continue;
    const { application, controller, labels } = place;
    const name = `${one.namespace}/${controller ?? one.pod}`;
    const id = JSON.stringify([name, application, labelsKey(labels), one.distance]);
    const amount = (rows.get(id)?.amount ?? 0) + one.gib;
    rows.set(id, {
      ...place,
      kind: "egress",
      name,
      class: one.distance,
      region,
      amount,
      mounted: true,
      hours: 1,
    });
  }
  return [...rows.values()];
}
