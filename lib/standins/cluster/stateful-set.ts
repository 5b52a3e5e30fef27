import type { Manifest } from "@/lib/domain/manifest";
import { isReady, objectAt, podFrom, templateHash } from "./pod";
import { refTo, removeWithDependents } from "./remove";
import { type Bench, freeNode, podsOf, setStatus, wantedOf, write } from "./replicas";

const HASH = "controller-revision-hash";

/** One step of the StatefulSet controller: one pod at a time, upwards to start and downwards to change. */
export function runStatefulSet(bench: Bench, set: Manifest): void {
  const template = objectAt(objectAt(set.spec).template);
  const wanted = wantedOf(set);
  const revision = `${set.metadata.name}-${templateHash(template, set.kind)}`;
  const named = new Map(podsOf(bench, set).map((pod) => [pod.metadata.name, pod]));
  const parallel = objectAt(set.spec).podManagementPolicy === "Parallel";
  for (const [name, pod] of named) if (ordinal(name) >= wanted) removeWithDependents(bench.store, refTo(pod));
  let steady = true;
  for (let at = 0; at < wanted && (steady || parallel); at += 1) {
    const name = `${set.metadata.name}-${at}`;
    const pod = named.get(name);
    if (!pod) {
      const labels = {
        [HASH]: revision,
        "statefulset.kubernetes.io/pod-name": name,
        "apps.kubernetes.io/pod-index": String(at),
      };
      write(bench, podFrom(name, set, template, labels, freeNode(bench), bench.now));
    }
    steady = pod !== undefined && isReady(pod);
  }
  replaceOne(bench, set, revision, steady);
  report(bench, set, revision);
}

/** The last pod of an older template; while not all are ready only one that is not, or a wrong image could never be put right. */
function replaceOne(bench: Bench, set: Manifest, revision: string, steady: boolean): void {
  const old = podsOf(bench, set)
    .filter((pod) => objectAt(pod.metadata.labels)[HASH] !== revision)
    .filter((pod) => steady || !isReady(pod));
  const last = old.sort((a, b) => ordinal(b.metadata.name) - ordinal(a.metadata.name))[0];
  if (last) removeWithDependents(bench.store, refTo(last));
}

function report(bench: Bench, set: Manifest, revision: string): void {
  const live = bench.store.get(refTo(set))?.object ?? set;
  const pods = podsOf(bench, set);
  const updated = pods.filter((pod) => objectAt(pod.metadata.labels)[HASH] === revision).length;
  const ready = pods.filter(isReady).length;
  const done = updated === wantedOf(set) && ready === updated;
  const before = objectAt(live.status).currentRevision;
  setStatus(bench, live, {
    observedGeneration: Number(live.metadata.generation ?? 1),
    replicas: pods.length,
    readyReplicas: ready,
    availableReplicas: ready,
    updatedReplicas: updated,
    currentReplicas: done ? updated : pods.length - updated,
    currentRevision: done ? revision : (before ?? revision),
    updateRevision: revision,
  });
}

const ordinal = (name: string): number => Number(name.slice(name.lastIndexOf("-") + 1));
