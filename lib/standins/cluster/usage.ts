import { isJsonObject, type Json } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { parseQuantity } from "@/lib/domain/quantity";
import type { KindRef, ObjectRef } from "@/lib/ports/cluster";
import { fraction } from "./noise";
import { isReady } from "./pod";
import { type Store, seconds } from "./store";

const WINDOW_MS = 30_000;

/** PodMetrics and NodeMetrics as a metrics server answers them: the same for the same seed, pod and half minute. */
export class Usage {
  readonly #store: Store;
  readonly #seed: number;
  readonly #now: () => Date;

  constructor(store: Store, seed: number, now: () => Date) {
    this.#store = store;
    this.#seed = seed;
    this.#now = now;
  }

  list({ kind, namespace }: KindRef & { namespace?: string | undefined }): Manifest[] {
    if (kind === "NodeMetrics") return this.#nodes();
    return this.#running(namespace).map((pod) => this.#pod(pod));
  }

  get(ref: ObjectRef): Manifest | null {
    return this.list(ref).find((one) => one.metadata.name === ref.name) ?? null;
  }

  #running(namespace?: string): Manifest[] {
    return this.#store.list({ apiVersion: "v1", kind: "Pod" }, namespace).filter(isReady);
  }

  #pod(pod: Manifest): Manifest {
    const containers = containersOf(pod).map(({ name, requests }) => {
      const { cpu, memory } = this.#use(`${pod.metadata.namespace}/${pod.metadata.name}/${name}`, requests);
      return { name, usage: { cpu: `${Math.round(cpu * 1e9)}n`, memory: `${Math.round(memory / 1024)}Ki` } };
    });
    return { ...this.#measured("PodMetrics", pod), containers };
  }

  #nodes(): Manifest[] {
    const pods = this.#running();
    return this.#store.list({ apiVersion: "v1", kind: "Node" }).map((node) => {
      let [cpu, memory] = [0.06, 500 * 2 ** 20];
      for (const pod of pods.filter((one) => nodeNameOf(one) === node.metadata.name)) {
        for (const { name, requests } of containersOf(pod)) {
          const used = this.#use(`${pod.metadata.namespace}/${pod.metadata.name}/${name}`, requests);
          cpu += used.cpu;
          memory += used.memory;
        }
      }
      const usage = { cpu: `${Math.round(cpu * 1e9)}n`, memory: `${Math.round(memory / 1024)}Ki` };
      return { ...this.#measured("NodeMetrics", node), usage };
    });
  }

  #measured(kind: string, { metadata }: Manifest): Manifest {
    const { name, namespace, labels } = metadata;
    const timestamp = seconds(new Date(Math.floor(this.#now().getTime() / WINDOW_MS) * WINDOW_MS));
    return {
      apiVersion: "metrics.k8s.io/v1beta1",
      kind,
      metadata: {
        name,
        ...(namespace === undefined ? {} : { namespace }),
        ...(labels === undefined ? {} : { labels }),
      },
      timestamp,
      window: "30s",
    };
  }

  /** Cores and bytes. Most workloads ask for more than they use, and are busiest in the early afternoon (UTC). */
  #use(key: string, requests: { cpu: number; memory: number }): { cpu: number; memory: number } {
    const time = this.#now().getTime();
    const daylight = 0.75 + 0.25 * Math.cos(((time / 3_600_000 - 13) / 24) * 2 * Math.PI);
    const load = 0.15 + 0.5 * fraction(`${this.#seed}/${key}/load`);
    const jitter = 0.9 + 0.2 * fraction(`${this.#seed}/${key}/${Math.floor(time / WINDOW_MS)}`);
    const held = 0.35 + 0.4 * fraction(`${this.#seed}/${key}/memory`);
    return {
      cpu: requests.cpu * load * daylight * jitter,
      memory: requests.memory * held * (0.98 + 0.02 * jitter),
    };
  }
}

const nodeNameOf = (pod: Manifest): Json | undefined =>
  isJsonObject(pod.spec) ? pod.spec.nodeName : undefined;

function containersOf(pod: Manifest): { name: string; requests: { cpu: number; memory: number } }[] {
  const list = isJsonObject(pod.spec) && Array.isArray(pod.spec.containers) ? pod.spec.containers : [];
  return list.filter(isJsonObject).map((container) => {
    const resources = isJsonObject(container.resources) ? container.resources : {};
    const requests = isJsonObject(resources.requests) ? resources.requests : {};
    return {
      name: String(container.name),
      requests: { cpu: amount(requests.cpu) ?? 0.05, memory: amount(requests.memory) ?? 64 * 2 ** 20 },
    };
  });
}

function amount(value: Json | undefined): number | null {
  const quantity = parseQuantity(value);
  return quantity && Number(quantity.numerator) / Number(quantity.denominator);
}
