import type { Cost } from "./cost-parts";
import type { Measured } from "./efficiency";
import type { Idle } from "./idle";

/** One container's (or other thing's) cost in a window, and what it belongs to; null where it has none. */
export type Allocation = {
  cluster: string | null;
  node: string | null;
  namespace: string | null;
  controllerKind: string | null;
  controller: string | null;
  pod: string | null;
  container: string | null;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  services: readonly string[];
  cost: Cost;
  cpu: Measured;
  ram: Measured;
  /** A cost from outside the cluster: it is shown, and gets no part of idle or tenants. */
  outside: boolean;
};

/** Everything that was allocated in one window; several windows are allocated apart and then added. */
export type AllocationSet = {
  /** Length of the window; null when nobody said it. */
  hours: number | null;
  allocations: readonly Allocation[];
  /** Never negative. */
  idle: readonly Idle[];
};
