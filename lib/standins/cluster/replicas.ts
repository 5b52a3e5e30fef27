import { amountOf, podRequest } from "@/lib/domain/capacity-review/container";
import type { Json, JsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { suffix } from "./noise";
import { isReady, objectAt, ownerReference, podFrom, podStatus, templateHash } from "./pod";
import { ownedBy, refTo, removeWithDependents } from "./remove";
import { type Store, seconds } from "./store";

const POD = { apiVersion: "v1", kind: "Pod" };
const REPLICA_SET = { apiVersion: "apps/v1", kind: "ReplicaSet" };
const REVISION = "deployment.kubernetes.io/revision";

/** What the controllers work on: the store as the only truth, the moment as an argument. */
export type Bench = { store: Store; now: Date };

/** Writes an object in the controllers' own name: the fields' owners stay who they were. */
export function write({ store, now }: Bench, object: Manifest): Manifest {
  return store.put(object, store.get(refTo(object))?.owners ?? [], now);
}

export const setStatus = (bench: Bench, object: Manifest, status: JsonObject): Manifest =>
  write(bench, { ...object, status });

export const podsOf = ({ store }: Bench, owner: Manifest): Manifest[] =>
  store.list(POD, owner.metadata.namespace).filter((pod) => ownedBy(pod, owner.metadata.uid));

export const setsOf = ({ store }: Bench, owner: Manifest): Manifest[] =>
  store.list(REPLICA_SET, owner.metadata.namespace).filter((set) => ownedBy(set, owner.metadata.uid));

/** The node on which the pods ask for the smallest share of its CPU; null when there is none. */
export function freeNode({ store }: Bench): string | null {
  const asked = new Map<string, number>();
  for (const pod of store.list(POD)) {
    const node = String(objectAt(pod.spec).nodeName ?? "");
    asked.set(node, (asked.get(node) ?? 0) + podRequest(pod).cpuMillis + 1);
  }
  const share = (node: Manifest): number =>
    (asked.get(node.metadata.name) ?? 0) /
    (amountOf(objectAt(objectAt(node.status).allocatable).cpu, 1000) || 1);
  const nodes = store.list({ apiVersion: "v1", kind: "Node" }).map((node) => ({ node, share: share(node) }));
  return nodes.sort((a, b) => a.share - b.share)[0]?.node.metadata.name ?? null;
}

export const wantedOf = (object: Manifest): number => {
  const { replicas } = objectAt(object.spec);
  return typeof replicas === "number" ? replicas : 1;
};

/** A count or a percentage of the wanted pods, rounded the way its field is. */
export function share(
  value: Json | undefined,
  fallback: string,
  of: number,
  round: (n: number) => number,
): number {
  const text = String(value ?? fallback);
  return text.endsWith("%") ? round((Number(text.slice(0, -1)) / 100) * of) : Number(text);
}

/** The ReplicaSet of a template, made with no pods when it is new. */
export function setFor(bench: Bench, owner: Manifest, template: JsonObject, hashLabel: string): Manifest {
  const hash = templateHash(template, owner.kind);
  const known = setsOf(bench, owner);
  const found = known.find((set) => objectAt(set.metadata.labels)[hashLabel] === hash);
  const revision =
    1 + Math.max(0, ...known.map((set) => Number(objectAt(set.metadata.annotations)[REVISION] ?? 0)));
  if (found) return found;
  const labels = { ...objectAt(objectAt(template.metadata).labels), [hashLabel]: hash };
  return write(bench, {
    ...REPLICA_SET,
    metadata: {
      name: `${owner.metadata.name}-${hash}`,
      ...(owner.metadata.namespace === undefined ? {} : { namespace: owner.metadata.namespace }),
      labels,
      annotations: { [REVISION]: String(revision) },
      creationTimestamp: seconds(bench.now),
      ownerReferences: [ownerReference(owner)],
    },
    spec: {
      replicas: 0,
      selector: { matchLabels: labels },
      template: { ...template, metadata: { ...objectAt(template.metadata), labels } },
    },
    status: { replicas: 0 },
  });
}

export function scaleSet(bench: Bench, set: Manifest, replicas: number): void {
  const live = bench.store.get(refTo(set))?.object ?? set;
  if (wantedOf(live) !== replicas) write(bench, { ...live, spec: { ...objectAt(live.spec), replicas } });
}

/** Makes or ends pods until the set has as many as it wants, and counts them. */
export function runSet(bench: Bench, set: Manifest): void {
  const pods = podsOf(bench, set);
  const wanted = wantedOf(set);
  // The youngest end first, and of those the ones that are not ready.
  const surplus = [...pods]
    .sort((a, b) => Number(isReady(a)) - Number(isReady(b)))
    .slice(0, Math.max(0, pods.length - wanted));
  for (const pod of surplus) removeWithDependents(bench.store, refTo(pod));
  const taken = new Set(pods.map((pod) => pod.metadata.name));
  for (let at = 0; taken.size < wanted && at < 10_000; at += 1) {
    const name = `${set.metadata.name}-${suffix(`${set.metadata.uid}/${bench.store.revision}/${at}`, 5)}`;
    if (taken.has(name)) continue;
    taken.add(name);
    const template = objectAt(objectAt(set.spec).template);
    write(bench, podFrom(name, owner(set), template, {}, freeNode(bench), bench.now));
  }
  const counted = count(podsOf(bench, set));
  const status: JsonObject = { ...counted, observedGeneration: Number(set.metadata.generation ?? 1) };
  setStatus(bench, bench.store.get(refTo(set))?.object ?? set, status);
}

const owner = ({ apiVersion, kind, metadata }: Manifest) => ({ apiVersion, kind, metadata });

/** Pods there, and pods ready; zero is left out where the API leaves it out. */
export function count(pods: readonly Manifest[]): {
  replicas: number;
  readyReplicas?: number;
  availableReplicas?: number;
} {
  const ready = pods.filter(isReady).length;
  return { replicas: pods.length, ...(ready > 0 ? { readyReplicas: ready, availableReplicas: ready } : {}) };
}

/** Moves every pod's status to where it is by now. */
export function runPods(bench: Bench): void {
  for (const pod of bench.store.list(POD)) {
    const status = podStatus(pod, bench.now);
    if (status) setStatus(bench, pod, status);
  }
}

/** Old ReplicaSets without pods beyond the history limit go. */
export function pruneSets(bench: Bench, owner: Manifest, keep: Manifest): void {
  const limit = Number(objectAt(owner.spec).revisionHistoryLimit ?? 10);
  const age = (set: Manifest) => Number(objectAt(set.metadata.annotations)[REVISION] ?? 0);
  const idle = setsOf(bench, owner).filter(
    (set) => set.metadata.name !== keep.metadata.name && wantedOf(set) === 0,
  );
  for (const set of idle.sort((a, b) => age(b) - age(a)).slice(limit))
    removeWithDependents(bench.store, refTo(set));
}
