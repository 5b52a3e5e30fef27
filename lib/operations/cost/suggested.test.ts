import { afterAll, afterEach, expect, test, vi } from "vitest";
import { testStore } from "@/db/testing/store";
import type { CostReviewView } from "@/lib/contract/cost";
import { noFacets } from "@/lib/domain/cost-review/facet";
import { noAmounts } from "@/lib/domain/cost-review/line";
import { type Bench, openBench, sharedRenderer } from "../testing/bench";
import { benches } from "../testing/promotions";
import { firstTree, fleetFile } from "../testing/tree";
import { usedBy } from "../testing/usage";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

const pool = "node_pool: { instance_type: m5.2xlarge, min_nodes: 4, max_nodes: 9 }";
const files = {
  "orchestr8.yaml": fleetFile().replace(
    "production: { type: production }",
    `production: { type: production, ${pool} }`,
  ),
  "apps/web/base/deployment.yaml": (firstTree["apps/web/base/deployment.yaml"] ?? "").replace(
    /resources: .*/,
    "resources: { requests: { cpu: 500m, memory: 512Mi } }",
  ),
  "pricing.yaml":
    "as_of: 2026-11-01\nregions:\n  eu-central-1:\n    instances:\n      m5.large: { on_demand: 0.1 }\n      m5.2xlarge: { on_demand: 0.4 }\n",
  "terraform/production/main.tf":
    'module "pool" {\n  instance_type = var.type\n  min_nodes = var.least\n  max_nodes = var.most\n}\n',
  "terraform/production/terraform.tfvars": 'type  = "m5.2xlarge"\nleast = 4\nmost  = 9\n',
};
const { open, close } = benches(async () =>
  openBench({ store: await testStore(), renderer: shared.renderer, files }),
);
afterEach(close);

/** Ten days that production cost something, so that there is a review to find savings in. */
async function paid(bench: Bench): Promise<void> {
  const key = { cluster: "prod-cluster", environment: "production", application: null, team: null };
  for (let ago = 1; ago <= 10; ago += 1) {
    const day = new Date(bench.clock.at.getTime() - ago * 86_400_000).toISOString().slice(0, 10);
    const line = { ...key, ...noAmounts, ...noFacets, kind: "idle" as const, cost: 40, count: 96 };
    await bench.store.write((tx) =>
      tx.samples.closeDay({ cluster: key.cluster, day, source: "opencost", lines: [line] }, "USD"),
    );
  }
}

test("a saving on the cost page is the amount of the change that the resources page opens for it", async () => {
  const bench = await open();
  await paid(bench);
  for (const application of ["web", "vault"])
    await usedBy(bench, application, "production", { days: 14, cpu: 0.01, ram: 0.02, pods: 30 });
  const { savings } = await bench.value<CostReviewView>("alex", "cost.review", {});
  const of = (id: string) => savings.items.find((one) => one.id === id);
  const planned = async (name: string, input: object) =>
    (await bench.value<{ effect: { value: number } | null }>("alex", name, input)).effect?.value ??
    Number.NaN;
  const pool = await planned("environment.right-size-pool-plan", { environment: "production" });
  expect(of("nodes/production")).toMatchObject({
    title: expect.stringMatching(/^Node pool of production: 4 to 9 m5\.2xlarge → /),
  });
  expect(of("nodes/production")?.monthly).toBeCloseTo(-pool, 6);
  const requests = await planned("environment.right-size-plan", {
    environment: "production",
    application: "web",
  });
  expect(requests).toBeLessThan(-1);
  expect(of("requests/production/web")?.monthly).toBeCloseTo(-requests, 6);
  await bench.value("alex", "cost.dismiss", {
    saving: "requests/production/web",
    reason: "a test of a decision",
    recheckOn: "2026-12-20",
  });
});

test("where the resources page suggests nothing, the cost page finds nothing either", async () => {
  const bench = await open();
  await paid(bench);
  await usedBy(bench, "web", "production", { days: 3, cpu: 0.01, ram: 0.02, pods: 30 });
  const { savings } = await bench.value<CostReviewView>("alex", "cost.review", {});
  expect(savings.items.filter(({ kind }) => kind === "nodes" || kind === "requests")).toEqual([]);
});
