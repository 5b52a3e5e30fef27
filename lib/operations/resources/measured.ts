import type { Amount } from "@/lib/domain/capacity-review/bin-pack";
import { amountsIn, objectAt } from "@/lib/domain/capacity-review/container";
import { isJsonObject } from "@/lib/domain/json";
import type { JsonObject, Manifest } from "@/lib/domain/manifest";
import type { Live } from "@/lib/ports/live";

/** Older numbers of a cluster that answers say that its metrics server does not. */
const oldestMs = 5 * 60_000;
const metrics = "metrics.k8s.io/v1beta1";

/** What runs on a cluster uses, as its metrics server last measured it; empty where nothing measures. */
export type Measured = {
  node: (name: string) => Amount | null;
  /** By container; null for a pod that was not measured. */
  pod: (namespace: string, name: string) => ReadonlyMap<string, Amount> | null;
};

/** Of a cluster that does not answer the last known numbers; of one that does only fresh ones. */
export function measuredOn(live: Live, cluster: string, now: Date): Measured {
  const dark = live.cluster(cluster).reachable === false;
  const fresh = (object: Manifest): boolean =>
    dark || now.getTime() - Date.parse(String(object.timestamp)) < oldestMs;
  const all = (kind: string) => (live.listed(cluster, { apiVersion: metrics, kind }) ?? []).filter(fresh);
  const nodes = new Map(all("NodeMetrics").map((one) => [one.metadata.name, usageOf(one)]));
  const pods = new Map(
    all("PodMetrics").map((one) => [`${one.metadata.namespace}/${one.metadata.name}`, containerUse(one)]),
  );
  return {
    node: (name) => nodes.get(name) ?? null,
    pod: (namespace, name) => pods.get(`${namespace}/${name}`) ?? null,
  };
}

function usageOf(object: JsonObject): Amount | null {
  const { cpuMillis, memoryBytes } = amountsIn(objectAt(object.usage));
  return cpuMillis === null || memoryBytes === null ? null : { cpuMillis, memoryBytes };
}

function containerUse({ containers }: Manifest): ReadonlyMap<string, Amount> | null {
  const found = new Map<string, Amount>();
  for (const container of Array.isArray(containers) ? containers.filter(isJsonObject) : []) {
    const use = usageOf(container);
    if (use === null) return null;
    found.set(String(container.name), use);
  }
  return found.size === 0 ? null : found;
}
