import { isJsonObject, type JsonObject, parseJson } from "../json";
import type { Manifest } from "../manifest";

/**
 * Where an object notes that the schedule put it to sleep. On the object, so that it is written in one call with the
 * zero it explains, and waking needs nothing but the cluster.
 */
export const asleepAnnotation = "orchestr8.dev/asleep";

/** Kinds that sleep. */
export const sleepers: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "Rollout"]);

export type AsleepNote = {
  /** Its size when it was put to sleep, at least 1. */
  replicas: number;
  /** The size Git declared then; null when it declares none. A size that changed in Git meanwhile is the newer word. */
  declared: number | null;
  /** ISO 8601: the edge of the schedule it belongs to, so that one rest puts a workload to sleep once. */
  since: string;
};

/** What a workload notes of its sleep; null when it notes nothing that can be read. */
export function asleepNote(object: Manifest): AsleepNote | null {
  const annotations = isJsonObject(object.metadata.annotations) ? object.metadata.annotations : {};
  const text = annotations[asleepAnnotation];
  if (typeof text !== "string") return null;
  try {
    const note = parseJson(text);
    if (!isJsonObject(note) || typeof note.replicas !== "number" || typeof note.since !== "string")
      return null;
    const { replicas, declared, since } = note;
    if (!Number.isInteger(replicas) || replicas < 1 || Number.isNaN(Date.parse(since))) return null;
    return { replicas, declared: typeof declared === "number" ? declared : null, since };
  } catch {
    return null;
  }
}

/** Put to sleep by the schedule, and nobody has scaled it up since. */
export const isAsleep = (object: Manifest): boolean =>
  sleepers.has(object.kind) && replicasOf(object) === 0 && asleepNote(object) !== null;

/** The number of pods it asks for; 1 when it does not say, as the API server has it. */
export function replicasOf(object: Manifest): number {
  const { replicas } = isJsonObject(object.spec) ? object.spec : ({} as JsonObject);
  return typeof replicas === "number" ? replicas : 1;
}

export const declaredReplicas = (object: Manifest): number | null => {
  const { replicas } = isJsonObject(object.spec) ? object.spec : ({} as JsonObject);
  return typeof replicas === "number" ? replicas : null;
};
