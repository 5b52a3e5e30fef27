import type { Facets, Labels } from "./facet";

/** What a container belongs to; null where it belongs to nothing that the fleet declares. */
export type Belonging = {
  cluster: string;
  environment: string | null;
  application: string | null;
  team: string | null;
};

/** One container over (a part of) one hour: averages while it ran, in cores and GiB. */
export type ContainerHour = Belonging & {
  /** Null when several nodes are meant. */
  node: string | null;
  namespace: string;
  controllerKind: string | null;
  controller: string | null;
  pod: string;
  container: string;
  /** Null: nobody told them. */
  labels: Labels | null;
  /** How long it ran, at most 1; several containers of one kind may be one row with more. */
  hours: number;
  request: { cpu: number; ram: number; gpu: number };
  /** Null: nothing measured it, which is not 0. */
  usage: { cpu: number; ram: number } | null;
  /** The last time that it ran out of memory (OOMKilled), with the GiB it might use; absent where none is told. */
  killed?: { at: Date; ram: number };
};

/** One node over (a part of) one hour: cores, GiB and GPUs it has. */
export type NodeHour = {
  cluster: string;
  node: string;
  /** The one environment that runs on the cluster; null when several do. */
  environment: string | null;
  instanceType: string | null;
  region: string | null;
  spot: boolean;
  capacity: { cpu: number; ram: number; gpu: number };
  hours: number;
};

export const assetKinds = ["volume", "balancer", "egress"] as const;
export type AssetKind = (typeof assetKinds)[number];

/** What is paid for besides nodes, over (a part of) one hour: a volume, a load balancer, or traffic that left. */
export type AssetHour = Belonging &
  Facets & {
    kind: AssetKind;
    name: string;
    /** A volume's storage class; how far traffic went: zone, region or internet. */
    class: string | null;
    region: string | null;
    /** GiB of a volume or of the hour's traffic; 1 of a load balancer. */
    amount: number;
    /** False: no pod mounts it or stands behind it, `__unmounted__` in the OpenCost specification. */
    mounted: boolean;
    /** Its part of the hour, at most 1; what several applications share has a row for each. */
    hours: number;
  };

/** Everything that one look at a cluster found to pay for. */
export type Found = {
  nodes: readonly NodeHour[];
  containers: readonly ContainerHour[];
  /** Null: the cluster did not let us see its volumes and services. */
  assets: readonly AssetHour[] | null;
};
