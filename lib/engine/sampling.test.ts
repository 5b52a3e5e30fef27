import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testStore } from "@/db/testing/store";
import type { CostReviewView } from "@/lib/contract/cost";
import { review } from "@/lib/contract/cost";
import type { Manifest } from "@/lib/domain/manifest";
import { operations } from "@/lib/operations";
import { runOperation } from "@/lib/operations/spine";
import type { Store } from "@/lib/ports/store/store";
import { type Standin, startStandinCluster } from "@/lib/standins/cluster/start";
import { seedDemoCosts } from "./demo-costs";
import { type Offline, openOffline } from "./offline";
import { type Retention, startSampling } from "./sampling";

const start = new Date("2026-11-23T10:02:00Z");
let now = start;
const clock = () => now;

const workload = (application: string, namespace: string, replicas: number): Manifest => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: application, namespace },
  spec: {
    replicas,
    selector: { matchLabels: { app: application } },
    template: {
      metadata: { labels: { app: application } },
      spec: {
        containers: [
          {
            name: application,
            image: `registry.example/${application}:1`,
            resources: { requests: { cpu: "250m", memory: "512Mi" } },
          },
        ],
      },
    },
  },
});

describe("sampling", { timeout: 120_000 }, () => {
  let offline: Offline;
  let store: Store;
  const standins: Standin[] = [];
  beforeAll(async () => {
    offline = await openOffline({ folder: resolve("examples/acme"), now: clock });
    store = await testStore();
    const { fleet } = await offline.desired.head();
    for (const [cluster, type, nodes] of [
      ["staging-cluster", "t3.large", 2],
      ["prod-cluster-primary", "c5.2xlarge", 3],
      ["prod-cluster-secondary", "c5.2xlarge", 3],
    ] as const) {
      const standin = startStandinCluster({
        purpose: "test",
        realClusterConfigured: false,
        name: cluster,
        region: cluster === "prod-cluster-secondary" ? "eu-west-1" : "eu-central-1",
        zones: ["eu-central-1a"],
        pools: [{ name: "pool", instanceType: type, minNodes: nodes, maxNodes: 9 }],
        faults: [],
        seed: 8,
        clock,
        hash: (text) => `hashed${text.length}`,
        tickMs: null,
      });
      standins.push(standin);
      const placed = fleet.placements.filter((placement) => placement.cluster === cluster);
      standin.seed(
        placed.map(({ application, namespace }) => workload(application, namespace, 2)),
        "argocd-controller",
        start,
      );
    }
  });
  afterAll(async () => {
    for (const standin of standins) standin.stop();
    await store.close();
    await offline.close();
  });
  const surroundings = (owner: string) => ({
    store,
    desired: offline.desired,
    clusters: new Map(standins.map(({ cluster }) => [cluster.name, cluster])),
    owner,
    now: clock,
  });
  const faults: unknown[] = [];
  const usual: Retention = { samplesDays: 35, hoursDays: 70, partsDays: 400 };
  const sampling = (owner: string, retention = usual) =>
    startSampling(surroundings(owner), { everyMs: null, retention, fault: (error) => faults.push(error) });
  const ask = async (input: Record<string, unknown> = {}): Promise<CostReviewView> => {
    const operation = operations.get(review.name);
    if (!operation) throw new Error("cost.review is not registered");
    const spine = { ...offline.spine, ports: { ...offline.spine.ports, store: store.read } };
    const outcome = await runOperation(spine, operation, input, {
      actor: { kind: "machine", name: "test" },
      requestId: "req_1",
    });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    return outcome.value as CostReviewView;
  };

  it("before a sample exists the page shows declared pools and their prices, marked as an estimate", async () => {
    const view = await ask();
    expect(view).toMatchObject({ mark: "estimate", currency: "EUR", forecast: null, spent: 0, budget: 2230 });
    const staging = view.pools.find(({ environment }) => environment === "staging");
    expect(staging).toMatchObject({ instanceType: "t3.large", min: 2, max: 5, low: 2 * 730 * 0.0883 });
    expect(view.pools.filter(({ environment }) => environment === "production")).toHaveLength(2);
    expect(view.sentence.map(({ text }) => text).join("")).toMatch(/^Nothing was measured yet\. .* estimate/);
  });

  it("two replicas that sample at once count once, and a whole hour becomes costs of its applications", async () => {
    const took = await Promise.all([sampling("a").round(), sampling("b").round()]);
    expect(took.filter(Boolean)).toHaveLength(1);
    now = new Date(start.getTime() + 20 * 60_000);
    await sampling("b").round();
    now = new Date(start.getTime() + 60 * 60_000);
    await sampling("a").round();
    expect(faults).toEqual([]);
    const view = await ask();
    // Two t3.large; three discounted c5.2xlarge, and three whose discount ended on 31 October.
    const hour = 2 * 0.0883 + 3 * 0.357 * 0.72 + 3 * 0.3533;
    expect(view.spent).toBeCloseTo(hour, 6);
    expect(view.mark).toBe("measured");
    expect(view.table.rows.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["payments", "storefront", "platform-team", "Not requested"]),
    );
    expect(view.quality).toMatchObject({ covered: 3, late: 0, incomplete: false });
    expect(view.sentence.map(({ text }) => text).join("")).toMatch(/a forecast needs seven whole days/);
  });

  it("samples are kept for as many days as the installation says, and the days they made stay", async () => {
    const from = new Date("2026-11-23T10:00:00Z");
    const kept = async () =>
      (await store.read.samples.hour({ cluster: "staging-cluster", hour: from })).containers.length;
    expect(await kept()).toBeGreaterThan(0);
    now = new Date(from.getTime() + 4 * 24 * 60 * 60_000);
    await sampling("four", { ...usual, samplesDays: 5 }).round();
    expect(await kept()).toBeGreaterThan(0);
    await sampling("four", { ...usual, samplesDays: 3 }).round();
    expect(await kept()).toBe(0);
    const days = await store.read.samples.days({ from: "2026-11-23", to: "2026-11-23", currency: "EUR" });
    expect(days.length).toBeGreaterThan(0);
    now = start;
  });

  it("the demo's past makes a review that adds up, with a forecast, causes and savings", async () => {
    const own = await testStore();
    now = start;
    await seedDemoCosts({ ...surroundings("demo"), store: own });
    const mine = store;
    store = own;
    const view = await ask();
    store = mine;
    expect(view.table.total).toBeCloseTo(view.spent, 6);
    expect(view.days.reduce((sum, { cost }) => sum + (cost ?? 0), 0)).toBeCloseTo(view.spent, 6);
    const { movement, forecast, savings } = view;
    expect(movement?.now.value).toBeCloseTo(forecast?.value ?? Number.NaN, 6);
    expect(movement?.causes.reduce((sum, { value }) => sum + value, movement.before.value)).toBeCloseTo(
      forecast?.value ?? Number.NaN,
      1,
    );
    expect(movement?.causes.find(({ label }) => label === "Unit prices")?.because).toMatch(
      /ended 31 Oct, pricing\.yaml:\d+/,
    );
    expect(savings.items.length).toBeGreaterThan(1);
    expect(view.months).toHaveLength(12);
    expect(view.months.every(({ cost }) => cost > 0)).toBe(true);
    expect(view.budgets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["staging", "production", "payments", "storefront"]),
    );
    expect(view.anomalies.judged).toBeGreaterThan(0);
    const rows = view.table.rows.reduce((sum, { forecast: part }) => sum + (part ?? 0), 0);
    expect(rows).toBeCloseTo(forecast?.value ?? Number.NaN, 6);
    await own.close();
  });
});
