import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect } from "vitest";
import { freePorts } from "@/e2e/parts/ports";
import { type RealCluster, realCluster, whyNoCluster } from "@/e2e/parts/real-cluster";
import { usageSourceBehaves } from "@/lib/ports/usage-source.conformance";
import { openKubernetes } from "./cluster";
import { metricsUsage } from "./metrics-usage";

const hash = (text: string) => `hashed${text.length}`;
const { skip, title } = whyNoCluster(
  "metrics.k8s.io behind a real Kubernetes API server, as a source of use",
);

describe.skipIf(skip)(title, () => {
  usageSourceBehaves(async (using) => {
    const real = await realCluster();
    await serveMetrics(real);
    const pods = new Map(using.map((one) => [`${one.namespace}/${one.pod}`, one]));
    for (const { namespace, pod } of pods.values()) {
      const containers = using.filter((one) => one.namespace === namespace && one.pod === pod);
      await call(real, "POST", "/api/v1/namespaces", {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: namespace },
      });
      const measured = {
        apiVersion: "metrics.k8s.io/v1beta1",
        kind: "PodMetrics",
        metadata: { name: pod, namespace },
        timestamp: new Date().toISOString(),
        window: "30s",
        containers: containers.map(({ container, cpu, bytes }) => ({
          name: container,
          usage: { cpu: `${Math.round(cpu * 1e9)}n`, memory: `${bytes / 1024}Ki` },
        })),
      };
      const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`;
      expect(await call(real, "POST", path, measured)).toBe(201);
    }
    const mute = createServer(() => undefined).listen(0, "127.0.0.1");
    await new Promise((done) => mute.once("listening", done));
    const address = mute.address();
    const [closed = 0] = await freePorts(1);
    const elsewhere = async (port: number) => {
      const text = real.kubeconfig.replaceAll(real.plane.server, `https://127.0.0.1:${port}`);
      return openKubernetes({ name: "elsewhere", access: { kind: "kubeconfig", text }, hash });
    };
    const [unreachable, silent] = [
      await elsewhere(closed),
      await elsewhere(typeof address === "object" && address ? address.port : 0),
    ];
    return {
      source: metricsUsage(real.cluster),
      at: new Date(),
      unreachable: metricsUsage(unreachable.cluster),
      silent: metricsUsage(silent.cluster),
      async stop() {
        await unreachable.stop();
        await silent.stop();
        mute.close();
        await real.stop();
      },
    };
  });
});

const call = async (real: RealCluster, method: string, path: string, body?: unknown): Promise<number> =>
  (await real.plane.call(method, path, body)).status;

/** The API's own path without a metrics server: objects that the test writes. */
async function serveMetrics(real: RealCluster): Promise<void> {
  await call(real, "POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: {
      name: "pods.metrics.k8s.io",
      annotations: { "api-approved.kubernetes.io": "unapproved, test stand-in" },
    },
    spec: {
      group: "metrics.k8s.io",
      scope: "Namespaced",
      names: { plural: "pods", singular: "podmetrics", kind: "PodMetrics", listKind: "PodMetricsList" },
      versions: [
        {
          name: "v1beta1",
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
          },
        },
      ],
    },
  });
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await call(real, "GET", "/apis/metrics.k8s.io/v1beta1/pods")) === 200) return;
    await pause(100);
  }
  throw new Error("the API server does not serve metrics.k8s.io");
}
