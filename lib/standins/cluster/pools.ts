import type { JsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { fraction, noise, suffix } from "./noise";
import { seconds } from "./store";

/** A declared node pool. `running` nodes of it run, `minNodes` when it is left out. */
export type StandinPool = {
  name: string;
  instanceType: string;
  minNodes: number;
  maxNodes: number;
  running?: number;
};

type Size = { cpu: number; memoryMib: number };

/** vCPU and GiB for each vCPU by instance family (AWS); a size is that times its cores. */
const GIB_PER_CORE: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };
const CORES: Readonly<Record<string, number>> = {
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
  "4xlarge": 16,
  "8xlarge": 32,
  "12xlarge": 48,
  "16xlarge": 64,
};
const BURSTING: Readonly<Record<string, Size>> = {
  micro: { cpu: 2, memoryMib: 1024 },
  small: { cpu: 2, memoryMib: 2048 },
  medium: { cpu: 2, memoryMib: 4096 },
  large: { cpu: 2, memoryMib: 8192 },
  xlarge: { cpu: 4, memoryMib: 16_384 },
  "2xlarge": { cpu: 8, memoryMib: 32_768 },
};

/** What a node of this type has; a type nobody knows is an ordinary small one. */
export function sizeOf(instanceType: string): Size {
  const [family = "", size = ""] = instanceType.split(".");
  if (family.startsWith("t")) return BURSTING[size] ?? { cpu: 2, memoryMib: 4096 };
  const cores = CORES[size];
  const gib = GIB_PER_CORE[family.charAt(0)];
  return cores && gib ? { cpu: cores, memoryMib: cores * gib * 1024 } : { cpu: 2, memoryMib: 4096 };
}

/** The nodes of the declared pools, spread over the zones, as a cloud's managed pools label them. */
export function nodesOf(
  cluster: {
    name: string;
    region: string;
    zones: readonly string[];
    pools: readonly StandinPool[];
    seed: number;
  },
  now: Date,
): Manifest[] {
  return cluster.pools.flatMap((pool) =>
    Array.from({ length: pool.running ?? pool.minNodes }, (_, at) => {
      const zone = cluster.zones[at % Math.max(1, cluster.zones.length)] ?? cluster.region;
      const key = `${cluster.seed}/${cluster.name}/${pool.name}/${at}`;
      return nodeOf(cluster.region, zone, pool, key, now);
    }),
  );
}

function nodeOf(region: string, zone: string, pool: StandinPool, key: string, now: Date): Manifest {
  const bits = noise(key);
  const address = `10.${(bits >> 16) & 63}.${(bits >> 8) & 255}.${2 + (bits % 250)}`;
  const name = `ip-${address.replaceAll(".", "-")}.${region}.compute.internal`;
  const born = new Date(now.getTime() - (3 + 18 * fraction(`${key}/age`)) * 86_400_000);
  const { cpu, memoryMib } = sizeOf(pool.instanceType);
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      creationTimestamp: seconds(born),
      labels: {
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "node.kubernetes.io/instance-type": pool.instanceType,
        "topology.kubernetes.io/region": region,
        "topology.kubernetes.io/zone": zone,
        "eks.amazonaws.com/nodegroup": pool.name,
      },
    },
    spec: { providerID: `aws:///${zone}/i-0${suffix(`${key}/instance`, 16)}` },
    status: {
      capacity: { cpu: String(cpu), memory: `${memoryMib * 1024}Ki`, pods: "110" },
      // What the system keeps for itself, as a managed node pool reserves it.
      allocatable: { cpu: `${cpu * 1000 - 80}m`, memory: `${(memoryMib - 700) * 1024}Ki`, pods: "110" },
      addresses: [
        { type: "InternalIP", address },
        { type: "Hostname", address: name },
      ],
      conditions: [
        condition("MemoryPressure", "False", "KubeletHasSufficientMemory", born),
        condition("DiskPressure", "False", "KubeletHasNoDiskPressure", born),
        condition("Ready", "True", "KubeletReady", born),
      ],
      nodeInfo: {
        kubeletVersion: "v1.35.4",
        osImage: "Amazon Linux 2023",
        containerRuntimeVersion: "containerd://2.1.4",
      },
    },
  };
}

/** One entry of a status' conditions. */
export const condition = (
  type: string,
  status: "True" | "False",
  reason: string,
  at: Date,
  message = "",
): JsonObject => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime: seconds(at),
});
