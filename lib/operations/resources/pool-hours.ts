import { type Amount, sumOf } from "@/lib/domain/capacity-review/bin-pack";
import { amountsIn, objectAt, podRequest } from "@/lib/domain/capacity-review/container";
import type { PodGroup } from "@/lib/domain/capacity-review/pool-fit";
import { nodeOf } from "@/lib/domain/capacity-review/workload";
import type { InstanceSize } from "@/lib/domain/price/price-list";
import type { DesiredState } from "@/lib/ports/desired";
import type { Live } from "@/lib/ports/live";
import type { Reads } from "@/lib/ports/store/store";
import type { Place } from "./place";
import { isDaemon, nodesOfPool } from "./pool";

/** What a system keeps of a node where no node was ever heard: that of a small managed one. */
const unknownShare = 0.9;

/** What ran on one cluster of an environment, hour by hour, and what is left of a node for it. */
export type ClusterHours = {
  cluster: string;
  region: string | null;
  hours: readonly (readonly PodGroup[])[];
  /** What pods of the pool may have of a node of that size: without the system's part and the pods of every node. */
  allocatable: (size: InstanceSize) => Amount;
};

/**
 * The pods that ran at once in each measured hour, at the requests they have today; what runs besides on the pool's
 * nodes now is taken to have run always.
 */
export async function clusterHours(
  store: Pick<Reads, "usage">,
  live: Live,
  { fleet }: DesiredState,
  environment: string,
  place: Place,
  window: { since: Date; until: Date },
): Promise<ClusterHours> {
  const { cluster } = place;
  const here = fleet.placements.filter((one) => one.cluster === cluster);
  const mine = here.filter((one) => one.environment === environment);
  const others = [...new Set(here.map((one) => one.environment))].filter((name) => name !== environment);
  const nodes = nodesOfPool(live.nodes(cluster) ?? [], environment, others);
  const names = new Set(nodes.map((node) => node.metadata.name));
  const pods = (place.pods ?? []).filter((pod) => names.has(nodeOf(pod) ?? ""));
  const owned = new Set(place.workloads.flatMap((one) => one.pods ?? []));
  const daemons = sumOf(pods.filter(isDaemon).map(podRequest));
  const beside = pods
    .filter((pod) => !isDaemon(pod) && !owned.has(pod))
    .map((pod): PodGroup => ({ size: podRequest(pod), pods: 1 }));
  const sizes = new Map(
    place.workloads.map(({ workload }) => [
      `${workload.namespace} ${workload.name}`,
      sumOf(
        workload.containers.map(({ request }) => ({
          cpuMillis: request.cpuMillis ?? 0,
          memoryBytes: request.memoryBytes ?? 0,
        })),
      ),
    ]),
  );
  const places = [...new Set(mine.map((one) => one.namespace))].map((namespace) => ({ cluster, namespace }));
  const hours = new Map<number, PodGroup[]>();
  for (const row of await store.usage.pods({ places, ...window })) {
    const size = sizes.get(`${row.namespace} ${row.workload}`);
    const at = row.hour.getTime();
    const groups = hours.get(at) ?? [...beside];
    if (size) groups.push({ size, pods: row.pods });
    hours.set(at, groups);
  }
  const [first] = nodes;
  const capacity = amountsIn(objectAt(objectAt(first?.status).capacity));
  const allocatable = amountsIn(objectAt(objectAt(first?.status).allocatable));
  const share = (key: "cpuMillis" | "memoryBytes"): number =>
    capacity[key] && allocatable[key] ? allocatable[key] / capacity[key] : unknownShare;
  const each = Math.max(1, nodes.length);
  return {
    cluster,
    region: fleet.clusters.find((one) => one.name === cluster)?.region ?? null,
    hours: [...hours.values()],
    allocatable: ({ cpu, ram }) => ({
      cpuMillis: cpu * 1000 * share("cpuMillis") - daemons.cpuMillis / each,
      memoryBytes: ram * 2 ** 30 * share("memoryBytes") - daemons.memoryBytes / each,
    }),
  };
}
