import { isJsonObject, type Json, type JsonObject } from "../json";
import type { Manifest } from "../manifest";
import { parseQuantity } from "../quantity";

/** What a set of rendered objects asks the cluster for: pods that run all the time, and their requests. */
export type Capacity = { replicas: number; cpuMillis: number; memoryBytes: number };

const runs = new Set(["Deployment", "StatefulSet", "Rollout"]);

/** Replicas as declared (one when absent), multiplied with the requests of each pod's containers. */
export function capacityOf(objects: readonly Manifest[]): Capacity {
  const total = { replicas: 0, cpuMillis: 0, memoryBytes: 0 };
  for (const object of objects) {
    if (!runs.has(object.kind) || !isJsonObject(object.spec)) continue;
    const replicas = replicasOf(object);
    total.replicas += replicas;
    for (const container of containersOf(object.spec)) {
      const resources = isJsonObject(container.resources) ? container.resources : {};
      const requests = isJsonObject(resources.requests) ? resources.requests : {};
      total.cpuMillis += replicas * amount(requests.cpu, 1000);
      total.memoryBytes += replicas * amount(requests.memory, 1);
    }
  }
  return total;
}

export function replicasOf(object: Manifest): number {
  const replicas = isJsonObject(object.spec) ? object.spec.replicas : undefined;
  return typeof replicas === "number" ? replicas : 1;
}

function containersOf(spec: JsonObject): readonly JsonObject[] {
  const template = isJsonObject(spec.template) ? spec.template : {};
  const pod = isJsonObject(template.spec) ? template.spec : {};
  return Array.isArray(pod.containers) ? pod.containers.filter(isJsonObject) : [];
}

function amount(value: Json | undefined, scale: number): number {
  const quantity = parseQuantity(value);
  return quantity ? (Number(quantity.numerator) / Number(quantity.denominator)) * scale : 0;
}

/** `+500m CPU`, `-1.5 CPU`; null when nothing changes. */
export function cpuText(millis: number): string | null {
  const size = Math.round(Math.abs(millis));
  if (size === 0) return null;
  return `${millis > 0 ? "+" : "−"}${size % 1000 === 0 ? size / 1000 : `${size}m`} CPU`;
}

/** `+256 MiB memory`, `−1.5 GiB memory`; null when nothing changes. */
export function memoryText(bytes: number): string | null {
  const mebibytes = Math.round(Math.abs(bytes) / 2 ** 20);
  if (mebibytes === 0) return null;
  const size = mebibytes >= 1024 ? `${Math.round((mebibytes / 1024) * 100) / 100} GiB` : `${mebibytes} MiB`;
  return `${bytes > 0 ? "+" : "−"}${size} memory`;
}
