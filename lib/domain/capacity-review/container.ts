import { isJsonObject, type Json, type JsonObject } from "../json";
import type { Manifest } from "../manifest";
import { parseQuantity } from "../quantity";
import { type Amount, sumOf } from "./bin-pack";

/** Millicores and bytes; null where the container says nothing. */
export type PartialAmount = { cpuMillis: number | null; memoryBytes: number | null };
export type ContainerSize = { name: string; request: PartialAmount; limit: PartialAmount };

/** The containers of a pod's spec with what they ask for. A limit without a request is the request (Kubernetes API). */
export function containersOf(spec: Json | undefined, list: "containers" | "initContainers" = "containers") {
  const all = isJsonObject(spec) && Array.isArray(spec[list]) ? spec[list].filter(isJsonObject) : [];
  return all.map((container): ContainerSize => {
    const resources = objectAt(container.resources);
    const limit = amountsIn(objectAt(resources.limits));
    const request = amountsIn(objectAt(resources.requests));
    return {
      name: typeof container.name === "string" ? container.name : "",
      request: {
        cpuMillis: request.cpuMillis ?? limit.cpuMillis,
        memoryBytes: request.memoryBytes ?? limit.memoryBytes,
      },
      limit,
    };
  });
}

/**
 * What the scheduler reserves for a pod: the sum of its containers and sidecars, or one starting container where that
 * asks for more; what is not asked for reserves nothing.
 */
export function podRequest(pod: Manifest): Amount {
  const running = sumOf(containersOf(pod.spec).map(known));
  const starting = containersOf(pod.spec, "initContainers");
  const sidecars = new Set(
    (isJsonObject(pod.spec) && Array.isArray(pod.spec.initContainers) ? pod.spec.initContainers : [])
      .filter(isJsonObject)
      .filter((container) => container.restartPolicy === "Always")
      .map((container) => container.name),
  );
  const beside = sumOf(starting.filter((one) => sidecars.has(one.name)).map(known));
  const before = starting.filter((one) => !sidecars.has(one.name)).map(known);
  return {
    cpuMillis: Math.max(running.cpuMillis + beside.cpuMillis, ...before.map((one) => one.cpuMillis)),
    memoryBytes: Math.max(running.memoryBytes + beside.memoryBytes, ...before.map((one) => one.memoryBytes)),
  };
}

const known = ({ request }: ContainerSize): Amount => ({
  cpuMillis: request.cpuMillis ?? 0,
  memoryBytes: request.memoryBytes ?? 0,
});

/** The `cpu` and `memory` of a resource list. */
export const amountsIn = (list: JsonObject): PartialAmount => ({
  cpuMillis: amountOf(list.cpu, 1000),
  memoryBytes: amountOf(list.memory, 1),
});

export function amountOf(value: Json | undefined, scale: number): number | null {
  const quantity = parseQuantity(value);
  return quantity && (Number(quantity.numerator) / Number(quantity.denominator)) * scale;
}

export const objectAt = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});
