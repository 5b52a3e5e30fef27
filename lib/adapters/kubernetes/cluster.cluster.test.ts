import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { describe, expect } from "vitest";
import { freePorts } from "@/e2e/parts/ports";
import { realCluster, whyNoCluster } from "@/e2e/parts/real-cluster";
import { clusterBehaves } from "@/lib/ports/cluster.conformance";
import { openKubernetes } from "./cluster";

const hash = (text: string) => `hashed${text.length}`;
const { skip, title } = whyNoCluster("a cluster behind a real Kubernetes API server");

describe.skipIf(skip)(title, () => {
  clusterBehaves(async () => {
    const real = await realCluster();
    const silence = await silentServer();
    const [closed = 0] = await freePorts(1);
    const elsewhere = async (port: number) => {
      const text = real.kubeconfig.replaceAll(real.plane.server, `https://127.0.0.1:${port}`);
      return openKubernetes({ name: "elsewhere", access: { kind: "kubeconfig", text }, hash });
    };
    const [unreachable, silent] = [await elsewhere(closed), await elsewhere(silence.port)];
    return {
      cluster: real.cluster,
      viewer: await real.as("viewer"),
      unreachable: unreachable.cluster,
      silent: silent.cluster,
      async forget() {
        await compact(real.plane.etcd);
        await real.plane.restart();
      },
      async stop() {
        await unreachable.stop();
        await silent.stop();
        silence.close();
        await real.stop();
      },
    };
  });
});

/** Takes connections and says nothing, not even TLS. */
async function silentServer(): Promise<{ port: number; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket)).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Makes etcd forget every revision before now, as the API server does every five minutes; its cache dies with it. */
async function compact(etcd: string): Promise<void> {
  const ask = async (path: string, body: unknown) => {
    const answer = await fetch(etcd + path, { method: "POST", body: JSON.stringify(body) });
    expect(answer.status).toBe(200);
    return (await answer.json()) as { header: { revision: string } };
  };
  const { header } = await ask("/v3/kv/put", { key: Buffer.from("newest").toString("base64") });
  await ask("/v3/kv/compaction", { revision: header.revision, physical: true });
}
