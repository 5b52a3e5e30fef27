import { type Labels, lastingLabels } from "@/lib/domain/cost-review/facet";
import type { PastContainer, PastNode, PastSeen } from "@/lib/domain/cost-review/past-hour";
import { type Distance, distanceOf, type PodTraffic } from "@/lib/domain/cost-review/pod-traffic";
import type { TrafficSource, UsageHistory, UsageSource } from "@/lib/ports/usage-source";
import { matchers, type PrometheusOptions, queryRange, type Series } from "./query";

const stepSeconds = 300;
const pointsAnHour = 3600 / stepSeconds;
const gib = 2 ** 30;

type Resource = "cpu" | "ram" | "gpu";
const resources: Readonly<Record<string, Resource>> = { cpu: "cpu", memory: "ram", nvidia_com_gpu: "gpu" };

/**
 * A Prometheus that scrapes the kubelets' cAdvisor and kube-state-metrics, under the names that their usual
 * installations give. `max by` and not `sum by`: what two jobs scrape is there twice and is one container.
 */
export function openPrometheus(options: PrometheusOptions): UsageSource & UsageHistory & TrafficSource {
  const own = matchers(options.labels);
  const selector = (name: string, more = ""): string =>
    `${name}{${[own, more].filter((part) => part !== "").join(",")}}`;
  const real = 'container!="",container!="POD"';
  const cpu = `max by (namespace, pod, container) (rate(${selector("container_cpu_usage_seconds_total", real)}[5m]))`;
  const ram = `max by (namespace, pod, container) (${selector("container_memory_working_set_bytes", real)})`;
  // One interface that two jobs scrape is one; a pod's interfaces add up. The loopback never leaves the pod.
  const sent = `sum by (${podOfTraffic}) (max by (${podOfTraffic}, interface) (rate(${selector(
    "container_network_transmit_bytes_total",
    'pod!="",interface!="lo"',
  )}[5m])))`;
  return {
    origin: "prometheus",
    async usage(at) {
      const range = { from: at, to: at, stepSeconds };
      const [cores, bytes] = await Promise.all([
        queryRange(options, cpu, range),
        queryRange(options, ram, range),
      ]);
      const byCores = byContainer(cores);
      return new Map(
        [...byContainer(bytes)].flatMap(
          ([
            id,
            {
              values: [held],
            },
          ]) => {
            const used = byCores.get(id)?.values[0];
            // A rate needs two scrapes: until then its use is not known.
            return held === undefined || used === undefined ? [] : [[id, { cpu: used, ram: held / gib }]];
          },
        ),
      );
    },
    async traffic(at) {
      return trafficOf(await queryRange(options, sent, { from: at, to: at, stepSeconds }));
    },
    async hour(hour) {
      const from = new Date(hour.getTime() + stepSeconds * 1000);
      const range = { from, to: new Date(hour.getTime() + 3_600_000), stepSeconds };
      const ask = (query: string) => queryRange(options, query, range);
      const nodes = await ask(
        `max by (node, resource) (${selector("kube_node_status_capacity", 'resource=~"cpu|memory|nvidia_com_gpu"')})`,
      );
      if (nodes.length === 0) return null;
      const labels = await ask(
        `max by (${["node", ...nodeLabels].join(", ")}) (${selector("kube_node_labels")})`,
      );
      const pods = await ask(
        `max by (namespace, pod, node, created_by_kind, created_by_name) (${selector("kube_pod_info")})`,
      );
      const alive = await ask(
        `max by (namespace, pod) (${selector("kube_pod_status_phase", 'phase=~"Pending|Running|Unknown"')}) == 1`,
      );
      const names = await ask(selector("kube_pod_labels"));
      const requests = await ask(
        `max by (namespace, pod, container, resource) (${selector("kube_pod_container_resource_requests", 'resource=~"cpu|memory|nvidia_com_gpu"')})`,
      );
      const containers = await ask(
        `max by (namespace, pod, container) (${selector("kube_pod_container_info")})`,
      );
      const used = { cpu: await ask(cpu), ram: await ask(ram) };
      return {
        nodes: nodesOf(nodes, labels),
        containers: containersOf({ pods, alive, names, requests, containers, used }),
      };
    },
  };
}

const nodeLabels = [
  "label_node_kubernetes_io_instance_type",
  "label_topology_kubernetes_io_region",
  "label_karpenter_sh_capacity_type",
  "label_eks_amazonaws_com_capacityType",
] as const;

const podOfTraffic = "namespace, pod, internet, same_region, same_zone";

/** A rate in bytes a second as GiB an hour. */
const trafficOf = (all: readonly Series[]): readonly PodTraffic[] =>
  all.flatMap(({ labels, values: [rate] }) => {
    const distance: Distance | null = distanceOf(labels);
    const { namespace, pod } = labels;
    return distance === null || rate === undefined || !namespace || !pod
      ? []
      : [{ namespace, pod, distance, gib: (rate * 3600) / gib }];
  });

/** The pod's own labels, as kube-state-metrics writes their names; null when it was allowed to tell none. */
function podLabels({ labels }: Series): Labels | null {
  const own = Object.entries(labels).flatMap(([name, value]): [string, string][] =>
    name.startsWith("label_") && value !== "" ? [[name.slice("label_".length), value]] : [],
  );
  return own.length === 0 ? null : lastingLabels(Object.fromEntries(own));
}

const idOf = ({ labels }: Series): string => `${labels.namespace}/${labels.pod}/${labels.container}`;
const podOf = ({ labels }: Series): string => `${labels.namespace}/${labels.pod}`;
const byContainer = (all: readonly Series[]): ReadonlyMap<string, Series> =>
  new Map(all.map((one) => [idOf(one), one]));
const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
const meanPeak = (values: readonly number[]) => ({ mean: mean(values), peak: Math.max(0, ...values) });
const partOfHour = (points: number): number => Math.min(1, points / pointsAnHour);
const textOf = (value: string | undefined): string | null =>
  value === undefined || value === "" ? null : value;

function amounts(all: readonly Series[], keyOf: (one: Series) => string) {
  const found = new Map<string, { cpu: number; ram: number; gpu: number; points: number }>();
  for (const one of all) {
    const resource = resources[one.labels.resource ?? ""];
    if (!resource) continue;
    const before = found.get(keyOf(one)) ?? { cpu: 0, ram: 0, gpu: 0, points: 0 };
    const value = mean(one.values) / (resource === "ram" ? gib : 1);
    found.set(keyOf(one), {
      ...before,
      [resource]: value,
      points: Math.max(before.points, one.values.length),
    });
  }
  return found;
}

function nodesOf(capacity: readonly Series[], labels: readonly Series[]): readonly PastNode[] {
  const known = new Map(labels.map((one) => [one.labels.node ?? "", one.labels]));
  return [...amounts(capacity, ({ labels: { node } }) => node ?? "")].map(([node, { points, ...size }]) => {
    const said = known.get(node);
    return {
      node,
      instanceType: textOf(said?.label_node_kubernetes_io_instance_type),
      region: textOf(said?.label_topology_kubernetes_io_region),
      spot:
        said?.label_karpenter_sh_capacity_type === "spot" ||
        said?.label_eks_amazonaws_com_capacityType === "SPOT",
      capacity: size,
      hours: partOfHour(points),
    };
  });
}

type Told = Readonly<Record<"pods" | "alive" | "names" | "requests" | "containers", readonly Series[]>> & {
  used: Readonly<Record<"cpu" | "ram", readonly Series[]>>;
};

/** Containers of pods that were on a node and not over, for as long as they were that. */
function containersOf(told: Told): PastSeen["containers"] {
  const pods = new Map(
    told.pods.filter(({ labels }) => textOf(labels.node) !== null).map((one) => [podOf(one), one.labels]),
  );
  const alive = new Map(told.alive.map((one) => [podOf(one), one.values.length]));
  const labels = new Map(told.names.map((one) => [podOf(one), podLabels(one)]));
  const requests = amounts(told.requests, idOf);
  const [cpu, ram] = [byContainer(told.used.cpu), byContainer(told.used.ram)];
  const all = new Map(
    [...told.containers, ...told.used.ram, ...told.requests].map((one) => [idOf(one), one]),
  );
  return [...all].flatMap(([id, one]): PastContainer[] => {
    const pod = pods.get(podOf(one));
    const points = alive.get(podOf(one)) ?? 0;
    if (!pod || points === 0) return [];
    const { namespace = "", pod: name = "", container = "" } = one.labels;
    const request = requests.get(id);
    const [cores, bytes] = [cpu.get(id)?.values ?? [], ram.get(id)?.values ?? []];
    const owner = textOf(pod.created_by_name);
    return [
      {
        namespace,
        pod: name,
        container,
        node: textOf(pod.node),
        // kube-state-metrics writes <none> for a pod that nobody made.
        controllerKind: owner === null || owner === "<none>" ? null : textOf(pod.created_by_kind),
        controller: owner === "<none>" ? null : owner,
        labels: labels.get(podOf(one)) ?? null,
        request: { cpu: request?.cpu ?? 0, ram: request?.ram ?? 0, gpu: request?.gpu ?? 0 },
        usage:
          cores.length === 0 || bytes.length === 0
            ? null
            : {
                cpu: meanPeak(cores),
                ram: meanPeak(bytes.map((value) => value / gib)),
                points: Math.min(cores.length, bytes.length),
              },
        hours: partOfHour(points),
      },
    ];
  });
}
