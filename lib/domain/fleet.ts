import type { Json } from "./json";
import type { Place, Problem } from "./problem";
import type { Source } from "./source";

/**
 * What one GitOps repository declares, after parsing and layering; docs/fleet-file.md describes the files.
 * Everything is plain data: the same bytes in give the same value out.
 */
export type Fleet = {
  name: string;
  /** For one reader: something of it is closed to them, so its files are not shown beyond what they ask about. */
  partial?: true;
  /** The protected branch; its last valid head governs. */
  branch: string;
  /** ISO 4217; one currency a fleet. */
  currency: string;
  /** IANA zone used where a window or schedule names none. */
  zone: string;
  clusters: readonly ClusterDeclaration[];
  teams: readonly Team[];
  /** Fleet-wide roles and the teams that hold them. */
  roles: { admin: readonly string[]; manager: readonly string[] };
  windows: readonly ChangeWindow[];
  freezes: readonly Freeze[];
  /** In promotion order: the first is the least production-like. */
  environments: readonly Environment[];
  applications: readonly Application[];
  declarations: readonly PlacementDeclaration[];
  placements: readonly Placement[];
  compare: ComparePolicy;
  renderAllow: { remotes: readonly string[] };
};

export type FleetReading = {
  fleet: Fleet;
  problems: readonly Problem[];
  /** No problem of severity error. */
  valid: boolean;
  /** No error in orchestr8.yaml itself: this commit may govern, though single applications may be broken. */
  governs: boolean;
  /** Applications with an error in their own environments.yaml or their entry in orchestr8.yaml. */
  broken: readonly string[];
};

export type EnvironmentType = "development" | "integration" | "staging" | "production";
export type Environment = {
  name: string /** From 0. */;
  order: number;
  type: EnvironmentType;
  place: Place | null;
};

export type ClusterDeclaration = {
  name: string;
  region: string | null;
  zones: readonly string[];
  /** kubeconfig context; null means the cluster's own name. */
  context: string | null;
  failover: string | null;
  /** The Prometheus that knows it, and what its series are labelled with; null: metrics.k8s.io tells its use. */
  metrics: { prometheus: string; labels: Readonly<Record<string, string>> } | null;
  /** The OpenCost that tells its costs; null: our samples do. */
  costs: { opencost: string; currency: string } | null;
  place: Place | null;
};

export type Team = {
  name: string /** Identity-provider groups. */;
  groups: readonly string[] /** Yeses one promotion needs from it. */;
  required: number;
  /** What its applications may cost a month together, in the fleet's currency; absent: nobody said. */
  budget?: number | undefined;
  place: Place | null;
};

export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
/** Open on these days between `from` (inclusive) and `to` (exclusive), wall time HH:MM in `zone`. */
export type ChangeWindow = {
  name: string;
  zone: string;
  days: readonly Weekday[];
  from: string;
  to: string;
  place: Place | null;
};
/** Closed from `from` (inclusive) to `to` (exclusive), wall time YYYY-MM-DDTHH:MM in `zone`. */
export type Freeze = {
  name: string;
  zone: string;
  from: string;
  to: string;
  environments: readonly string[];
  reason: string;
  place: Place | null;
};

export type Application = {
  name: string;
  /** Folder in the repository. */
  path: string;
  team: string | null;
  renderer: "kustomize" | "helm" | "plain";
  /** Values paths (Helm) or literal keys (Kustomize) that travel with a promotion besides images and chart version. */
  promote: readonly string[];
  place: Place | null;
};

/** One application's block for one environment: the merged values and where each of them was set. */
export type PlacementDeclaration = {
  application: string;
  environment: string;
  /** The place of the environment's key in the application's environments.yaml. */
  file: string;
  line: number;
  column?: number | undefined;
  block: EnvironmentBlock;
  /** Dotted path within the block -> the place and layer that set it. A list has one origin, as it is replaced whole. */
  origins: Readonly<Record<string, Origin>>;
  /** Dotted path -> what weaker layers had set there, weakest first; absent where nothing lost. */
  overridden?: Readonly<Record<string, readonly (Origin & { value: Json })[]>>;
};

export type Origin = Place & { layer: "base" | "environment" | "cluster" | "region" | "application" };

/** One application in one environment on one cluster and namespace. */
export type Placement = {
  /** `my-service/production/prod-cluster-primary`; unique in a fleet. */
  id: string;
  application: string;
  environment: string;
  cluster: string;
  region: string | null;
  role: "primary" | "failover";
  namespace: string;
  source: Source;
};

/** Keys are the mission's own words; an absent key is undeclared, never a default. */
export type EnvironmentBlock = {
  cluster?: string | undefined;
  failover_cluster?: string | undefined;
  namespace?: string | undefined;
  resources?: { requests?: Quantities | undefined; limits?: Quantities | undefined } | undefined;
  security?:
    | {
        podSecurityStandard?: "privileged" | "baseline" | "restricted" | undefined;
        debugging?: Switch | undefined;
        networkPolicies?: "none" | "permissive" | "strict" | undefined;
        secretsManagement?: string | undefined;
        compliance?: readonly string[] | undefined;
      }
    | undefined;
  deployment?:
    | {
        replicas?: number | undefined;
        strategy?: "RollingUpdate" | "Recreate" | "BlueGreen" | "Canary" | undefined;
        maxUnavailable?: string | number | undefined;
        maxSurge?: string | number | undefined;
        change_window?: string | undefined;
        rollback_enabled?: boolean | undefined;
        canary_deployment?: boolean | undefined;
      }
    | undefined;
  /** Team -> what it may do here. */
  access?: Readonly<Record<string, AccessLevel>> | undefined;
  data?: Readonly<Record<string, Json>> | undefined;
  /** Check name -> enabled, disabled, or how (basic, weekly, …). */
  testing?: Readonly<Record<string, string | boolean>> | undefined;
  promotion?:
    | {
        on_success?: string | undefined;
        on_failure?: "block" | "rollback" | "notify" | undefined;
        approvers?: readonly string[] | undefined;
        approval_required?: boolean | undefined;
        /** Minutes, hours or days (`30m`, `24h`, `7d`) a release must run here before it moves on. */
        soak?: string | undefined;
      }
    | undefined;
  monitoring?: Readonly<Record<string, Json>> | undefined;
  node_pool?:
    | { instance_type?: string | undefined; min_nodes?: number | undefined; max_nodes?: number | undefined }
    | undefined;
  /** When the environment is up; complete only with `from` and `to`. */
  schedule?:
    | {
        days?: readonly Weekday[] | undefined;
        from?: string | undefined;
        to?: string | undefined;
        zone?: string | undefined;
        holidays?: readonly string[] | undefined;
        exclude?: readonly ScheduleExclusion[] | undefined;
      }
    | undefined;
  /** In the fleet's currency. */
  budget?: { monthly?: number | undefined } | undefined;
};

/** Workloads that never sleep: all that fit every key given. `*` in a name stands for any letters. */
export type ScheduleExclusion = {
  kind?: "Deployment" | "StatefulSet" | "Rollout" | undefined;
  name?: string | undefined;
  labels?: Readonly<Record<string, string>> | undefined;
};

export type Quantities = { cpu?: string | undefined; memory?: string | undefined };
export type Switch = "enabled" | "disabled";
export type AccessLevel = "none" | "read-only" | "read-write" | "admin";

export type ComparePolicy = {
  expect: readonly ExpectRule[];
  /** Environment -> words that stand for it in names, hosts and labels, besides its own name. */
  tokens: Readonly<Record<string, readonly string[]>>;
};
export type ExpectRule = {
  path: string;
  kind?: string | undefined;
  class?: string | undefined;
  /** `staging...production`; absent means every pair. */
  pair?: string | undefined;
  /** Name of the application, with `*`; absent means every one. */
  application?: string | undefined;
  /** Towards production: may the value rise, fall, or do either? */
  direction?: "rise" | "fall" | undefined;
  because: string;
  /** The last day on which it counts, in UTC. */
  until?: string | undefined;
  place: Place | null;
  /** For one reader: it speaks of applications that are closed to them, among others or alone. */
  closed?: "some" | "all" | undefined;
};
