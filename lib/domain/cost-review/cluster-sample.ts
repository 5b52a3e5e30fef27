import type { Fleet, Placement } from "../fleet";
import { isJsonObject, type Json, type JsonObject } from "../json";
import type { Manifest } from "../manifest";
import { type AssetObjects, clusterAssets } from "./cluster-asset";
import { controllerName, type Facets, lastingLabels, noFacets } from "./facet";
import { amountAt, listAt, objectAt, textAt } from "./manifest-value";
import { egressOf, type PodTraffic } from "./pod-traffic";
import type { Belonging, ContainerHour, Found, NodeHour } from "./sample";

/** Cores and GiB of a container in use, by `namespace/pod/container`; what is not in it was not measured. */
export type UsageByContainer = ReadonlyMap<string, { cpu: number; ram: number }>;

/** What a cluster answered: its nodes and pods, what they use, and its volumes and services where we may see them. */
export type Seen = {
  nodes: readonly Manifest[];
  pods: readonly Manifest[];
  usage: UsageByContainer;
  assets: AssetObjects | null;
  /** Null: nothing told it. */
  traffic: readonly PodTraffic[] | null;
};

const gib = 2 ** 30;
const gpuResource = "nvidia.com/gpu";

/**
 * One look at a cluster as rows of its hour. A container that is scheduled is charged its request even while its image
 * is pulled, as the OpenCost specification wants; the use of one that was not measured is unknown.
 */
export function clusterSample(
  fleet: Fleet,
  cluster: string,
  { nodes, pods, usage, assets, traffic }: Seen,
): Found {
  const environment = onlyEnvironment(fleet, cluster);
  const region = fleet.clusters.find(({ name }) => name === cluster)?.region ?? null;
  const placed = (pod: Manifest) => ({ ...belonging(fleet, cluster, pod), ...facetsOf(pod) });
  const charged = pods.filter(isCharged);
  const byName = new Map(
    charged.filter(hasOwnNetwork).map((pod) => [`${pod.metadata.namespace}/${pod.metadata.name}`, pod]),
  );
  const egress = egressOf(traffic ?? [], region, ({ namespace, pod }) => {
    const found = byName.get(`${namespace}/${pod}`);
    return found ? placed(found) : null;
  });
  return {
    nodes: nodes.map((node) => nodeRow(node, cluster, environment)),
    containers: charged.flatMap((pod) => {
      const owner = ownerOf(pod);
      const belongs = belonging(fleet, cluster, pod);
      return containersOf(pod).map((container): ContainerHour => {
        const name = String(container.name ?? "");
        const requests = objectAt(objectAt(container, "resources"), "requests");
        const used = usage.get(`${pod.metadata.namespace}/${pod.metadata.name}/${name}`);
        return {
          ...belongs,
          node: textAt(pod.spec, "nodeName"),
          namespace: pod.metadata.namespace ?? "",
          controllerKind: owner.kind,
          controller: owner.name,
          pod: pod.metadata.name,
          container: name,
          labels: lastingLabels(pod.metadata.labels),
          hours: 1,
          request: {
            cpu: amountAt(requests?.cpu),
            ram: amountAt(requests?.memory) / gib,
            gpu: amountAt(requests?.[gpuResource]),
          },
          usage: used ?? null,
          ...killedOf(pod, container),
        };
      });
    }),
    assets: assets && [
      ...clusterAssets(assets, {
        pods: charged,
        region,
        belonging: placed,
        orphan: (namespace) => ({ ...ownedBy(fleet, cluster, namespace, null), ...noFacets, namespace }),
      }),
      ...egress,
    ],
  };
}

/** Out of memory in the last run that the pod's status tells, at the limit it has, or at its request without one. */
function killedOf(pod: Manifest, container: JsonObject): Pick<ContainerHour, "killed"> {
  const status = listAt(objectAt(pod, "status")?.containerStatuses).find(
    (one) => one.name === container.name,
  );
  const ends = [status?.state, status?.lastState]
    .map((state) => objectAt(state, "terminated"))
    .filter((end) => end?.reason === "OOMKilled");
  const at = Date.parse(String(ends[0]?.finishedAt ?? ""));
  if (Number.isNaN(at)) return {};
  const resources = objectAt(container, "resources");
  const [limit, request] = ["limits", "requests"].map((list) => objectAt(resources, list)?.memory);
  return { killed: { at: new Date(at), ram: amountAt(limit ?? request) / gib } };
}

function nodeRow(node: Manifest, cluster: string, environment: string | null): NodeHour {
  const { labels } = node.metadata;
  const capacity = objectAt(node.status, "capacity");
  return {
    cluster,
    node: node.metadata.name,
    environment,
    instanceType: textAt(labels, "node.kubernetes.io/instance-type"),
    region: textAt(labels, "topology.kubernetes.io/region"),
    spot:
      textAt(labels, "eks.amazonaws.com/capacityType") === "SPOT" ||
      textAt(labels, "karpenter.sh/capacity-type") === "spot",
    capacity: {
      cpu: amountAt(capacity?.cpu),
      ram: amountAt(capacity?.memory) / gib,
      gpu: amountAt(capacity?.[gpuResource]),
    },
    hours: 1,
  };
}

/** Null when the cluster serves several environments, or none. */
export function onlyEnvironment(fleet: Fleet, cluster: string): string | null {
  const found = new Set(fleet.placements.filter((p) => p.cluster === cluster).map((p) => p.environment));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

const belonging = (fleet: Fleet, cluster: string, pod: Manifest): Belonging =>
  ownedBy(
    fleet,
    cluster,
    pod.metadata.namespace ?? null,
    textAt(pod.metadata.labels, "app.kubernetes.io/name"),
  );

/** By namespace; where several applications share it, by the name that the label says. */
export function ownedBy(
  fleet: Fleet,
  cluster: string,
  namespace: string | null,
  named: string | null,
): Belonging {
  const here = fleet.placements.filter((p) => p.cluster === cluster && p.namespace === namespace);
  const mine: Placement | undefined =
    here.length === 1 ? here[0] : here.find(({ application }) => application === named);
  const application = mine?.application ?? null;
  return {
    cluster,
    environment: here[0]?.environment ?? onlyEnvironment(fleet, cluster),
    application,
    team: fleet.applications.find(({ name }) => name === application)?.team ?? null,
  };
}

/** Scheduled and not over. */
function isCharged(pod: Manifest): boolean {
  const phase = textAt(pod.status, "phase");
  return textAt(pod.spec, "nodeName") !== null && phase !== "Succeeded" && phase !== "Failed";
}

/** A pod on its node's own network is told all that the node sends. */
const hasOwnNetwork = ({ spec }: Manifest): boolean => !(isJsonObject(spec) && spec.hostNetwork === true);

/** The use that metrics.k8s.io's PodMetrics say. */
export function usageOfMetrics(metrics: readonly Manifest[]): UsageByContainer {
  const found = new Map<string, { cpu: number; ram: number }>();
  for (const pod of metrics)
    for (const container of listAt(pod.containers)) {
      const usage = objectAt(container, "usage");
      found.set(`${pod.metadata.namespace}/${pod.metadata.name}/${String(container.name ?? "")}`, {
        cpu: amountAt(usage?.cpu),
        ram: amountAt(usage?.memory) / gib,
      });
    }
  return found;
}

const containersOf = (pod: Manifest): readonly JsonObject[] =>
  isJsonObject(pod.spec) ? listAt(pod.spec.containers) : [];

/** What controls a pod; an Argo Rollout's pods name their ReplicaSet, and are told by a label. */
function ownerOf(pod: Manifest): { kind: string | null; name: string | null } {
  const owner = listAt((pod.metadata as { ownerReferences?: Json }).ownerReferences)[0];
  const [kind, name] = [textAt(owner, "kind"), textAt(owner, "name")];
  const hash = textAt(pod.metadata.labels, "rollouts-pod-template-hash");
  return kind === "ReplicaSet" && hash !== null && name?.endsWith(`-${hash}`)
    ? { kind: "Rollout", name: name.slice(0, -hash.length - 1) }
    : { kind, name };
}

function facetsOf(pod: Manifest): Facets {
  const { kind, name } = ownerOf(pod);
  return {
    namespace: pod.metadata.namespace ?? null,
    controller: controllerName(kind, name),
    labels: lastingLabels(pod.metadata.labels),
  };
}
