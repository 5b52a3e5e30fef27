import type { Json, JsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { isReady, listAt, objectAt } from "./pod";
import { refTo } from "./remove";
import {
  type Bench,
  podsOf,
  pruneSets,
  runSet,
  scaleSet,
  setFor,
  setStatus,
  setsOf,
  share,
  wantedOf,
} from "./replicas";
import { seconds } from "./store";

/** A demo does not wait ten minutes to say that a rollout is stuck. */
const LONGEST_DEADLINE_MS = 20_000;

/** One step of the Deployment controller: the rolling update goes as far as its pods allow. */
export function runDeployment(bench: Bench, deployment: Manifest): void {
  const spec = objectAt(deployment.spec);
  const template = objectAt(spec.template);
  const wanted = wantedOf(deployment);
  const fresh = setFor(bench, deployment, template, "pod-template-hash");
  const old = setsOf(bench, deployment).filter((set) => set.metadata.name !== fresh.metadata.name);
  if (spec.paused !== true) roll(bench, deployment, fresh, old, wanted);
  for (const set of setsOf(bench, deployment)) runSet(bench, set);
  pruneSets(bench, deployment, fresh);
  report(bench, deployment, fresh, wanted);
}

function roll(
  bench: Bench,
  deployment: Manifest,
  fresh: Manifest,
  old: readonly Manifest[],
  wanted: number,
): void {
  const strategy = objectAt(objectAt(deployment.spec).strategy);
  const oldPods = old.flatMap((set) => podsOf(bench, set));
  if (strategy.type === "Recreate") {
    for (const set of old) scaleSet(bench, set, 0);
    scaleSet(bench, fresh, oldPods.length > 0 ? 0 : wanted);
    return;
  }
  const rolling = objectAt(strategy.rollingUpdate);
  const surge = share(rolling.maxSurge, "25%", wanted, Math.ceil);
  const spare = share(rolling.maxUnavailable, "25%", wanted, Math.floor);
  const least = wanted - (surge === 0 && spare === 0 ? 1 : spare);
  const oldCount = old.reduce((sum, set) => sum + wantedOf(set), 0);
  scaleSet(bench, fresh, Math.min(wanted, Math.max(0, wanted + surge - oldCount)));
  const ready = podsOf(bench, fresh).filter(isReady).length;
  // Old pods that never became ready serve nobody and go first.
  const idle = oldPods.filter((pod) => !isReady(pod)).length;
  let removable = Math.max(0, ready + (oldCount - idle) - least) + idle;
  for (const set of old) {
    const fewer = Math.min(wantedOf(set), removable);
    scaleSet(bench, set, wantedOf(set) - fewer);
    removable -= fewer;
  }
}

function report(bench: Bench, deployment: Manifest, fresh: Manifest, wanted: number): void {
  const live = bench.store.get(refTo(deployment))?.object ?? deployment;
  const all = setsOf(bench, deployment).flatMap((set) => podsOf(bench, set));
  const ready = all.filter(isReady).length;
  const updated = podsOf(bench, fresh).length;
  const before = objectAt(live.status);
  const spec = objectAt(live.spec);
  const spare = share(
    objectAt(objectAt(spec.strategy).rollingUpdate).maxUnavailable,
    "25%",
    wanted,
    Math.floor,
  );
  const complete = updated === wanted && all.length === wanted && ready === wanted;
  const counts: JsonObject = {
    replicas: all.length,
    updatedReplicas: updated,
    readyReplicas: ready,
    availableReplicas: ready,
    unavailableReplicas: Math.max(0, wanted - ready),
  };
  const observedGeneration = Number(live.metadata.generation ?? 1);
  const moved =
    before.observedGeneration !== observedGeneration ||
    Object.entries(counts).some(([key, value]) => (before[key] ?? 0) !== value);
  const set = fresh.metadata.name;
  const conditions = [
    available(before, ready >= wanted - spare, bench.now),
    progressing(
      before,
      { complete, moved, set, deadlineMs: deadlineOf(spec.progressDeadlineSeconds) },
      bench.now,
    ),
  ];
  const shown = Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== 0));
  setStatus(bench, live, { observedGeneration, ...shown, conditions });
}

export const deadlineOf = (declared: Json | undefined): number =>
  Math.min(Number(declared ?? 600) * 1000, LONGEST_DEADLINE_MS);

function available(status: JsonObject, enough: boolean, now: Date): JsonObject {
  const reason = enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable";
  const message = enough
    ? "Deployment has minimum availability."
    : "Deployment does not have minimum availability.";
  return kept(status, { type: "Available", status: enough ? "True" : "False", reason, message }, now, false);
}

/** Progress is pods coming and going; the deadline counts from the last of it. */
export function progressing(
  status: JsonObject,
  rollout: { complete: boolean; moved: boolean; set: string; deadlineMs: number },
  now: Date,
): JsonObject {
  const type = "Progressing";
  const { complete, moved, set } = rollout;
  if (complete) {
    const message = `ReplicaSet "${set}" has successfully progressed.`;
    return kept(status, { type, status: "True", reason: "NewReplicaSetAvailable", message }, now, moved);
  }
  const before = listAt(status.conditions).find((one) => one.type === type);
  const last =
    before && before.reason !== "NewReplicaSetAvailable"
      ? Date.parse(String(before.lastUpdateTime))
      : now.getTime();
  const late = before?.reason === "ProgressDeadlineExceeded" || now.getTime() - last >= rollout.deadlineMs;
  if (!moved && late) {
    const message = `ReplicaSet "${set}" has timed out progressing.`;
    return kept(status, { type, status: "False", reason: "ProgressDeadlineExceeded", message }, now, false);
  }
  const message = `ReplicaSet "${set}" is progressing.`;
  return kept(status, { type, status: "True", reason: "ReplicaSetUpdated", message }, now, moved);
}

/** The condition with its times: kept while it says the same, moved when it says something else. */
function kept(
  status: JsonObject,
  next: { type: string; status: "True" | "False"; reason: string; message: string },
  now: Date,
  touched: boolean,
): JsonObject {
  const before = listAt(status.conditions).find((one) => one.type === next.type);
  const same = before?.reason === next.reason && before?.message === next.message && !touched;
  return {
    ...next,
    lastUpdateTime: same ? (before?.lastUpdateTime ?? seconds(now)) : seconds(now),
    lastTransitionTime:
      before?.status === next.status ? (before.lastTransitionTime ?? seconds(now)) : seconds(now),
  };
}
