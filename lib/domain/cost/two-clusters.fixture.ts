import type { CostInput } from "./allocation-input";

const part = { cpu: 1, ram: 1, gpu: 1, pv: 1, network: 1, loadBalancer: 1 };

type Given = Partial<CostInput["allocations"][number]> & { ram?: number };

const container = (cluster: string, node: string, place: string, { ram = 1, ...given }: Given = {}) => {
  const [namespace, pod, name] = place.split("/");
  return { cluster, node, namespace, pod, container: name, ...given, cost: { ...part, ram } };
};
const of = (controllerKind: string, controller: string) => ({ controllerKind, controller });
const app2 = { labels: { app: "app2", env: "env2" } };

/**
 * Two clusters as OpenCost's own cases have them, where the sums are known: 82 active (each container 6, the first one
 * 16), 20 idle in the first cluster (cpu 5, ram 15) and 10 in the second (5 and 5).
 */
export const twoClusters = {
  hours: 24,
  allocations: [
    container("cluster1", "c1nodes", "namespace1/pod1/container1", {
      ram: 11,
      labels: { app: "app1", env: "env1" },
    }),
    container("cluster1", "c1nodes", "namespace1/pod-abc/container2", of("deployment", "deployment1")),
    container("cluster1", "c1nodes", "namespace1/pod-def/container3", of("deployment", "deployment1")),
    container("cluster1", "c1nodes", "namespace2/pod-ghi/container4", {
      ...of("deployment", "deployment2"),
      ...app2,
    }),
    container("cluster1", "c1nodes", "namespace2/pod-ghi/container5", {
      ...of("deployment", "deployment2"),
      ...app2,
    }),
    container("cluster1", "c1nodes", "namespace2/pod-jkl/container6", {
      ...of("daemonset", "daemonset1"),
      services: ["service1"],
    }),
    container("cluster2", "node1", "namespace2/pod-mno/container4", {
      ...of("deployment", "deployment2"),
      labels: { app: "app2" },
    }),
    container("cluster2", "node1", "namespace2/pod-mno/container5", {
      ...of("deployment", "deployment2"),
      labels: { app: "app2" },
    }),
    container("cluster2", "node2", "namespace2/pod-pqr/container6", {
      ...of("daemonset", "daemonset1"),
      services: ["service1", "service2"],
    }),
    container("cluster2", "node2", "namespace3/pod-stu/container7", {
      ...of("deployment", "deployment3"),
      annotations: { team: "team1" },
    }),
    container("cluster2", "node3", "namespace3/pod-vwx/container8", {
      ...of("statefulset", "statefulset1"),
      annotations: { team: "team2" },
    }),
    container("cluster2", "node3", "namespace3/pod-vwx/container9", {
      ...of("statefulset", "statefulset1"),
      annotations: { team: "team1" },
    }),
  ],
  idleByCluster: [
    { cluster: "cluster1", cost: { cpu: 5, ram: 15, gpu: 0 } },
    { cluster: "cluster2", cost: { cpu: 5, ram: 5 } },
  ],
  idleByNode: [
    { cluster: "cluster1", node: "c1nodes", cost: { cpu: 5, ram: 15 } },
    ...["node1", "node2", "node3"].map((node) => ({
      cluster: "cluster2",
      node,
      cost: { cpu: 5 / 3, ram: 5 / 3 },
    })),
  ],
};
