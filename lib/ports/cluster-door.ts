import type { Json } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { holdsSecretMark, type KeyedHash, maskSecrets } from "@/lib/domain/secret";

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/**
 * What every Cluster does to every object it hands out: field managers dropped unless asked for, the last-applied
 * annotation dropped always (it repeats the whole object), secret values replaced by keyed hashes.
 */
export function throughTheDoor(
  object: Manifest,
  options: { hash: KeyedHash; withManagers: boolean },
): Manifest {
  const { managedFields, annotations, ...metadata } = object.metadata;
  const kept = withoutLastApplied(annotations);
  const cleaned: Manifest = {
    ...object,
    metadata: {
      ...metadata,
      name: object.metadata.name,
      ...(kept === undefined ? {} : { annotations: kept }),
      ...(options.withManagers && managedFields !== undefined ? { managedFields } : {}),
    },
  };
  return maskSecrets(cleaned, options.hash);
}

function withoutLastApplied(annotations: Json | undefined): Json | undefined {
  if (annotations === null || typeof annotations !== "object" || Array.isArray(annotations))
    return annotations;
  if (!(LAST_APPLIED in annotations)) return annotations;
  const { [LAST_APPLIED]: _, ...others } = annotations;
  return Object.keys(others).length > 0 ? others : undefined;
}

/** Does a mask stand somewhere in this value in place of a secret? */
export function isMasked(value: Json | undefined): boolean {
  if (typeof value === "string") return holdsSecretMark(value);
  if (Array.isArray(value)) return value.some(isMasked);
  if (value === null || value === undefined || typeof value !== "object") return false;
  return Object.values(value).some(isMasked);
}
