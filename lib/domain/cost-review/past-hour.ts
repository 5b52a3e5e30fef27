import { type MeanPeak, type UseHour, type UseKey, workloadName } from "../capacity-review/use-hour";
import type { Fleet } from "../fleet";
import { onlyEnvironment, ownedBy } from "./cluster-sample";
import { type Labels, labelValue, nameLabel } from "./facet";
import type { ContainerHour, Found, NodeHour } from "./sample";

/** A node as a monitoring system remembers it; `hours` is the part of the hour in which it was there. */
export type PastNode = Omit<NodeHour, "cluster" | "environment">;

export type PastContainer = Pick<
  ContainerHour,
  "node" | "namespace" | "controllerKind" | "controller" | "pod" | "container" | "hours" | "request"
> & {
  /** The pod's labels as Prometheus writes their names; null where it knows none of them. */
  labels: Labels | null;
  /** Null: it was not measured. */
  usage: { cpu: MeanPeak; ram: MeanPeak; points: number } | null;
};

export type PastSeen = { nodes: readonly PastNode[]; containers: readonly PastContainer[] };

/** A remembered hour in our own rows, by the rules of a sample; volumes, load balancers and traffic are not remembered. */
export function pastHour(
  fleet: Fleet,
  cluster: string,
  hour: Date,
  seen: PastSeen,
): Found & { use: readonly UseHour[] } {
  const environment = onlyEnvironment(fleet, cluster);
  const owned = ({ namespace, labels }: PastContainer) =>
    ownedBy(fleet, cluster, namespace, labels && labelValue(labels, nameLabel));
  return {
    nodes: seen.nodes.map((node) => ({ ...node, cluster, environment })),
    containers: seen.containers.map((container) => ({
      ...container,
      ...owned(container),
      usage: container.usage && { cpu: container.usage.cpu.mean, ram: container.usage.ram.mean },
    })),
    assets: null,
    use: hourlyUse(cluster, hour, seen.containers),
  };
}

/** The use of an hour by workload: means weighed by what was measured, and the highest of the peaks. */
function hourlyUse(cluster: string, hour: Date, containers: readonly PastContainer[]): readonly UseHour[] {
  const found = new Map<string, UseHour>();
  for (const one of containers) {
    const { namespace, container, usage } = one;
    if (!usage || usage.points === 0 || !(usage.ram.mean > 0)) continue;
    const key: UseKey = { cluster, namespace, workload: workloadName(one), container };
    const id = JSON.stringify(key);
    const before = found.get(id);
    const [old, points] = [before?.samples ?? 0, usage.points];
    const joined = (a: MeanPeak | undefined, b: MeanPeak): MeanPeak => ({
      mean: ((a?.mean ?? 0) * old + b.mean * points) / (old + points),
      peak: Math.max(a?.peak ?? 0, b.peak),
    });
    found.set(id, {
      ...key,
      hour,
      pods: (before?.pods ?? 0) + 1,
      samples: old + points,
      cpu: joined(before?.cpu, usage.cpu),
      ram: joined(before?.ram, usage.ram),
    });
  }
  return [...found.values()];
}
