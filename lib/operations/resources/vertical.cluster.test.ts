import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { testStore } from "@/db/testing/store";
import { type RealCluster, realCluster, whyNoCluster } from "@/e2e/parts/real-cluster";
import type { ResourcesView } from "@/lib/contract/resources-view";
import { type Bench, openBench, sharedRenderer } from "../testing/bench";
import { usedBy } from "../testing/usage";

const { skip, title } = whyNoCluster("a VerticalPodAutoscaler behind a real Kubernetes API server");
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 });

const group = "autoscaling.k8s.io";
/** As much of the real definition as the API server needs to keep the objects. */
const definition = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: {
    name: `verticalpodautoscalers.${group}`,
    annotations: { "api-approved.kubernetes.io": "https://github.com/kubernetes/kubernetes/pull/63797" },
  },
  spec: {
    group,
    scope: "Namespaced",
    names: {
      kind: "VerticalPodAutoscaler",
      plural: "verticalpodautoscalers",
      singular: "verticalpodautoscaler",
    },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: { spec: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
          },
        },
      },
    ],
  },
};
const resizer = {
  apiVersion: `${group}/v1`,
  kind: "VerticalPodAutoscaler",
  metadata: { name: "goldilocks-web", namespace: "web-production" },
  spec: {
    targetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
    updatePolicy: { updateMode: "Recreate" },
    resourcePolicy: { containerPolicies: [{ containerName: "*", controlledResources: ["memory"] }] },
  },
};

describe.skipIf(skip)(title, () => {
  const shared = sharedRenderer();
  let real: RealCluster;
  let bench: Bench;
  beforeAll(async () => {
    real = await realCluster();
    const made = async (path: string, body: unknown) => (await real.plane.call("POST", path, body)).status;
    await made("/api/v1/namespaces", {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: { name: "web-production" },
    });
    expect(await made("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition)).toBe(201);
    const path = `/apis/${group}/v1/namespaces/web-production/verticalpodautoscalers`;
    await vi.waitFor(async () => expect(await made(path, resizer)).toBe(201), {
      timeout: 30_000,
      interval: 200,
    });
    bench = await openBench({
      store: await testStore(),
      renderer: shared.renderer,
      clusters: async () => ({
        clusters: new Map([["prod-cluster", real.cluster]]),
        problems: new Map(),
        close: async () => undefined,
      }),
    });
    await usedBy(bench, "web", "production", { days: 14, cpu: 0.0845, ram: 100 / 1024 });
  });
  afterAll(async () => {
    await bench?.close();
    await real?.stop();
    shared.remove();
  });

  test("that only the cluster knows of keeps its resource from being suggested, and the reason names it", async () => {
    const reason =
      "VerticalPodAutoscaler goldilocks-web (Recreate) decides the memory of its pods, whatever the files say";
    await vi.waitFor(
      async () => {
        const view = await bench.value<ResourcesView>("dana", "environment.resources", {
          environment: "production",
        });
        const [row] = view.environments[0]?.workloads ?? [];
        expect(row?.containers[0]?.memory.advice).toMatchObject({ kind: "none", reason });
        expect(row?.containers[0]?.cpu.advice.kind).toBe("change");
      },
      { timeout: 60_000, interval: 500 },
    );
    const plan = await bench.value<{ suggestions: { resource: string }[]; left: { reason: string }[] }>(
      "dana",
      "environment.right-size-plan",
      { application: "web", environment: "production" },
    );
    expect(plan.suggestions.map(({ resource }) => resource)).toEqual(["cpu"]);
    expect(plan.left.map((one) => one.reason)).toEqual([reason]);
  });
});
