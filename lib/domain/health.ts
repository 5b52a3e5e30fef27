import type { Json, JsonObject, Manifest } from "./manifest";
import { asleepNote, isAsleep } from "./schedule/asleep";

export type HealthKind = "healthy" | "moving" | "attention" | "failed" | "waiting" | "unknown";
/** A state and why; `word` is what a page says beside the shape. */
export type Health = { kind: HealthKind; word: string; reason: string | null };

const worstFirst: readonly HealthKind[] = ["failed", "unknown", "attention", "waiting", "moving", "healthy"];

/** The worst of many; nothing at all is unknown, never good. */
export function worst(all: readonly Health[]): Health {
  // Among good ones the plain word speaks for all; a workload at zero is good, and not what a reader asks for.
  const plain = [...all].sort(
    (a, b) =>
      Number(a.kind === "healthy" && a.reason !== null) - Number(b.kind === "healthy" && b.reason !== null),
  );
  const found = worstFirst.flatMap((kind) => plain.filter((health) => health.kind === kind))[0];
  return found ?? unknownHealth("nothing was seen");
}

export const unknownHealth = (reason: string): Health => ({ kind: "unknown", word: "unknown", reason });
const healthy: Health = { kind: "healthy", word: "healthy", reason: null };

/**
 * The health of one object from its own status, as its controller reports it; null for kinds that have none.
 * Rules after Kubernetes' `kubectl rollout status` and Argo Rollouts' phases.
 */
export function healthOf(object: Manifest): Health | null {
  if (isAsleep(object)) return asleepHealth(object);
  switch (object.kind) {
    case "Deployment":
      return deploymentHealth(object);
    case "StatefulSet":
      return replicaHealth(object, num(at(object, "status", "updatedReplicas")));
    case "DaemonSet":
      return daemonHealth(object);
    case "Rollout":
      return rolloutHealth(object);
    case "Job":
      return jobHealth(object);
    default:
      return null;
  }
}

/** Not good, as nothing of it was seen running; not bad either: it waits for its hour. */
const asleepHealth = (object: Manifest): Health => ({
  kind: "waiting",
  word: "asleep",
  reason: `put to sleep by its schedule; ${asleepNote(object)?.replicas ?? 0} pods are remembered`,
});

function deploymentHealth(object: Manifest): Health {
  const stuck = conditions(object).find(
    (c) => c.type === "Progressing" && c.reason === "ProgressDeadlineExceeded",
  );
  if (stuck)
    return {
      kind: "failed",
      word: "degraded",
      reason: text(stuck.message) ?? "the rollout made no progress",
    };
  return replicaHealth(object, num(at(object, "status", "updatedReplicas")));
}

function replicaHealth(object: Manifest, updated: number): Health {
  if (behind(object))
    return { kind: "moving", word: "rolling", reason: "the controller has not seen the change yet" };
  const wanted = wantedReplicas(object);
  const ready = num(at(object, "status", "readyReplicas"));
  if (wanted === 0) return { kind: "healthy", word: "scaled to zero", reason: "0 pods wanted" };
  if (updated < wanted)
    return { kind: "moving", word: "rolling", reason: `${updated} of ${wanted} pods are new` };
  if (ready < wanted)
    return { kind: "moving", word: "rolling", reason: `${ready} of ${wanted} pods are ready` };
  if (num(at(object, "status", "replicas")) > updated)
    return { kind: "moving", word: "rolling", reason: "old pods are ending" };
  return healthy;
}

function daemonHealth(object: Manifest): Health {
  const wanted = num(at(object, "status", "desiredNumberScheduled"));
  const ready = num(at(object, "status", "numberReady"));
  if (behind(object) || ready < wanted)
    return { kind: "moving", word: "rolling", reason: `${ready} of ${wanted} nodes are ready` };
  return healthy;
}

function rolloutHealth(object: Manifest): Health {
  const message = text(at(object, "status", "message")) ?? null;
  switch (text(at(object, "status", "phase"))) {
    case "Healthy":
      return behind(object)
        ? { kind: "moving", word: "rolling", reason: "the controller has not seen the change yet" }
        : healthy;
    case "Paused":
      return { kind: "waiting", word: "paused", reason: message ?? "the rollout waits to be promoted" };
    case "Degraded":
      return { kind: "failed", word: "degraded", reason: message };
    case "Progressing":
      return { kind: "moving", word: "rolling", reason: message };
    default:
      return unknownHealth("the rollout has no phase yet");
  }
}

function jobHealth(object: Manifest): Health {
  const done = conditions(object).find(
    (c) => c.status === "True" && (c.type === "Complete" || c.type === "Failed"),
  );
  if (done?.type === "Failed") return { kind: "failed", word: "failed", reason: text(done.message) ?? null };
  return done ? healthy : { kind: "moving", word: "running", reason: null };
}

/** Pods ready and wanted of a workload; null when it has none. */
export function podsOf(object: Manifest): { ready: number; wanted: number } | null {
  if (object.kind === "DaemonSet")
    return {
      ready: num(at(object, "status", "numberReady")),
      wanted: num(at(object, "status", "desiredNumberScheduled")),
    };
  if (!["Deployment", "StatefulSet", "Rollout"].includes(object.kind)) return null;
  return { ready: num(at(object, "status", "readyReplicas")), wanted: wantedReplicas(object) };
}

const wantedReplicas = (object: Manifest): number => {
  const wanted = at(object, "spec", "replicas");
  return typeof wanted === "number" ? wanted : 1;
};

// Argo Rollouts writes observedGeneration as text, Deployments as a number.
const behind = (object: Manifest): boolean => {
  const wanted = at(object, "metadata", "generation");
  const seen = at(object, "status", "observedGeneration");
  return wanted !== undefined && seen !== undefined && Number(seen) < Number(wanted);
};

const conditions = (object: Manifest): readonly JsonObject[] => {
  const list = at(object, "status", "conditions");
  return Array.isArray(list) ? list.filter(isObject) : [];
};

const isObject = (value: Json): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const num = (value: Json | undefined): number => (typeof value === "number" ? value : 0);
const text = (value: Json | undefined): string | undefined => (typeof value === "string" ? value : undefined);

function at(object: JsonObject, ...path: readonly string[]): Json | undefined {
  let here: Json | undefined = object;
  for (const key of path) {
    if (here === undefined || here === null || !isObject(here)) return undefined;
    here = here[key];
  }
  return here;
}
