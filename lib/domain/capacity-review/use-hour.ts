import type { ContainerHour } from "../cost-review/sample";

/** Which container of which workload: every pod of it is the same container. */
export type UseKey = { cluster: string; namespace: string; workload: string; container: string };

/** Mean and highest value of one resource. */
export type MeanPeak = { mean: number; peak: number };

/** What the pods of one container used in a while of at most an hour: cores and GiB of one pod. */
export type UseOfPods = UseKey & {
  /** The most pods that were measured at once. */
  pods: number;
  /** Measurements: pods times samples. */
  samples: number;
  cpu: MeanPeak;
  ram: MeanPeak;
};

/** A container that ran out of memory, and the GiB that it might use then. */
export type UseKill = UseKey & { at: Date; ram: number };

/** One hour of it. */
export type UseHour = UseOfPods & { hour: Date };

/**
 * The workload behind a pod's owner: a ReplicaSet's name is that of its Deployment or Rollout and a hash, which changes
 * with every release; other owners keep their name.
 */
export function workloadName({
  controllerKind,
  controller,
  pod,
}: Pick<ContainerHour, "controllerKind" | "controller" | "pod">): string {
  if (controller === null) return pod;
  return controllerKind === "ReplicaSet" ? controller.replace(/-[a-z0-9]+$/, "") : controller;
}

/** The kills for memory that one look at a cluster tells; the same one is told by every look until the next. */
export const killsOf = (containers: readonly ContainerHour[]): readonly UseKill[] =>
  containers.flatMap(({ killed, ...one }) =>
    killed
      ? [
          {
            cluster: one.cluster,
            namespace: one.namespace,
            workload: workloadName(one),
            container: one.container,
            ...killed,
          },
        ]
      : [],
  );

/**
 * One look at a cluster as use by container: the mean over its pods, and the busiest of them. A container that runs
 * holds memory, so one without any was not measured and is left out, never counted as 0.
 */
export function podUse(containers: readonly ContainerHour[]): readonly UseOfPods[] {
  const found = new Map<string, UseOfPods>();
  for (const one of containers) {
    const { cluster, namespace, container, usage } = one;
    if (!usage || !(usage.ram > 0)) continue;
    const key = { cluster, namespace, workload: workloadName(one), container };
    const id = JSON.stringify(key);
    const before = found.get(id);
    const count = before?.samples ?? 0;
    const joined = (old: MeanPeak | undefined, value: number): MeanPeak => ({
      mean: ((old?.mean ?? 0) * count + value) / (count + 1),
      peak: Math.max(old?.peak ?? 0, value),
    });
    found.set(id, {
      ...key,
      pods: count + 1,
      samples: count + 1,
      cpu: joined(before?.cpu, usage.cpu),
      ram: joined(before?.ram, usage.ram),
    });
  }
  return [...found.values()];
}
