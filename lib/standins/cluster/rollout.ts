import type { JsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { deadlineOf, progressing } from "./deployment";
import { isReady, listAt, objectAt, templateHash } from "./pod";
import { condition } from "./pools";
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
  wantedOf,
  write,
} from "./replicas";
import { blueGreen, type Course, canary, waitMs } from "./rollout-strategy";
import { seconds } from "./store";

const HASH = "rollouts-pod-template-hash";
const DEADLINE = "scale-down-deadline";
/**
 * One step of the Argo Rollouts controller, after its documentation of blue-green and canary. A pause ends when its
 * `status.pauseConditions` are removed, as `kubectl argo rollouts promote` does; analyses always succeed.
 */
export function runRollout(bench: Bench, rollout: Manifest): void {
  const template = templateOf(bench, rollout);
  if (!template) return;
  const hash = templateHash(template, rollout.kind);
  const fresh = setFor(bench, rollout, template, HASH);
  const live = bench.store.get(refTo(rollout))?.object ?? rollout;
  const status = sameRun(objectAt(live.status), hash);
  const stable = typeof status.stableRS === "string" ? status.stableRS : null;
  const others = setsOf(bench, live).filter((set) => set.metadata.name !== fresh.metadata.name);
  const stableSet = others.find((set) => objectAt(set.metadata.labels)[HASH] === stable) ?? null;
  const wanted = wantedOf(live);
  const freshPods = podsOf(bench, fresh);
  const sides = {
    wanted,
    ready: freshPods.filter(isReady).length,
    readySince: readySince(freshPods),
    now: bench.now,
  };
  const course = courseOf(live, status, hash, stable, stableSet !== null, sides);
  scaleSet(bench, fresh, course.fresh);
  for (const set of others)
    scaleSet(bench, set, set === stableSet && !course.done ? course.stable : lingering(bench, live, set));
  for (const set of setsOf(bench, live)) runSet(bench, set);
  pruneSets(bench, live, fresh);
  report(bench, live, fresh, status, course, hash);
}

/** A new template starts the strategy from its first step. */
function sameRun(status: JsonObject, hash: string): JsonObject {
  if (status.currentPodHash === hash) return status;
  const { pauseConditions: _p, controllerPause: _c, currentStepIndex: _i, abort: _a, ...kept } = status;
  return kept;
}

function courseOf(
  rollout: Manifest,
  status: JsonObject,
  hash: string,
  stable: string | null,
  stableThere: boolean,
  sides: { wanted: number; ready: number; readySince: number; now: Date },
): Course {
  const { wanted } = sides;
  const strategy = objectAt(objectAt(rollout.spec).strategy);
  const steps = strategy.canary === undefined ? null : listAt(objectAt(strategy.canary).steps).length;
  if (stable === null || stable === hash || !stableThere) {
    return { fresh: wanted, stable: 0, done: sides.ready >= wanted, pause: null, step: steps };
  }
  if (status.abort === true) return { fresh: 0, stable: wanted, done: false, pause: null, step: 0 };
  return strategy.blueGreen === undefined
    ? canary(objectAt(strategy.canary), status, sides)
    : blueGreen(objectAt(strategy.blueGreen), status, sides);
}

function templateOf({ store }: Bench, rollout: Manifest): JsonObject | null {
  const spec = objectAt(rollout.spec);
  const ref = objectAt(spec.workloadRef);
  if (typeof ref.name !== "string") return spec.template === undefined ? null : objectAt(spec.template);
  const at = {
    apiVersion: String(ref.apiVersion),
    kind: String(ref.kind),
    namespace: rollout.metadata.namespace,
    name: ref.name,
  };
  const workload = store.get(at)?.object;
  return workload ? objectAt(objectAt(workload.spec).template) : null;
}

const readySince = (pods: readonly Manifest[]): number =>
  Math.max(
    0,
    ...pods.map((pod) => {
      const ready = listAt(objectAt(pod.status).conditions).find((one) => one.type === "Ready");
      return Date.parse(String(ready?.lastTransitionTime ?? 0)) || 0;
    }),
  );

/** A set that serves no more stays for the declared delay, so that going back is quick. */
function lingering(bench: Bench, rollout: Manifest, set: Manifest): number {
  const live = bench.store.get(refTo(set))?.object ?? set;
  if (wantedOf(live) === 0) return 0;
  const annotations = objectAt(live.metadata.annotations);
  const until = annotations[DEADLINE];
  if (until === undefined) {
    const delay = objectAt(objectAt(objectAt(rollout.spec).strategy).blueGreen).scaleDownDelaySeconds ?? 30;
    const deadline = seconds(new Date(bench.now.getTime() + waitMs(delay)));
    write(bench, {
      ...live,
      metadata: { ...live.metadata, annotations: { ...annotations, [DEADLINE]: deadline } },
    });
    return wantedOf(live);
  }
  return bench.now.getTime() >= Date.parse(String(until)) ? 0 : wantedOf(live);
}

function report(
  bench: Bench,
  rollout: Manifest,
  fresh: Manifest,
  status: JsonObject,
  course: Course,
  hash: string,
): void {
  const live = bench.store.get(refTo(rollout))?.object ?? rollout;
  const all = setsOf(bench, live).flatMap((set) => podsOf(bench, set));
  const ready = all.filter(isReady).length;
  const updated = podsOf(bench, fresh).length;
  const stable = course.done ? hash : (status.stableRS ?? null);
  const counts = {
    replicas: all.length,
    updatedReplicas: updated,
    readyReplicas: ready,
    availableReplicas: ready,
  };
  const observedGeneration = String(live.metadata.generation ?? 1);
  const before = objectAt(live.status);
  const moved =
    before.currentPodHash !== hash ||
    before.currentStepIndex !== (course.step ?? undefined) ||
    Object.entries(counts).some(([key, value]) => before[key] !== value);
  const set = fresh.metadata.name;
  const deadlineMs = deadlineOf(objectAt(live.spec).progressDeadlineSeconds);
  const progress = progressing(
    before,
    { complete: course.done, moved: moved || course.pause !== null, set, deadlineMs },
    bench.now,
  );
  const { phase, message } = phaseOf(course, progress, status.abort === true);
  const strategy = objectAt(objectAt(live.spec).strategy);
  const paused = course.pause === null ? {} : pauseOf(status, course.pause, bench.now);
  setStatus(bench, live, {
    ...counts,
    HPAReplicas: updated,
    observedGeneration,
    currentPodHash: hash,
    ...(stable === null ? {} : { stableRS: stable }),
    ...(strategy.blueGreen === undefined
      ? {}
      : { blueGreen: { activeSelector: stable ?? hash, previewSelector: hash } }),
    ...(course.step === null ? {} : { currentStepIndex: course.step }),
    ...paused,
    ...(status.abort === true ? { abort: true } : {}),
    phase,
    ...(message === null ? {} : { message }),
    conditions: [
      // The times of these two would only repeat the Progressing condition's.
      condition(
        "Available",
        ready >= wantedOf(live) ? "True" : "False",
        "AvailableReason",
        new Date(Date.parse(String(live.metadata.creationTimestamp))),
      ),
      progress,
    ],
  });
}

function phaseOf(
  course: Course,
  progress: JsonObject,
  aborted: boolean,
): { phase: string; message: string | null } {
  if (aborted) return { phase: "Degraded", message: "RolloutAborted: Rollout aborted update" };
  if (course.done) return { phase: "Healthy", message: null };
  if (course.pause !== null) return { phase: "Paused", message: course.pause };
  if (progress.reason === "ProgressDeadlineExceeded") {
    return { phase: "Degraded", message: `ProgressDeadlineExceeded: ${String(progress.message)}` };
  }
  return { phase: "Progressing", message: "more replicas need to be updated" };
}

function pauseOf(status: JsonObject, reason: string, now: Date): JsonObject {
  const known = listAt(status.pauseConditions).find((one) => one.reason === reason);
  return { controllerPause: true, pauseConditions: [known ?? { reason, startTime: seconds(now) }] };
}
