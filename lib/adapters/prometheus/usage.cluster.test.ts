import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RealPrometheus, startPrometheus, whyNoPrometheus } from "@/e2e/parts/prometheus";
import { Fault } from "@/lib/ports/fault";
import type { TrafficSource, UsageHistory, UsageSource } from "@/lib/ports/usage-source";
import { type Using, usageSourceBehaves } from "@/lib/ports/usage-source.conformance";
import { openPrometheus } from "./usage";

const gib = 2 ** 30;
const labelsOf = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(",");

type Family = { name: string; type: "counter" | "gauge"; rows: readonly Row[] };
type Row = { labels: Readonly<Record<string, string>>; value: (seconds: number) => number | null };

/** OpenMetrics of these families every 30 seconds between two moments. */
function openMetrics(families: readonly Family[], from: number, to: number): string {
  return families
    .flatMap(({ name, type, rows }) => [
      `# TYPE ${name.replace(/_total$/, "")} ${type}`,
      ...rows.flatMap(({ labels, value }) => {
        const lines: string[] = [];
        for (let at = from; at <= to; at += 30) {
          const now = value(at - from);
          if (now !== null) lines.push(`${name}{${labelsOf(labels)}} ${now} ${at}`);
        }
        return lines;
      }),
    ])
    .join("\n");
}

const usageOf = (using: readonly Using[], more: Readonly<Record<string, string>> = {}): readonly Family[] => {
  const labels = ({ namespace, pod, container }: Using) => ({ namespace, pod, container, ...more });
  return [
    {
      name: "container_cpu_usage_seconds_total",
      type: "counter",
      rows: using.map((one) => ({ labels: labels(one), value: (seconds) => one.cpu * seconds })),
    },
    {
      name: "container_memory_working_set_bytes",
      type: "gauge",
      rows: using.map((one) => ({ labels: labels(one), value: () => one.bytes })),
    },
  ];
};

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const { skip, title } = whyNoPrometheus("a real Prometheus");
const open = (url: string, labels = {}): UsageSource & UsageHistory & TrafficSource =>
  openPrometheus({ url, labels, token: null, cluster: "prod", timeoutMs: 3_000 });

describe.skipIf(skip)(`${title}, as a source of use`, () => {
  usageSourceBehaves(async (using) => {
    const at = Math.floor(Date.now() / 60_000) * 60 - 1200;
    // A container's own series and those of its pod and its pause container, as cAdvisor gives them.
    const others = [{ namespace: "shop", pod: "web-1", container: "", cpu: 9, bytes: 9 }];
    const pauses = [{ namespace: "shop", pod: "web-1", container: "POD", cpu: 9, bytes: 9 }];
    const families = usageOf([...using, ...others, ...pauses]);
    const prometheus = await startPrometheus({ history: openMetrics(families, at - 900, at) });
    const mute = createServer(() => undefined);
    return {
      source: open(prometheus.url),
      at: new Date(at * 1000),
      unreachable: open("http://127.0.0.1:1"),
      silent: open(await listening(mute)),
      async stop() {
        mute.closeAllConnections();
        mute.close();
        await prometheus.stop();
      },
    };
  });
});

describe.skipIf(skip)(`${title}, as memory of the past`, () => {
  const hour = Math.floor(Date.now() / 3_600_000) * 3600 - 7200;
  const always = (value: number) => () => value;
  const half = (value: number) => (seconds: number) => (seconds - 900 > 1800 ? null : value);
  const pod = { namespace: "shop", pod: "web-5d9-a" };
  const late = { namespace: "shop", pod: "web-5d9-b" };
  const families: readonly Family[] = [
    ...usageOf([{ ...pod, container: "web", cpu: 0.5, bytes: gib }], { cluster: "prod" }),
    gauge("kube_node_status_capacity", [
      [{ node: "n1", resource: "cpu" }, always(4)],
      [{ node: "n1", resource: "memory" }, always(16 * gib)],
      [{ node: "n1", resource: "pods" }, always(110)],
      [{ node: "n2", resource: "cpu" }, half(2)],
      [{ node: "n2", resource: "memory" }, half(8 * gib)],
    ]),
    gauge("kube_node_labels", [
      [
        {
          node: "n1",
          label_node_kubernetes_io_instance_type: "c5.xlarge",
          label_topology_kubernetes_io_region: "eu-central-1",
        },
        always(1),
      ],
    ]),
    gauge("kube_pod_info", [
      [{ ...pod, node: "n1", created_by_kind: "ReplicaSet", created_by_name: "web-5d9" }, always(1)],
      [{ ...late, node: "n2", created_by_kind: "ReplicaSet", created_by_name: "web-5d9" }, half(1)],
      [{ namespace: "shop", pod: "waits", node: "", created_by_kind: "", created_by_name: "" }, always(1)],
    ]),
    gauge("kube_pod_status_phase", [
      [{ ...pod, phase: "Running" }, always(1)],
      [{ ...pod, phase: "Succeeded" }, always(0)],
      [{ ...late, phase: "Running" }, half(1)],
    ]),
    gauge("kube_pod_labels", [[{ ...pod, label_app_kubernetes_io_name: "web" }, always(1)]]),
    gauge("kube_pod_container_info", [
      [{ ...pod, container: "web" }, always(1)],
      [{ ...late, container: "web" }, half(1)],
    ]),
    gauge("kube_pod_container_resource_requests", [
      [{ ...pod, container: "web", resource: "cpu", node: "n1", job: "a" }, always(1)],
      // Scraped by two jobs, and still one container.
      [{ ...pod, container: "web", resource: "cpu", node: "n1", job: "b" }, always(1)],
      [{ ...pod, container: "web", resource: "memory", node: "n1" }, always(2 * gib)],
    ]),
  ];
  let prometheus: RealPrometheus;
  beforeAll(async () => {
    prometheus = await startPrometheus({ history: openMetrics(families, hour - 900, hour + 3600) });
  });
  afterAll(async () => {
    await prometheus?.stop();
  });

  test("tells an hour's nodes and containers, how long each was there, what it asked for and what it used", async () => {
    const seen = await open(prometheus.url, { cluster: "prod" }).hour(new Date(hour * 1000));
    expect(seen?.nodes).toEqual([
      {
        node: "n1",
        instanceType: "c5.xlarge",
        region: "eu-central-1",
        spot: false,
        capacity: { cpu: 4, ram: 16, gpu: 0 },
        hours: 1,
      },
      expect.objectContaining({ node: "n2", instanceType: null, capacity: { cpu: 2, ram: 8, gpu: 0 } }),
    ]);
    // It was there for half of the hour; a value may be seen for another five minutes.
    expect(seen?.nodes[1]?.hours).toBeGreaterThanOrEqual(0.5);
    expect(seen?.nodes[1]?.hours).toBeLessThanOrEqual(0.6);
    const [first, second, ...others] = [...(seen?.containers ?? [])].sort((a, b) => (a.pod < b.pod ? -1 : 1));
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      ...pod,
      container: "web",
      node: "n1",
      controllerKind: "ReplicaSet",
      controller: "web-5d9",
      labels: { app_kubernetes_io_name: "web" },
      hours: 1,
      request: { cpu: 1, ram: 2, gpu: 0 },
      usage: { cpu: { mean: expect.closeTo(0.5, 6) }, ram: { mean: 1, peak: 1 }, points: 12 },
    });
    expect(second).toMatchObject({ ...late, labels: null, usage: null, request: { cpu: 0, ram: 0, gpu: 0 } });
    expect(second?.hours).toBe(seen?.nodes[1]?.hours);
  });

  test("an hour before its memory, and the clusters of other labels, are nothing rather than empty", async () => {
    expect(await open(prometheus.url).hour(new Date((hour - 86_400) * 1000))).toBeNull();
    expect(await open(prometheus.url, { cluster: "staging" }).hour(new Date(hour * 1000))).toBeNull();
  });

  test("a query that it refuses is a fault with its own words, which asking again does not help", async () => {
    const error = await open(prometheus.url, { "no label": "x" })
      .hour(new Date(hour * 1000))
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Fault);
    expect(String(error)).toMatch(/Prometheus of prod answered 400: bad_data: .*parse error/);
    expect(error instanceof Fault && error.retryable).toBe(false);
  });

  function gauge(name: string, rows: readonly (readonly [Record<string, string>, Row["value"]])[]): Family {
    return {
      name,
      type: "gauge",
      rows: rows.map(([labels, value]) => ({ labels: { ...labels, cluster: "prod" }, value })),
    };
  }
});

describe.skipIf(skip)(`${title}, as a source of traffic`, () => {
  const at = Math.floor(Date.now() / 60_000) * 60 - 1200;
  const sends = (labels: Record<string, string>, bytesASecond: number): Row => ({
    labels: { namespace: "shop", cluster: "prod", ...labels },
    value: (seconds) => bytesASecond * seconds,
  });
  const rows = [
    sends({ pod: "web-1", interface: "eth0", job: "a" }, 1024),
    // Scraped by two jobs, and still one interface; the loopback and the node itself are no traffic of a pod.
    sends({ pod: "web-1", interface: "eth0", job: "b" }, 1024),
    sends({ pod: "web-1", interface: "eth1" }, 1024),
    sends({ pod: "web-1", interface: "lo" }, 9e9),
    sends({ pod: "", interface: "eth0" }, 9e9),
    sends({ pod: "api-1", internet: "true", same_region: "false", same_zone: "false" }, 4096),
    sends({ pod: "api-1", internet: "false", same_region: "true", same_zone: "false" }, 2048),
    sends({ pod: "api-1", internet: "false", same_region: "true", same_zone: "true" }, 9e9),
    sends({ pod: "other", cluster: "staging" }, 9e9),
  ];
  let prometheus: RealPrometheus;
  beforeAll(async () => {
    const family: Family = { name: "container_network_transmit_bytes_total", type: "counter", rows };
    prometheus = await startPrometheus({ history: openMetrics([family], at - 900, at) });
  });
  afterAll(async () => {
    await prometheus?.stop();
  });

  test("what a pod sends is told by how far it went where labels say it, else unlabelled, and inside a zone is free", async () => {
    const told = await open(prometheus.url, { cluster: "prod" }).traffic(new Date(at * 1000));
    const found = told.map(({ pod, distance, gib: size }) => [
      pod,
      distance,
      Math.round((size * gib) / 3600),
    ]);
    expect(found.sort()).toEqual([
      ["api-1", "internet", 4096],
      ["api-1", "zone", 2048],
      ["web-1", "unlabelled", 2048],
    ]);
  });

  test("what it did not scrape is absent, which is not 0", async () => {
    expect(await open(prometheus.url).traffic(new Date((at - 86_400) * 1000))).toEqual([]);
  });
});

describe.skipIf(skip)(`${title} that scrapes an exporter`, () => {
  test("what the exporter says is told as soon as it was scraped twice", async () => {
    const began = Date.now();
    const exporter = createServer((_, answer) => {
      const labels = '{namespace="shop",pod="web-1",container="web"}';
      const seconds = (Date.now() - began) / 1000;
      answer.setHeader("content-type", "text/plain; version=0.0.4");
      answer.end(
        `# TYPE container_cpu_usage_seconds_total counter\ncontainer_cpu_usage_seconds_total${labels} ${seconds}\n` +
          `# TYPE container_memory_working_set_bytes gauge\ncontainer_memory_working_set_bytes${labels} ${3 * gib}\n`,
      );
    });
    const prometheus = await startPrometheus({ target: new URL(await listening(exporter)).host });
    try {
      const source = open(prometheus.url);
      let told = await source.usage(new Date());
      for (let tries = 0; told.size === 0 && tries < 100; tries += 1) {
        await pause(200);
        told = await source.usage(new Date());
      }
      expect([...told.keys()]).toEqual(["shop/web-1/web"]);
      expect(told.get("shop/web-1/web")?.ram).toBe(3);
      expect(told.get("shop/web-1/web")?.cpu).toBeGreaterThan(0);
    } finally {
      await prometheus.stop();
      exporter.close();
    }
  });
});
