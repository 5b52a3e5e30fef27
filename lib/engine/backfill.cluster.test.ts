import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testStore } from "@/db/testing/store";
import { type RealPrometheus, startPrometheus, whyNoPrometheus } from "@/e2e/parts/prometheus";
import { openPrometheus } from "@/lib/adapters/prometheus/usage";
import type { Store } from "@/lib/ports/store/store";
import { type Offline, openOffline } from "./offline";
import { startSampling } from "./sampling";

const hourMs = 3_600_000;
const gib = 2 ** 30;
const now = new Date(Math.floor(Date.now() / hourMs) * hourMs - 30 * 60_000);
const end = Math.floor(now.getTime() / hourMs) * 3600;
const cluster = "staging-cluster";

/** What cAdvisor and kube-state-metrics say for three hours, every 30 seconds, of one pod on one node. */
function history(namespace: string): string {
  const pod = `namespace="${namespace}",pod="web-5d9-a"`;
  const container = `${pod},container="web"`;
  const families: readonly [
    name: string,
    type: string,
    labels: string,
    value: (seconds: number) => number,
  ][] = [
    ["container_cpu_usage_seconds_total", "counter", container, (seconds) => 1000 + seconds * 0.25],
    ["container_memory_working_set_bytes", "gauge", container, () => 2 * gib],
    ["kube_node_status_capacity", "gauge", 'node="n1",resource="cpu"', () => 2],
    ["kube_node_status_capacity", "gauge", 'node="n1",resource="memory"', () => 8 * gib],
    [
      "kube_node_labels",
      "gauge",
      'node="n1",label_node_kubernetes_io_instance_type="t3.large",label_topology_kubernetes_io_region="eu-central-1"',
      () => 1,
    ],
    [
      "kube_pod_info",
      "gauge",
      `${pod},node="n1",created_by_kind="ReplicaSet",created_by_name="web-5d9"`,
      () => 1,
    ],
    ["kube_pod_status_phase", "gauge", `${pod},phase="Running"`, () => 1],
    ["kube_pod_container_info", "gauge", container, () => 1],
    ["kube_pod_container_resource_requests", "gauge", `${container},resource="cpu"`, () => 0.5],
    ["kube_pod_container_resource_requests", "gauge", `${container},resource="memory"`, () => gib],
  ];
  const from = end - 3 * 3600 + 30;
  const typed = new Set<string>();
  return families
    .flatMap(([name, type, labels, value]) => {
      const head = typed.has(name) ? [] : [`# TYPE ${name.replace(/_total$/, "")} ${type}`];
      typed.add(name);
      const rows = Array.from({ length: (end - from) / 30 }, (_, at) => from + at * 30);
      return [...head, ...rows.map((at) => `${name}{${labels}} ${value(at - from)} ${at}`)];
    })
    .join("\n");
}

const { skip, title } = whyNoPrometheus("hours that nobody sampled");
describe.skipIf(skip)(title, () => {
  let offline: Offline;
  let store: Store;
  let prometheus: RealPrometheus;
  beforeAll(async () => {
    offline = await openOffline({ folder: resolve("examples/acme"), now: () => now });
    store = await testStore();
    const { fleet } = await offline.desired.head();
    const placed = fleet.placements.find(
      (one) => one.cluster === cluster && one.application === "web" && one.environment === "staging",
    );
    prometheus = await startPrometheus({ history: history(placed?.namespace ?? "") });
  });
  afterAll(async () => {
    await prometheus?.stop();
    await store?.close();
    await offline?.close();
  });

  it("are told by Prometheus after downtime: their use, and their costs of the right owner", async () => {
    const faults: unknown[] = [];
    let asked = 0;
    const sampling = startSampling(
      {
        store,
        desired: offline.desired,
        clusters: new Map(),
        owner: "test",
        now: () => now,
        sources: ({ name }) => {
          const source = openPrometheus({ url: prometheus.url, labels: {}, token: null, cluster: name });
          const hour = (at: Date) => {
            asked += 1;
            return source.hour(at);
          };
          return { usage: name === cluster ? { ...source, hour } : null, costs: null };
        },
      },
      {
        everyMs: null,
        retention: { samplesDays: 35, hoursDays: 70, partsDays: 400 },
        fault: (error) => faults.push(error),
      },
    );
    await sampling.round();
    expect(faults).toEqual([]);
    const since = new Date(end * 1000 - 4 * hourMs);
    const coverage = await store.read.samples.coverage({ since, until: new Date(end * 1000) });
    expect(coverage).toMatchObject({
      hours: 3,
      measured: 3,
      withAssets: 0,
      usage: [{ from: "prometheus", hours: 3 }],
      measuredTo: new Date(end * 1000),
    });
    const day = (at: number) => new Date(at).toISOString().slice(0, 10);
    const lines = await store.read.samples.days({
      from: day(end * 1000 - 2 * 24 * hourMs),
      to: day(end * 1000 + 24 * hourMs),
      currency: "EUR",
    });
    const sum = (kind: string) =>
      lines.filter((line) => line.kind === kind).reduce((all, line) => all + line.cost, 0);
    expect(sum("used") + sum("idle")).toBeCloseTo(3 * 0.0883, 9);
    const [web, ...others] = lines.filter((line) => line.kind === "used" && line.application === "web");
    expect(others.length + (web ? 1 : 0)).toBeGreaterThan(0);
    expect(web).toMatchObject({ environment: "staging", team: "storefront" });
    const use = await store.read.usage.hours({
      of: { cluster, namespace: (await placedNamespace()) ?? "", workload: "web", container: "web" },
      since,
      until: new Date(end * 1000),
    });
    expect(use).toHaveLength(3);
    expect(use[0]).toMatchObject({
      pods: 1,
      cpu: { mean: expect.closeTo(0.25, 6) },
      ram: { mean: 2, peak: 2 },
    });
    // Later rounds go further back, and ask again neither for what is known nor for what nobody remembers.
    for (let rounds = 0; rounds < 45; rounds += 1) await sampling.round();
    expect(asked).toBe(7 * 24);
    expect((await store.read.samples.coverage({ since: new Date(0), until: now })).hours).toBe(3);
  });

  async function placedNamespace(): Promise<string | undefined> {
    const { fleet } = await offline.desired.head();
    return fleet.placements.find((one) => one.cluster === cluster && one.application === "web")?.namespace;
  }
});
