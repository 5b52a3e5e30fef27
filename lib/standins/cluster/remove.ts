import { isJsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import type { ObjectRef } from "@/lib/ports/cluster";
import type { Store } from "./store";

export const refTo = ({ apiVersion, kind, metadata }: Manifest): ObjectRef => ({
  apiVersion,
  kind,
  namespace: metadata.namespace,
  name: metadata.name,
});

/** Is the object owned by the one with this uid? */
export const ownedBy = (object: Manifest, uid: unknown): boolean => {
  const owners = object.metadata.ownerReferences;
  return Array.isArray(owners) && owners.some((owner) => isJsonObject(owner) && owner.uid === uid);
};

/** Removes an object and what depends on it: what it owns, and all that lives in it when it is a namespace. */
export function removeWithDependents(store: Store, ref: ObjectRef, orphan = false): void {
  const gone = store.remove(ref);
  if (!gone) return;
  const inside = (object: Manifest) =>
    gone.kind === "Namespace" && object.metadata.namespace === gone.metadata.name;
  const dependents = store
    .all()
    .filter((object) => inside(object) || (!orphan && ownedBy(object, gone.metadata.uid)));
  for (const dependent of dependents) removeWithDependents(store, refTo(dependent));
}
