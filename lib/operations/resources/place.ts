import type { Workload } from "@/lib/domain/capacity-review/workload";
import { isEnded, isPodOf, workloadsOf } from "@/lib/domain/capacity-review/workload";
import type { Fleet, Placement } from "@/lib/domain/fleet";
import type { Manifest } from "@/lib/domain/manifest";
import type { DesiredState } from "@/lib/ports/desired";
import type { Live } from "@/lib/ports/live";
import { type Measured, measuredOn } from "./measured";

/** One workload of one placement with the pods it has; null where the cluster was never heard. */
export type PlacedWorkload = {
  key: string;
  placement: Placement;
  workload: Workload;
  pods: readonly Manifest[] | null;
};

/** What an environment runs on one cluster. */
export type Place = {
  cluster: string;
  measured: Measured;
  /** Every pod of the cluster that is not ended; null while nothing was heard. */
  pods: readonly Manifest[] | null;
  workloads: readonly PlacedWorkload[];
};

/**
 * The VerticalPodAutoscalers on any cluster of an environment: its clusters read the same lines, so one that decides on
 * one of them stands against a change for all.
 */
export function resizersOf(live: Live, fleet: Fleet, environment: string): readonly Manifest[] {
  const clusters = new Set(
    fleet.placements.filter((one) => one.environment === environment).map((one) => one.cluster),
  );
  const kind = { apiVersion: "autoscaling.k8s.io/v1", kind: "VerticalPodAutoscaler" };
  return [...clusters].flatMap((cluster) => live.listed(cluster, kind) ?? []);
}

/** An environment's workloads by cluster, from what it renders to and the last known live state. */
export async function placesOf(
  state: DesiredState,
  live: Live,
  environment: string,
  now: Date,
): Promise<readonly Place[]> {
  const placements = state.fleet.placements.filter((placement) => placement.environment === environment);
  const clusters = [...new Set(placements.map((placement) => placement.cluster))];
  const resizers = resizersOf(live, state.fleet, environment);
  return Promise.all(
    clusters.map(async (cluster): Promise<Place> => {
      const pods =
        live.listed(cluster, { apiVersion: "v1", kind: "Pod" })?.filter((pod) => !isEnded(pod)) ?? null;
      const here = placements.filter((placement) => placement.cluster === cluster);
      const rendered = await Promise.all(here.map((placement) => state.render(placement)));
      const workloads = here.flatMap((placement, index) =>
        workloadsOf(rendered[index]?.objects ?? [], placement.namespace, resizers).map((workload) => ({
          key: `${cluster}/${workload.namespace}/${workload.kind}/${workload.name}`,
          placement,
          workload,
          pods: pods?.filter((pod) => isPodOf(workload, pod)) ?? null,
        })),
      );
      return { cluster, measured: measuredOn(live, cluster, now), pods, workloads };
    }),
  );
}
