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
  /** How long it ran, at most 1; several containers of one kind may be one row with more. */
  hours: number;
  request: { cpu: number; ram: number };
  usage: { cpu: number; ram: number };
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
