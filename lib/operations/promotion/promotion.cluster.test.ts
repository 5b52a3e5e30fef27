import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testStore } from "@/db/testing/store";
import { type RealCluster, realCluster, whyNoCluster } from "@/e2e/parts/real-cluster";
import { type Bench, openBench, sharedRenderer } from "../testing/bench";
import { approved, commitsOf } from "../testing/promotions";

const parts = { controllers: true, pods: true };
const where = whyNoCluster("a promotion on a real Kubernetes", parts);
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

describe.skipIf(where.skip)(where.title, () => {
  const shared = sharedRenderer();
  let real: RealCluster;
  let bench: Bench;
  beforeAll(async () => {
    real = await realCluster(parts);
    bench = await openBench({
      store: await testStore(),
      renderer: shared.renderer,
      clusters: async () => ({
        clusters: new Map([["prod-cluster", real.cluster]]),
        problems: new Map(),
        close: async () => undefined,
      }),
    });
  });
  afterAll(async () => {
    await bench?.close();
    await real?.stop();
    shared.remove();
  });

  test("is one commit, and the API server's own controllers roll it out before it is called done", async () => {
    const { id } = await approved(bench);
    await bench.advance();
    const turn = async (): Promise<void> => {
      await bench.engine.rounds.job();
      bench.forward(1000);
      await new Promise((resolve) => setTimeout(resolve, 300));
    };
    // Without a node no pod can run: applied is not delivered.
    for (let turns = 0; turns < 5; turns++) await turn();
    const waiting = await bench.show(id);
    expect(waiting.state).toBe("running");
    expect(waiting.steps.find((step) => step.state === "running")?.detail).toMatch(
      /Deployment\/web .*0 of 1/,
    );
    const node = {
      apiVersion: "v1",
      kind: "Node",
      metadata: { name: "one", annotations: { "kwok.x-k8s.io/node": "fake" } },
      status: {
        capacity: { cpu: "8", memory: "16Gi", pods: "110" },
        allocatable: { cpu: "8", memory: "16Gi", pods: "110" },
      },
    };
    expect((await real.plane.call("POST", "/api/v1/nodes", node)).status).toBe(201);
    for (const end = Date.now() + 90_000; Date.now() < end && (await bench.show(id)).state === "running"; )
      await turn();
    const done = await bench.show(id);
    expect(done.state, JSON.stringify(done.steps)).toBe("done");
    expect(commitsOf(bench, id)).toHaveLength(1);
    const deployment = await real.cluster.get({
      apiVersion: "apps/v1",
      kind: "Deployment",
      namespace: "web-production",
      name: "web",
    });
    expect(deployment).toMatchObject({
      spec: { template: { spec: { containers: [{ image: "registry.acme.example/web:1.0.5" }] } } },
      status: { updatedReplicas: 1, availableReplicas: 1 },
    });
    const pods = await real.cluster.list({ apiVersion: "v1", kind: "Pod", namespace: "web-production" });
    expect(pods).toMatchObject({ items: [{ status: { phase: "Running" } }] });
  });
});
