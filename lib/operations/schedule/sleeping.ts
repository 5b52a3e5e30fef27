import type { Placement } from "@/lib/domain/fleet";
import type { Manifest } from "@/lib/domain/manifest";
import { isAsleep, sleepers } from "@/lib/domain/schedule/asleep";
import { scheduleOf } from "@/lib/domain/schedule/schedule";
import type { JobContext } from "../job";

/**
 * Names, as `Kind/name`, of the workloads of a placement that the schedule has put to sleep, asked of the cluster.
 * Nothing is asked where no schedule is declared.
 */
export async function sleepingIn(
  job: Pick<JobContext, "clusters" | "ports">,
  placement: Placement,
): Promise<ReadonlySet<string>> {
  const cluster = job.clusters.get(placement.cluster);
  const state = await job.ports.desired.head();
  const scheduled = state.fleet.declarations.some(
    (one) =>
      one.application === placement.application &&
      one.environment === placement.environment &&
      scheduleOf(state.fleet, one) !== null,
  );
  if (!cluster || !scheduled) return new Set();
  const { objects } = await state.render(placement);
  const found = new Set<string>();
  for (const { apiVersion, kind, metadata } of objects.filter((object) => sleepers.has(object.kind))) {
    const namespace = metadata.namespace ?? placement.namespace;
    const live = await cluster.get({ apiVersion, kind, namespace, name: metadata.name });
    if (live && isAsleep(live)) found.add(nameOf(live));
  }
  return found;
}

export const nameOf = ({ kind, metadata }: Manifest): string => `${kind}/${metadata.name}`;

/** An apply of what Git declares, without the size: what sleeps would be woken by it. */
export function withoutSize(object: Manifest): Manifest {
  const { replicas: _, ...spec } = object.spec as Manifest["metadata"];
  return { ...object, spec };
}
