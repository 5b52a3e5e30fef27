import { describe, expect, it } from "vitest";
import type { Manifest } from "../manifest";
import { clusterAssets } from "./cluster-asset";
import { noFacets } from "./facet";

const pod = (name: string, application: string, claims: readonly string[], namespace = "shop"): Manifest => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace, labels: { app: application } },
  spec: {
    volumes: claims.map((claimName, at) => ({ name: `v${at}`, persistentVolumeClaim: { claimName } })),
  },
});
const claim = (name: string, volumeName: string, namespace = "shop"): Manifest => ({
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name, namespace },
  spec: { volumeName },
});
const volume = (name: string, spec: Manifest["spec"] = {}): Manifest => ({
  apiVersion: "v1",
  kind: "PersistentVolume",
  metadata: { name },
  spec: { capacity: { storage: "20Gi" }, storageClassName: "gp3", ...(spec as object) },
});
const service = (name: string, selector: Record<string, string>, address = true): Manifest => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name, namespace: "shop" },
  spec: { type: "LoadBalancer", selector },
  status: { loadBalancer: address ? { ingress: [{ ip: "192.0.2.1" }] } : {} },
});
const nobody = { cluster: "c", environment: "staging", application: null, team: null, ...noFacets };
const place = (pods: readonly Manifest[]) => ({
  pods,
  region: "eu-central-1",
  belonging: ({ metadata }: Manifest) => ({
    ...nobody,
    application: String((metadata.labels as { app: string }).app),
  }),
  orphan: () => nobody,
});
const none = { volumes: [], claims: [], services: [] };
const told = (rows: ReturnType<typeof clusterAssets>) =>
  rows.map(({ name, application, mounted, hours }) => [name, application, mounted, hours]);

describe("volumes and load balancers of a look", () => {
  it("a volume is split evenly over the pods that mount it, and its owners get one row each", () => {
    const pods = [
      pod("a-1", "a", ["data"]),
      pod("a-2", "a", ["data"]),
      pod("b-1", "b", ["data"]),
      pod("b-2", "b", []),
    ];
    const rows = clusterAssets(
      { ...none, volumes: [volume("pv")], claims: [claim("data", "pv")] },
      place(pods),
    );
    expect(told(rows)).toEqual([
      ["pv", "a", true, expect.closeTo(2 / 3, 12)],
      ["pv", "b", true, expect.closeTo(1 / 3, 12)],
    ]);
    expect(rows[0]).toMatchObject({ kind: "volume", class: "gp3", region: "eu-central-1", amount: 20 });
  });

  it("a volume that nobody mounts or claims belongs to nobody, and one on a node's disk is paid with the node", () => {
    const volumes = [volume("unmounted"), volume("released"), volume("disk", { local: { path: "/data" } })];
    const rows = clusterAssets({ ...none, volumes, claims: [claim("data", "unmounted")] }, place([]));
    expect(told(rows)).toEqual([
      ["unmounted", null, false, 1],
      ["released", null, false, 1],
    ]);
  });

  it("a claim of the same name in another namespace is another claim", () => {
    const pods = [pod("a-1", "a", ["data"], "other")];
    const rows = clusterAssets(
      { ...none, volumes: [volume("pv")], claims: [claim("data", "pv")] },
      place(pods),
    );
    expect(told(rows)).toEqual([["pv", null, false, 1]]);
  });

  it("a pod's own ephemeral volume is its own", () => {
    const own: Manifest = {
      ...pod("a-1", "a", []),
      spec: { volumes: [{ name: "scratch", ephemeral: { volumeClaimTemplate: {} } }] },
    };
    const rows = clusterAssets(
      { ...none, volumes: [volume("pv")], claims: [claim("a-1-scratch", "pv")] },
      place([own]),
    );
    expect(told(rows)).toEqual([["pv", "a", true, 1]]);
  });

  it("a load balancer is paid by the pods behind its service once it has an address, else by nobody", () => {
    const pods = [pod("a-1", "a", []), pod("b-1", "b", [])];
    const services = [
      service("front", { app: "a" }),
      service("empty", { app: "gone" }),
      service("asked", { app: "a" }, false),
    ];
    expect(told(clusterAssets({ ...none, services }, place(pods)))).toEqual([
      ["shop/front", "a", true, 1],
      ["shop/empty", null, false, 1],
    ]);
  });
});
