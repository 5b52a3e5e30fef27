import { isJsonObject, type Json, type JsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { fraction, suffix } from "./noise";
import { condition } from "./pools";
import { seconds } from "./store";

/** A workload's pod template, and who owns the pods made from it. */
export type PodOwner = { apiVersion: string; kind: string; metadata: Manifest["metadata"] };

export const objectAt = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});
export const listAt = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

/** The short name of a template's content for one kind of owner: a Rollout may roll a Deployment's template. */
export const templateHash = (template: JsonObject, owner: string): string =>
  suffix(`${owner}/${JSON.stringify(template)}`, 10);

export function podFrom(
  name: string,
  owner: PodOwner,
  template: JsonObject,
  labels: JsonObject,
  node: string | null,
  now: Date,
): Manifest {
  const metadata = objectAt(template.metadata);
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      ...(owner.metadata.namespace === undefined ? {} : { namespace: owner.metadata.namespace }),
      labels: { ...objectAt(metadata.labels), ...labels },
      ...(metadata.annotations === undefined ? {} : { annotations: metadata.annotations }),
      creationTimestamp: seconds(now),
      ownerReferences: [ownerReference(owner)],
    },
    spec: { ...objectAt(template.spec), ...(node === null ? {} : { nodeName: node }) },
    status: {
      phase: "Pending",
      conditions: node === null ? [unscheduled(now)] : [condition("PodScheduled", "True", "", now)],
    },
  };
}

export const ownerReference = ({ apiVersion, kind, metadata }: PodOwner): JsonObject => ({
  apiVersion,
  kind,
  name: metadata.name,
  uid: metadata.uid ?? "",
  controller: true,
  blockOwnerDeletion: true,
});

const unscheduled = (now: Date): JsonObject =>
  condition("PodScheduled", "False", "Unschedulable", now, "0/0 nodes are available");

/** An image whose tag says so never becomes ready. */
export const isBroken = (image: Json | undefined): boolean =>
  typeof image === "string" && /:[^/]*-broken/.test(image);

export const isReady = (pod: Manifest): boolean =>
  listAt(objectAt(pod.status).conditions).some((one) => one.type === "Ready" && one.status === "True");

/** Two to five seconds from creation to ready, the same for the same pod. */
const startMs = (pod: Manifest): number => 2_000 + 3_000 * fraction(String(pod.metadata.uid));

/** The pod's status at `now`, as its kubelet would write it; null when nothing changes. */
export function podStatus(pod: Manifest, now: Date): JsonObject | null {
  const spec = objectAt(pod.spec);
  const status = objectAt(pod.status);
  if (spec.nodeName === undefined) return null;
  const born = Date.parse(String(pod.metadata.creationTimestamp));
  const readyAt = new Date(born + startMs(pod));
  const startedAt = new Date(born + 1_000);
  if (now < startedAt || isReady(pod)) return null;
  const containers = listAt(spec.containers);
  const broken = containers.some((container) => isBroken(container.image));
  const ready = !broken && now >= readyAt;
  const crashing = broken && now >= readyAt;
  const phase = ready || crashing ? "Running" : "Pending";
  const next = {
    phase,
    podIP: addressOf(pod),
    startTime: seconds(startedAt),
    conditions: [
      condition("PodScheduled", "True", "", new Date(born)),
      condition("Initialized", "True", "", startedAt),
      containersCondition("ContainersReady", ready, readyAt, startedAt),
      containersCondition("Ready", ready, readyAt, startedAt),
    ],
    containerStatuses: containers.map((container) => containerStatus(container, ready, readyAt, crashing)),
  };
  return status.phase === phase && ready === isReady(pod) && status.containerStatuses !== undefined
    ? null
    : next;
}

const containersCondition = (type: string, ready: boolean, readyAt: Date, startedAt: Date): JsonObject =>
  ready ? condition(type, "True", "", readyAt) : condition(type, "False", "ContainersNotReady", startedAt);

function containerStatus(
  container: JsonObject,
  ready: boolean,
  readyAt: Date,
  crashing: boolean,
): JsonObject {
  const state: JsonObject = ready
    ? { running: { startedAt: seconds(readyAt) } }
    : crashing && isBroken(container.image)
      ? { waiting: { reason: "CrashLoopBackOff", message: "back-off 40s restarting failed container" } }
      : { waiting: { reason: "ContainerCreating" } };
  return {
    name: container.name ?? "",
    image: container.image ?? "",
    ready,
    started: ready,
    restartCount: crashing && isBroken(container.image) ? 3 : 0,
    state,
  };
}

const addressOf = (pod: Manifest): string => {
  const part = (name: string) => 1 + Math.floor(254 * fraction(`${pod.metadata.uid}/${name}`));
  return `10.128.${part("a")}.${part("b")}`;
};
