import { type DriftDifference, driftManifests } from "@/lib/domain/drift/drift";
import type { Manifest } from "@/lib/domain/manifest";
import type { LivePlacement } from "@/lib/ports/live";
import { keyOf } from "./object-key";

/** One object that is not as Git wants it: fields changed in the cluster, or the object is not there. */
export type ObjectDrift = { object: string; missing: boolean; differences: readonly DriftDifference[] };

const quiet = new Set(["default", "bookkeeping", "formatting"]);
// Equal objects give equal answers, and both sides keep their identity until something changes.
const known = new WeakMap<Manifest, WeakMap<Manifest, readonly DriftDifference[]>>();

/**
 * Objects of a placement that drift: a structural comparison with the last known live state. Defaults and bookkeeping
 * of the server are no drift. Kinds the cluster does not serve count as missing.
 */
export function driftsOf(objects: readonly Manifest[], space: LivePlacement): readonly ObjectDrift[] {
  return objects.flatMap((desired): ObjectDrift[] => {
    const object = `${desired.kind}/${desired.metadata.name}`;
    // Namespaced objects are followed in their namespace; what has none is not part of the placement's space.
    if (desired.kind === "Namespace") return [];
    const live = space.objects.get(keyOf(desired));
    if (!live) return [{ object, missing: true, differences: [] }];
    const differences = differencesOf(desired, live);
    return differences.length === 0 ? [] : [{ object, missing: false, differences }];
  });
}

/** What of one object runs otherwise than Git wants it; defaults and bookkeeping of the server are left out. */
export function differencesOf(desired: Manifest, live: Manifest): readonly DriftDifference[] {
  const memory = known.get(desired) ?? new WeakMap<Manifest, readonly DriftDifference[]>();
  known.set(desired, memory);
  let found = memory.get(live);
  if (!found) {
    const { differences } = driftManifests({
      desired: [{ index: 0, manifest: desired }],
      live: [{ index: 0, manifest: live }],
    });
    found = differences.filter((difference) => !quiet.has(difference.class));
    memory.set(live, found);
  }
  return found;
}
