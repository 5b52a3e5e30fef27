import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { realCluster, whyNoCluster } from "./real-cluster";

const alone = whyNoCluster("a control plane for tests");
const working = whyNoCluster("a control plane whose pods run", { controllers: true, pods: true });

async function until(true_: () => Promise<boolean> | boolean, seconds = 30): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await pause(100))
    if (await true_()) return true;
  return false;
}

const answers = (server: string) =>
  fetch(server).then(
    () => true,
    // A certificate nobody trusts is still an answer.
    (error: Error) => !String((error.cause as Error | undefined)?.message).includes("ECONNREFUSED"),
  );

describe.skipIf(alone.skip)(alone.title, () => {
  test("stopping leaves neither a process nor a folder behind", async () => {
    const real = await realCluster();
    const { server, folder } = real.plane;
    expect(await answers(server)).toBe(true);
    await real.stop();
    expect(await answers(server)).toBe(false);
    expect(existsSync(folder)).toBe(false);
  });

  test.each(["SIGKILL", "SIGINT"] as const)(
    "a run ended by %s leaves nothing behind either",
    async (signal) => {
      const script = `
      const { startControlPlane } = await import("./e2e/parts/control-plane.ts");
      const { server, folder } = await startControlPlane();
      console.log(JSON.stringify({ server, folder }));
      setInterval(() => {}, 1000);`;
      const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script]);
      const [line] = (await once(child.stdout, "data")) as [Buffer];
      const { server, folder } = JSON.parse(line.toString()) as { server: string; folder: string };
      expect(await answers(server)).toBe(true);
      child.kill(signal);
      expect(await until(async () => !(await answers(server)) && !existsSync(folder))).toBe(true);
    },
  );
});

describe.skipIf(working.skip)(working.title, () => {
  test("a Deployment's pods are scheduled and become ready on a declared node", async () => {
    const real = await realCluster({ controllers: true, pods: true });
    try {
      const { cluster } = real;
      const by = { manager: "test" };
      const size = { cpu: "4", memory: "16Gi", pods: "110" };
      // The status is the kubelet's, so a node is declared by a raw call.
      const node = { metadata: { name: "n1" }, status: { capacity: size, allocatable: size } };
      expect((await real.plane.call("POST", "/api/v1/nodes", node)).status).toBe(201);
      await until(async () => {
        const ref = { apiVersion: "v1", kind: "ServiceAccount", namespace: "default", name: "default" };
        return (await cluster.get(ref)) !== null;
      });
      const labels = { app: "web" };
      const wanted = {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "web", namespace: "default" },
        spec: {
          replicas: 5,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [{ name: "web", image: "web:1" }] } },
        },
      };
      expect((await cluster.apply(wanted, by)).kind).toBe("applied");
      const ref = { apiVersion: "apps/v1", kind: "Deployment", namespace: "default", name: "web" };
      const ready = async () => (await cluster.get(ref))?.status as { readyReplicas?: number } | undefined;
      expect(await until(async () => (await ready())?.readyReplicas === 5, 60)).toBe(true);
    } finally {
      await real.stop();
    }
  });
});
