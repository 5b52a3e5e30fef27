import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RealCluster, realCluster, whyNoCluster } from "@/e2e/parts/real-cluster";
import { readFleet } from "@/lib/domain/fleet/read";
import { look } from "./sampling";

const { skip, title } = whyNoCluster("one look at a real Kubernetes API server");
const now = new Date("2026-11-23T10:00:00Z");
const { fleet } = readFleet({
  name: "here",
  paths: ["orchestr8.yaml"],
  texts: new Map([
    [
      "orchestr8.yaml",
      `clusters: { real: { region: eu-central-1 } }
teams: { storefront: {} }
environments: { staging: { type: staging } }
applications:
  web: { path: web, team: storefront, environments: { staging: { cluster: real, namespace: web-staging } } }
`,
    ],
  ]),
});

describe.skipIf(skip)(title, () => {
  let real: RealCluster;
  const post = async (path: string, kind: string, body: Record<string, unknown>): Promise<void> => {
    const apiVersion = "v1";
    const { status, body: text } = await real.plane.call("POST", path, { apiVersion, kind, ...body });
    if (status !== 201) throw new Error(`${path}: ${status} ${text}`);
  };
  const volume = (name: string, source: Record<string, unknown>) =>
    post("/api/v1/persistentvolumes", "PersistentVolume", {
      metadata: { name },
      spec: {
        capacity: { storage: "20Gi" },
        accessModes: ["ReadWriteOnce"],
        storageClassName: "gp3",
        ...source,
      },
    });
  const disk = (handle: string) => ({ csi: { driver: "ebs.csi.aws.com", volumeHandle: handle } });
  beforeAll(async () => {
    real = await realCluster();
    const namespace = "/api/v1/namespaces/web-staging";
    await post("/api/v1/namespaces", "Namespace", { metadata: { name: "web-staging" } });
    await post(`${namespace}/serviceaccounts`, "ServiceAccount", { metadata: { name: "default" } });
    await post("/api/v1/nodes", "Node", {
      metadata: { name: "n1", labels: { "node.kubernetes.io/instance-type": "t3.large" } },
      status: { capacity: { cpu: "2", memory: "8Gi" } },
    });
    await volume("pv-used", disk("vol-1"));
    await volume("pv-lost", disk("vol-2"));
    await volume("pv-disk", { hostPath: { path: "/data" } });
    await post(`${namespace}/persistentvolumeclaims`, "PersistentVolumeClaim", {
      metadata: { name: "data" },
      spec: {
        volumeName: "pv-used",
        storageClassName: "gp3",
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: "20Gi" } },
      },
    });
    await post(`${namespace}/pods`, "Pod", {
      metadata: { name: "web-1", labels: { app: "web" } },
      spec: {
        nodeName: "n1",
        automountServiceAccountToken: false,
        volumes: [{ name: "data", persistentVolumeClaim: { claimName: "data" } }],
        containers: [
          { name: "web", image: "web:1", resources: { requests: { cpu: "250m", memory: "1Gi" } } },
        ],
      },
    });
    await post(`${namespace}/services`, "Service", {
      metadata: { name: "front" },
      spec: { type: "LoadBalancer", selector: { app: "web" }, ports: [{ port: 80 }] },
    });
  });
  afterAll(async () => {
    await real?.stop();
  });

  it("finds who mounts each volume and who stands behind a load balancer as soon as it has an address", async () => {
    const seen = async () => {
      const sample = await look(fleet, "real", real.cluster, now, () => now);
      return (sample.assets ?? [])
        .map(({ kind, name, application, team, mounted, amount }) => [
          kind,
          name,
          application,
          team,
          mounted,
          amount,
        ])
        .sort();
    };
    const volumes = [
      ["volume", "pv-lost", null, null, false, 20],
      ["volume", "pv-used", "web", "storefront", true, 20],
    ];
    expect(await seen()).toEqual(volumes);
    const path = "/api/v1/namespaces/web-staging/services/front/status";
    const service = JSON.parse((await real.plane.call("GET", path)).body) as Record<string, unknown>;
    const status = { loadBalancer: { ingress: [{ hostname: "front.elb.example" }] } };
    expect((await real.plane.call("PUT", path, { ...service, status })).status).toBe(200);
    expect(await seen()).toEqual([
      ["balancer", "web-staging/front", "web", "storefront", true, 1],
      ...volumes,
    ]);
  });

  it("charges what runs where nothing measures its use, and says that the use is unknown", async () => {
    const faults: unknown[] = [];
    const sample = await look(fleet, "real", real.cluster, now, () => now, {
      fault: (error) => faults.push(error),
    });
    expect(sample).toMatchObject({ usageFrom: null, late: false });
    expect(sample.containers).toMatchObject([
      { application: "web", request: { cpu: 0.25, ram: 1, gpu: 0 }, usage: null },
    ]);
    expect(faults).toEqual([]);
  });
});
