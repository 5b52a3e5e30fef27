import type { Fleet, Placement } from "../fleet";
import { isJsonObject, type Json, type JsonObject } from "../json";
import type { Manifest } from "../manifest";
import { parseQuantity } from "../quantity";
import type { Belonging, ContainerHour, NodeHour } from "./sample";

/** What a cluster answered: its nodes, its pods, and metrics.k8s.io's PodMetrics; null where it serves none. */
export type Seen = {
  nodes: readonly Manifest[];
  pods: readonly Manifest[];
  metrics: readonly Manifest[] | null;
};

const gib = 2 ** 30;

/**
 * One look at a cluster as rows of its hour. A container that is scheduled is charged its request even while its image
 * is pulled, as the OpenCost specification wants; one that was not measured used nothing that is known.
 */
export function clusterSample(
  fleet: Fleet,
  cluster: string,
  { nodes, pods, metrics }: Seen,
): { nodes: readonly NodeHour[]; containers: readonly ContainerHour[] } {
  const usage = usageOf(metrics ?? []);
  const environment = onlyEnvironment(fleet, cluster);
  return {
    nodes: nodes.map((node) => nodeRow(node, cluster, environment)),
    containers: pods.filter(isCharged).flatMap((pod) => {
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
          request: { cpu: amount(requests?.cpu), ram: amount(requests?.memory) / gib },
          usage: { cpu: used?.cpu ?? 0, ram: used?.ram ?? 0 },
        };
      });
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
      cpu: amount(capacity?.cpu),
      ram: amount(capacity?.memory) / gib,
      gpu: amount(capacity?.["nvidia.com/gpu"]),
    },
    hours: 1,
  };
}

/** Null when the cluster serves several environments, or none. */
function onlyEnvironment(fleet: Fleet, cluster: string): string | null {
  const found = new Set(fleet.placements.filter((p) => p.cluster === cluster).map((p) => p.environment));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** By namespace; where several applications share it, by the label that names one. */
function belonging(fleet: Fleet, cluster: string, pod: Manifest): Belonging {
  const here = fleet.placements.filter(
    (p) => p.cluster === cluster && p.namespace === pod.metadata.namespace,
  );
  const named = textAt(pod.metadata.labels, "app.kubernetes.io/name");
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

function usageOf(metrics: readonly Manifest[]): ReadonlyMap<string, { cpu: number; ram: number }> {
  const found = new Map<string, { cpu: number; ram: number }>();
  for (const pod of metrics)
    for (const container of listOf(pod.containers)) {
      const usage = objectAt(container, "usage");
      found.set(`${pod.metadata.namespace}/${pod.metadata.name}/${String(container.name ?? "")}`, {
        cpu: amount(usage?.cpu),
        ram: amount(usage?.memory) / gib,
      });
    }
  return found;
}

const containersOf = (pod: Manifest): readonly JsonObject[] =>
  isJsonObject(pod.spec) ? listOf(pod.spec.containers) : [];

function ownerOf(pod: Manifest): JsonObject | null {
  return listOf((pod.metadata as { ownerReferences?: Json }).ownerReferences)[0] ?? null;
}

const listOf = (value: Json | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isJsonObject) : [];

const objectAt = (value: Json | undefined | null, key: string): JsonObject | null => {
  const found = isJsonObject(value) ? value[key] : undefined;
  return isJsonObject(found) ? found : null;
};

const textAt = (value: Json | undefined, key: string): string | null => {
  const found = isJsonObject(value) ? value[key] : undefined;
  return typeof found === "string" && found !== "" ? found : null;
};

/** Cores or bytes; nothing readable is 0. */
function amount(value: Json | undefined): number {
  const quantity = parseQuantity(value);
  return quantity ? Number(quantity.numerator) / Number(quantity.denominator) : 0;
}
