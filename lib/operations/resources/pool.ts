import type { AmountView, EstimateView, NodePoolView, NodeView } from "@/lib/contract/resources-view";
import type { ClusterView } from "@/lib/contract/view";
import { type Amount, nodesFor, sumOf } from "@/lib/domain/capacity-review/bin-pack";
import { amountsIn, objectAt, podRequest } from "@/lib/domain/capacity-review/container";
import { isUnscheduled, nodeOf } from "@/lib/domain/capacity-review/workload";
import type { Fleet } from "@/lib/domain/fleet";
import { isJsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import type { Live } from "@/lib/ports/live";
import { declaredPool } from "./declared-pool";
import type { Place } from "./place";

/** The node pool of an environment on one cluster: what is declared, and the nodes as they are now. */
export function poolView(
  fleet: Fleet,
  live: Live,
  environment: string,
  cluster: ClusterView,
  place: Place,
  sha: string | null,
  /** What one node of a type costs a month here, in the price list's currency. */
  price: (instanceType: string) => EstimateView | null,
): NodePoolView {
  const declared = declaredPool(fleet, environment);
  const others = [
    ...new Set(
      fleet.placements
        .filter((p) => p.cluster === cluster.name && p.environment !== environment)
        .map((p) => p.environment),
    ),
  ];
  const found = cluster.asOf === null ? null : live.nodes(cluster.name);
  const nodes = found && nodesOfPool(found, environment, others);
  const owners = new Map(
    place.workloads.flatMap(({ key, pods }) => (pods ?? []).map((pod) => [pod, key] as const)),
  );
  const views = nodes?.map((node) => nodeView(node, place, owners)) ?? null;
  const ours = new Set(fleet.placements.filter((p) => p.environment === environment).map((p) => p.namespace));
  return {
    cluster,
    instanceType: declared?.instanceType ?? views?.[0]?.instanceType ?? null,
    min: declared?.min?.value ?? null,
    max: declared?.max?.value ?? null,
    declared: declared?.places.map(({ file, line = 1 }) => ({ file, line, sha })) ?? [],
    nodes: views,
    sharedWith: others,
    pending:
      place.pods?.filter((pod) => ours.has(pod.metadata.namespace ?? "") && isUnscheduled(pod)).length ??
      null,
    notReady: views?.filter((node) => !node.ready).length ?? null,
    tight: views && nodes ? tightest(nodes, views, place) : null,
    monthly: views && nodesPrice(views, price),
  };
}

/** Of all nodes; null as soon as one of them has no known price, because a sum without it would be too small. */
function nodesPrice(
  views: readonly NodeView[],
  price: (instanceType: string) => EstimateView | null,
): EstimateView | null {
  const prices = views.map((view) => (view.instanceType === null ? null : price(view.instanceType)));
  const [first] = prices;
  if (!first || prices.includes(null)) return null;
  return { ...first, value: prices.reduce((sum, one) => sum + (one?.value ?? 0), 0) };
}

/** Names under which managed pools label their nodes. */
const poolLabels = [
  "eks.amazonaws.com/nodegroup",
  "cloud.google.com/gke-nodepool",
  "kubernetes.azure.com/agentpool",
  "karpenter.sh/nodepool",
];

/** On a cluster of several environments the nodes whose pool is called like this one; all of them where none is. */
export function nodesOfPool(nodes: readonly Manifest[], environment: string, others: readonly string[]) {
  if (others.length === 0) return nodes;
  const named = nodes.filter((node) => {
    const labels = objectAt(node.metadata.labels);
    return poolLabels.some((label) => labels[label] === environment);
  });
  return named.length > 0 ? named : nodes;
}

function nodeView(node: Manifest, place: Place, owners: ReadonlyMap<Manifest, string>): NodeView {
  const labels = objectAt(node.metadata.labels);
  const status = objectAt(node.status);
  const capacity = whole(amountsIn(objectAt(status.capacity)));
  const pods = (place.pods ?? []).filter((pod) => nodeOf(pod) === node.metadata.name);
  return {
    name: node.metadata.name,
    zone: textOf(labels["topology.kubernetes.io/zone"]),
    instanceType: textOf(labels["node.kubernetes.io/instance-type"]),
    ready: isReady(node),
    capacity,
    allocatable: status.allocatable === undefined ? capacity : whole(amountsIn(objectAt(status.allocatable))),
    requested: sumOf(pods.map(podRequest)),
    used: place.measured.node(node.metadata.name),
    pods: pods.map((pod) => {
      const workload = owners.get(pod) ?? null;
      const use = place.measured.pod(pod.metadata.namespace ?? "", pod.metadata.name);
      return {
        workload,
        // Pods of others are counted, and their names are not this reader's business.
        name: workload ? pod.metadata.name : "another pod",
        requested: podRequest(pod),
        used: use && sumOf([...use.values()]),
      };
    }),
  };
}

/** Pods of DaemonSets come with every node, so they are taken off its size instead of being packed. */
function tightest(nodes: readonly Manifest[], views: readonly NodeView[], place: Place): number | null {
  const size = views[0]?.allocatable;
  if (!size || views.some((view) => !near(view.allocatable, size))) return null;
  const here = new Set(nodes.map((node) => node.metadata.name));
  const pods = (place.pods ?? []).filter((pod) => here.has(nodeOf(pod) ?? ""));
  const daemons = pods.filter(isDaemon);
  const perNode = sumOf(daemons.map(podRequest));
  const left = {
    cpuMillis: size.cpuMillis - perNode.cpuMillis / views.length,
    memoryBytes: size.memoryBytes - perNode.memoryBytes / views.length,
  };
  return nodesFor(pods.filter((pod) => !isDaemon(pod)).map(podRequest), left);
}

export const isDaemon = (pod: Manifest): boolean =>
  Array.isArray(pod.metadata.ownerReferences) &&
  pod.metadata.ownerReferences.some((owner) => isJsonObject(owner) && owner.kind === "DaemonSet");

const near = (a: Amount, b: Amount): boolean =>
  Math.abs(a.cpuMillis - b.cpuMillis) <= b.cpuMillis * 0.05 &&
  Math.abs(a.memoryBytes - b.memoryBytes) <= b.memoryBytes * 0.05;

const isReady = (node: Manifest): boolean => {
  const conditions = objectAt(node.status).conditions;
  return (
    Array.isArray(conditions) &&
    conditions.some((one) => isJsonObject(one) && one.type === "Ready" && one.status === "True")
  );
};

const whole = ({ cpuMillis, memoryBytes }: ReturnType<typeof amountsIn>): AmountView => ({
  cpuMillis: cpuMillis ?? 0,
  memoryBytes: memoryBytes ?? 0,
});
const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);
