import { type Amount, sumOf } from "@/lib/domain/capacity-review/bin-pack";
import { amountsIn, objectAt, podRequest } from "@/lib/domain/capacity-review/container";
import type { Ran } from "@/lib/domain/capacity-review/pool-fit";
import { nodeOf } from "@/lib/domain/capacity-review/workload";
import type { InstanceSize } from "@/lib/domain/price/price-list";
import type { DesiredState } from "@/lib/ports/desired";
import type { Live } from "@/lib/ports/live";
import type { Reads } from "@/lib/ports/store/store";
import type { Place } from "./place";
import { isDaemon, nodesOfPool } from "./pool";

/** What a system keeps of a node where no node was ever heard: that of a small managed one. */
const unknownShare = 0.9;
const hourMs = 3_600_000;

/** What ran on one cluster of an environment, hour by hour, and what is left of a node for it. */
export type ClusterHours = {
  cluster: string;
  region: string | null;
  ran: Ran;
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
  const counted = sizeCounts();
  for (const pod of pods) if (!isDaemon(pod) && !owned.has(pod)) counted.always(podRequest(pod));
  const requests = new Map(
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
  for (const { namespace, workload, day, pods: counts } of await store.usage.pods({ places, ...window })) {
    const request = requests.get(`${namespace} ${workload}`) ?? null;
    for (const [hour, count] of counts.entries())
      if (count !== null) counted.add(day.getTime() + hour * hourMs, request, count);
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
    ran: counted.ran(),
    allocatable: ({ cpu, ram }) => ({
      cpuMillis: cpu * 1000 * share("cpuMillis") - daemons.cpuMillis / each,
      memoryBytes: ram * 2 ** 30 * share("memoryBytes") - daemons.memoryBytes / each,
    }),
  };
}

/** Gathers the pods of hours by their size: workloads that ask for the same are packed together. */
function sizeCounts() {
  const sizes: Amount[] = [];
  const known = new Map<string, number>();
  const besides: number[] = [];
  const hours = new Map<number, number[]>();
  const indexOf = (size: Amount): number => {
    const key = `${size.cpuMillis} ${size.memoryBytes}`;
    const at = known.get(key) ?? sizes.push(size) - 1;
    known.set(key, at);
    return at;
  };
  const grow = (counts: number[], at: number, pods: number): void => {
    counts[at] = (counts[at] ?? 0) + pods;
  };
  return {
    always: (size: Amount): void => grow(besides, indexOf(size), 1),
    /** An hour was measured, and so many pods of a size ran in it; no size: of a workload that is declared no longer. */
    add(time: number, size: Amount | null, pods: number): void {
      const counts = hours.get(time) ?? [...besides];
      hours.set(time, counts);
      if (size) grow(counts, indexOf(size), pods);
    },
    ran: (): Ran => ({
      sizes,
      hours: [...hours.values()].map((counts) => sizes.map((_, at) => counts[at] ?? 0)),
    }),
  };
}
