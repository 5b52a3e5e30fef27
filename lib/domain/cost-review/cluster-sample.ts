import type { Fleet, Placement } from "../fleet";
import { isJsonObject, type Json, type JsonObject } from "../json";
import type { Manifest } from "../manifest";
import { type AssetObjects, clusterAssets } from "./cluster-asset";
import { amountAt, listAt, objectAt, textAt } from "./manifest-value";
import type { Belonging, ContainerHour, Found, NodeHour } from "./sample";

/** Cores and GiB of a container in use, by `namespace/pod/container`; what is not in it was not measured. */
export type UsageByContainer = ReadonlyMap<string, { cpu: number; ram: number }>;

/** What a cluster answered: its nodes and pods, what they use, and its volumes and services where we may see them. */
export type Seen = {
  nodes: readonly Manifest[];
  pods: readonly Manifest[];
  usage: UsageByContainer;
  assets: AssetObjects | null;
};

const gib = 2 ** 30;
const gpuResource = "nvidia.com/gpu";

/**
 * One look at a cluster as rows of its hour. A container that is scheduled is charged its request even while its image
 * is pulled, as the OpenCost specification wants; the use of one that was not measured is unknown.
 */
export function clusterSample(fleet: Fleet, cluster: string, { nodes, pods, usage, assets }: Seen): Found {
  const environment = onlyEnvironment(fleet, cluster);
  const charged = pods.filter(isCharged);
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
          controllerKind: owner && textAt(owner, "kind"),
          controller: owner && textAt(owner, "name"),
          pod: pod.metadata.name,
          container: name,
          hours: 1,
          request: {
            cpu: amountAt(requests?.cpu),
            ram: amountAt(requests?.memory) / gib,
            gpu: amountAt(requests?.[gpuResource]),
          },
          usage: used ?? null,
        };
      });
    }),
    assets:
      assets &&
      clusterAssets(assets, {
        pods: charged,
        region: fleet.clusters.find(({ name }) => name === cluster)?.region ?? null,
        belonging: (pod) => belonging(fleet, cluster, pod),
        orphan: (namespace) => ownedBy(fleet, cluster, namespace, null),
      }),
  };
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

function ownerOf(pod: Manifest): JsonObject | null {
  return listAt((pod.metadata as { ownerReferences?: Json }).ownerReferences)[0] ?? null;
}
