import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { testStore } from "@/db/testing/store";
import { linesOfAnswer } from "@/lib/domain/cost-review/cost-answer";
import { sumLines } from "@/lib/domain/cost-review/line";
import { type Offline, openOffline } from "@/lib/engine/offline";
import { startSampling } from "@/lib/engine/sampling";
import { Fault } from "@/lib/ports/fault";
import { openOpenCost } from "./opencost";

const row = (costs: Record<string, number | null>, properties: Record<string, unknown> = {}) => ({
  properties: { cluster: "one", ...properties },
  window: { start: "2026-11-22T23:00:00Z", end: "2026-11-23T23:00:00Z" },
  minutes: 1440,
  cpuCoreRequestAverage: 0.5,
  cpuCoreUsageAverage: 0.25,
  ramByteRequestAverage: 2 ** 30,
  ramByteUsageAverage: 2 ** 31,
  ...costs,
});

/** `/allocation` by namespace, controller and application, in the form that OpenCost answers. */
const allocation = {
  code: 200,
  data: [
    {
      "web-staging/deployment:web/web": row(
        {
          cpuCost: 3,
          cpuCostAdjustment: -0.5,
          ramCost: 1,
          pvCost: 0.25,
          loadBalancerCost: 0.6,
          networkCost: 0.1,
        },
        {
          namespace: "web-staging",
          controllerKind: "deployment",
          controller: "web",
          labels: { app_kubernetes_io_name: "web" },
        },
      ),
      // Aggregated rows of older versions have only their name.
      "checkout-staging/statefulset:checkout/checkout": { minutes: 1440, cpuCost: 2 },
      "kube-system/__unallocated__/__unallocated__": row({ cpuCost: 0.4 }, { namespace: "kube-system" }),
      "__unmounted__/__unmounted__/__unmounted__": row({ pvCost: 0.3 }, { namespace: "__unmounted__" }),
      __idle__: row({ cpuCost: 4, ramCost: 1 }),
    },
  ],
};
const assets = {
  code: 200,
  data: {
    "node/one": { type: "Node", minutes: 1440, totalCost: 7, adjustment: -0.5 },
    "node/two": { type: "Node", minutes: 720, totalCost: 4.9 },
    "disk/one": { type: "Disk", minutes: 1440, totalCost: 0.55 },
  },
};

describe("OpenCost as the source of costs", () => {
  let offline: Offline;
  let server: Server;
  let url: string;
  let asked: URL[] = [];
  let authorization: (string | undefined)[] = [];
  const usual = (request: IncomingMessage, answer: ServerResponse): void => {
    const path = new URL(request.url ?? "/", url).pathname;
    answer.end(JSON.stringify(path.endsWith("/allocation") ? allocation : assets));
  };
  let answers = usual;
  beforeAll(async () => {
    offline = await openOffline({ folder: resolve("examples/acme") });
    server = createServer((request, answer) => {
      asked.push(new URL(request.url ?? "/", url));
      authorization.push(request.headers.authorization);
      answers(request, answer);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model`;
  });
  afterEach(() => {
    [asked, authorization, answers] = [[], [], usual];
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await offline.close();
  });
  const source = (token: string | null = null) =>
    openOpenCost({ url, currency: "USD", token, cluster: "staging-cluster", timeoutMs: 2_000 });
  const [from, to] = [new Date("2026-11-22T23:00:00Z"), new Date("2026-11-23T23:00:00Z")];

  it("asks for one window as one step, and sends its token to nobody else", async () => {
    await source("open sesame").window(from, to);
    expect(asked.map(({ pathname }) => pathname)).toEqual(["/model/allocation", "/model/assets"]);
    expect(asked[0]?.searchParams.get("window")).toBe("2026-11-22T23:00:00Z,2026-11-23T23:00:00Z");
    expect(authorization).toEqual(["Bearer open sesame", "Bearer open sesame"]);
    answers = (_, answer) => answer.writeHead(302, { location: "http://127.0.0.1:1/" }).end();
    await expect(source("open sesame").window(from, to)).rejects.toBeInstanceOf(Fault);
  });

  it("its rows become lines of the application that its namespace or label names, and add up to its total", async () => {
    const { fleet } = await offline.desired.head();
    const answer = await source().window(from, to);
    if (!answer) throw new Error("nothing was told");
    const lines = linesOfAnswer(fleet, "staging-cluster", answer, 0.5);
    const of = (application: string | null, kind: string) =>
      lines.find((line) => line.application === application && line.kind === kind);
    expect(of("web", "used")).toMatchObject({
      environment: "staging",
      team: "storefront",
      cost: 1.75,
      cpuCost: 1.25,
      cpu: 12,
      ram: 48,
      cpuUsed: 6,
      controller: "deployment:web",
      labels: { app_kubernetes_io_name: "web" },
    });
    expect(of("web", "volume")?.cost).toBe(0.125);
    expect(of("web", "balancer")?.cost).toBe(0.3);
    expect(of("web", "egress")?.cost).toBe(0.05);
    expect(of("checkout", "used")).toMatchObject({
      team: "payments",
      cost: 1,
      namespace: "checkout-staging",
      controller: "statefulset:checkout",
    });
    expect(of(null, "used")).toMatchObject({ environment: "staging", cost: 0.2 });
    expect(of(null, "unmounted")?.cost).toBe(0.15);
    expect(of(null, "idle")).toMatchObject({ cost: 2.5, count: 36 });
    expect(sumLines(lines).cost).toBeCloseTo(12.15 / 2, 9);
  });

  it("where it tells no idle, what is left of its nodes is idle, and never less than nothing", async () => {
    const { fleet } = await offline.desired.head();
    const answer = await source().window(from, to);
    if (!answer) throw new Error("nothing was told");
    const idle = (cost: number) =>
      linesOfAnswer(fleet, "staging-cluster", { ...answer, idle: null, nodes: { cost, hours: 36 } }, 1).find(
        ({ kind }) => kind === "idle",
      )?.cost;
    expect(idle(11.9)).toBeCloseTo(11.9 - (2.5 + 1 + 2 + 0.4), 9);
    expect(idle(1)).toBe(0);
  });

  it("nothing told is nothing, and an error is a fault with its own words", async () => {
    answers = (_, answer) => answer.end(JSON.stringify({ code: 200, data: [{}] }));
    expect(await source().window(from, to)).toBeNull();
    answers = (_, answer) =>
      answer.writeHead(500).end(JSON.stringify({ code: 500, message: "boundary error: no data" }));
    await expect(source().window(from, to)).rejects.toThrow(
      "OpenCost of staging-cluster answered 500: boundary error: no data",
    );
    answers = (_, answer) => answer.end("<html>");
    await expect(source().window(from, to)).rejects.toThrow(/not JSON/);
  });

  it("its days stand in place of our samples, today is told anew every hour, and missing days are caught up", async () => {
    const store = await testStore();
    let now = new Date("2026-11-23T10:02:00Z");
    const faults: unknown[] = [];
    const sampling = startSampling(
      {
        store,
        desired: offline.desired,
        clusters: new Map(),
        owner: "test",
        now: () => now,
        sources: ({ name }) => ({ usage: null, costs: name === "staging-cluster" ? source() : null }),
      },
      {
        everyMs: null,
        retention: { samplesDays: 35, hoursDays: 70, partsDays: 400 },
        fault: (error) => faults.push(error),
      },
    );
    await sampling.round();
    await sampling.round();
    expect(faults).toEqual([]);
    // Today, yesterday and three older days, each with its nodes; the second round asks nothing.
    expect(asked).toHaveLength(10);
    now = new Date("2026-11-23T11:02:00Z");
    await sampling.round();
    expect(asked).toHaveLength(20);
    const [told] = await store.read.samples.sources({ from: "2026-10-01", to: "2026-12-01" });
    expect(told).toEqual({
      cluster: "staging-cluster",
      source: "opencost",
      days: Array.from({ length: 8 }, (_, at) => `2026-11-${16 + at}`),
    });
    const days = await store.read.samples.days({ from: "2026-11-23", to: "2026-11-23", currency: "EUR" });
    expect(sumLines(days).cost).toBeCloseTo(12.15 * 0.92, 9);
    await store.close();
  });
});
