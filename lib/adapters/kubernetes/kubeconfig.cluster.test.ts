import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RealCluster, realCluster, whyNoCluster } from "@/e2e/parts/real-cluster";
import type { Cluster } from "@/lib/ports/cluster";
import { ClusterRefusal } from "@/lib/ports/cluster-refusal";
import { Fault } from "@/lib/ports/fault";
import { openKubernetes } from "./cluster";

const { skip, title } = whyNoCluster("credentials and the server they are meant for");
const hash = (text: string) => `hashed${text.length}`;

describe.skipIf(skip)(title, () => {
  let real: RealCluster;
  const open: (() => unknown)[] = [];
  beforeAll(async () => {
    real = await realCluster();
  });
  afterAll(async () => {
    for (const close of open) await close();
    await real?.stop();
  });

  const opened = async (text: string): Promise<Cluster> => {
    const { cluster, stop } = await openKubernetes({
      name: "prod",
      access: { kind: "kubeconfig", text },
      hash,
    });
    open.push(stop);
    return cluster;
  };

  /** A server with a certificate the kubeconfig trusts, that answers as told and remembers what it was asked. */
  const impostor = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
    const asked: IncomingMessage[] = [];
    const file = (name: string) => readFileSync(join(real.plane.folder, name));
    const server = createServer(
      { cert: file("apiserver.crt"), key: file("apiserver.key") },
      (request, response) => {
        asked.push(request);
        answer(request, response);
      },
    ).listen(0, "127.0.0.1");
    await once(server, "listening");
    open.push(() => server.close());
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { asked, url, kubeconfig: real.kubeconfig.replaceAll(real.plane.server, url) };
  };

  test("a certificate of another authority fails closed, before anything is sent", async () => {
    const other = await realCluster();
    open.push(() => other.stop());
    const { kubeconfig, asked } = await impostor((_, response) => response.end("{}"));
    const wrong = JSON.parse(kubeconfig);
    wrong.clusters[0].cluster["certificate-authority-data"] = Buffer.from(other.plane.certificate).toString(
      "base64",
    );
    const fault = await thrown((await opened(JSON.stringify(wrong))).version());
    expect(fault).toBeInstanceOf(Fault);
    expect((fault as Fault).retryable).toBe(false);
    expect(fault.message).toContain("certificate is not trusted");
    expect(asked).toEqual([]);
  });

  test("NODE_TLS_REJECT_UNAUTHORIZED in the environment does not open it", async () => {
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    try {
      const wrong = JSON.parse(real.kubeconfig);
      delete wrong.clusters[0].cluster["certificate-authority-data"];
      const fault = await thrown((await opened(JSON.stringify(wrong))).version());
      expect(fault.message).toContain("certificate is not trusted");
    } finally {
      if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
    }
  });

  test("a redirect is never followed, so credentials reach no other server", async () => {
    const target = await impostor((_, response) => response.end("{}"));
    const { kubeconfig } = await impostor((request, response) => {
      response.writeHead(307, { location: target.url + request.url }).end();
    });
    const cluster = await opened(kubeconfig);
    const fault = await thrown(cluster.version());
    expect(fault.message).toContain("redirect");
    expect(target.asked).toEqual([]);
  });

  test("a server that echoes the token does not get it into a message", async () => {
    const { kubeconfig } = await impostor((request, response) => {
      const echo = { kind: "Status", message: `who sent ${request.headers.authorization}?` };
      response.writeHead(request.url === "/version" ? 500 : 403).end(JSON.stringify(echo));
    });
    const cluster = await opened(kubeconfig);
    const fault = await thrown(cluster.version());
    const refusal = await thrown(cluster.mayI({ verb: "get", group: "", resource: "pods" }));
    expect(fault).toBeInstanceOf(Fault);
    expect(refusal).toBeInstanceOf(ClusterRefusal);
    for (const error of [fault, refusal]) {
      expect(error.message).toContain("***");
      expect(error.message).not.toContain(real.plane.tokens.admin);
    }
  });

  test("credentials the server does not accept are a fault that retrying cannot help", async () => {
    const wrong = real.kubeconfig.replaceAll(real.plane.tokens.admin, "not-the-token");
    const fault = await thrown((await opened(wrong)).list({ apiVersion: "v1", kind: "Pod" }));
    expect(fault).toBeInstanceOf(Fault);
    expect((fault as Fault).retryable).toBe(false);
    expect(fault.message).not.toContain("not-the-token");
  });
});

const thrown = async (act: Promise<unknown>): Promise<Error> =>
  act.then(
    (value) => new Error(`it was answered: ${JSON.stringify(value)}`),
    (error: Error) => error,
  );
