import type { Manifest } from "@/lib/domain/manifest";
import { runDeployment } from "./deployment";
import { updateFields } from "./ownership";
import { objectAt } from "./pod";
import { refTo } from "./remove";
import { type Bench, runPods } from "./replicas";
import { runRollout } from "./rollout";
import { runStatefulSet } from "./stateful-set";
import { type Store, seconds } from "./store";

const DEPLOYMENT = { apiVersion: "apps/v1", kind: "Deployment" };
const STATEFUL_SET = { apiVersion: "apps/v1", kind: "StatefulSet" };
const ROLLOUT = { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout" };

/** One round of every controller at this moment. The same store and moment give the same result. */
export function runControllers(store: Store, now: Date): void {
  const bench: Bench = { store, now };
  runPods(bench);
  for (const one of store.list(DEPLOYMENT)) runDeployment(bench, one);
  for (const one of store.list(STATEFUL_SET)) runStatefulSet(bench, one);
  for (const one of store.list(ROLLOUT)) runRollout(bench, one);
}

/** Runs the controllers through `from` and on, second by second, until nothing moves; a stuck rollout ends it too. */
export function settle(store: Store, from: Date): void {
  const quietRounds = 6;
  let quiet = 0;
  for (let second = 0; second < 120 && quiet < quietRounds; second += 1) {
    const before = store.revision;
    runControllers(store, new Date(from.getTime() + second * 1000));
    quiet = store.revision === before ? quiet + 1 : 0;
  }
}

/** Somebody scales a Deployment by hand, past Git: what the `drift` fault does, once. Answers which one it was. */
export function driftOne(store: Store, now: Date): Manifest | null {
  const candidates = store.list(DEPLOYMENT).filter((one) => (store.get(refTo(one))?.owners.length ?? 0) > 0);
  const [chosen] = candidates.filter((one) => Number(objectAt(one.spec).replicas ?? 1) > 0);
  const live = chosen && store.get(refTo(chosen));
  if (!live) return null;
  const spec = objectAt(live.object.spec);
  const next = { ...live.object, spec: { ...spec, replicas: Number(spec.replicas ?? 1) + 1 } };
  const owned = updateFields(live, next, "kubectl-edit", seconds(now));
  return store.put(owned.object, owned.owners, now);
}
