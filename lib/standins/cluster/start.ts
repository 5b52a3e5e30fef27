import type { Manifest } from "@/lib/domain/manifest";
import type { KeyedHash } from "@/lib/domain/secret";
import type { Cluster } from "@/lib/ports/cluster";
import type { Identity } from "./admit";
import { StandinCluster, type StandinParts } from "./cluster";
import { driftOne, runControllers, settle } from "./controllers";
import { Line, type StandinFault } from "./faults";
import { applyFields } from "./ownership";
import { Pages } from "./pages";
import { nodesOf, type StandinPool } from "./pools";
import { refTo } from "./remove";
import { Store, seconds } from "./store";
import { Usage } from "./usage";

export type StandinOptions = {
  /** A stand-in runs in the demo and in tests, and nowhere else. */
  purpose: "demo" | "test";
  /** Is a real cluster configured in our settings? Then no stand-in may stand beside it. */
  realClusterConfigured: boolean;
  name: string;
  region: string;
  zones: readonly string[];
  pools: readonly StandinPool[];
  faults: readonly StandinFault[];
  seed: number;
  clock: () => Date;
  /** Keys the masks of secret values; the renderer's. */
  hash: KeyedHash;
  /** How long a slow cluster takes to answer; three seconds unless told. */
  slowMs?: number | undefined;
  /** How often the controllers run by themselves; null leaves it to `tick`. Half a second unless told. */
  tickMs?: number | null | undefined;
};

export type Standin = {
  cluster: Cluster;
  /** The same cluster in the eyes of somebody with other rights. */
  as(identity: Identity): Cluster;
  /**
   * Puts objects there as if `manager` had applied them at `at` and everything had become ready since. Objects with
   * masked secrets are taken as they are: nobody runs on them.
   */
  seed(objects: readonly Manifest[], manager: string, at: Date): void;
  /** One round of the controllers at the clock's time. */
  tick(): void;
  setFaults(faults: readonly StandinFault[]): void;
  /** Forgets the history of changes and lists, as a real server does after minutes. */
  forget(): void;
  stop(): void;
};

const TICK_MS = 500;
const LONGEST_REST_MS = 60_000;
const SYSTEM = ["default", "kube-node-lease", "kube-public", "kube-system"];

/**
 * Starts a cluster in memory that passes the Cluster port's suite, with controllers that take seconds.
 * Throws when a real cluster is configured: a made-up state must never be taken for the real one.
 */
export function startStandinCluster(options: StandinOptions): Standin {
  if (options.purpose !== "demo" && options.purpose !== "test") {
    throw new Error("a stand-in cluster runs in the demo and in tests only");
  }
  if (options.realClusterConfigured) {
    throw new Error(`the stand-in for ${options.name} refuses to run beside a configured real cluster`);
  }
  const { name, clock, seed, hash } = options;
  const store = new Store(`${seed}/${name}`);
  const line = new Line(name, options.faults, options.slowMs ?? 3_000);
  const parts: StandinParts = {
    name,
    store,
    line,
    pages: new Pages(),
    usage: new Usage(store, seed, clock),
    now: clock,
    hash,
  };
  furnish(store, options);
  let drifted = false;
  const tick = () => {
    if (line.has("drift") && !drifted) drifted = driftOne(store, clock()) !== null;
    runControllers(store, clock());
  };
  // Nothing the controllers wait for takes longer than this, so a store that stood still longer is at rest.
  let restless = { revision: -1, until: 0 };
  const driven = () => {
    const now = clock().getTime();
    if (store.revision !== restless.revision)
      restless = { revision: store.revision, until: now + LONGEST_REST_MS };
    if (now < restless.until || (line.has("drift") && !drifted)) tick();
  };
  const timer = options.tickMs === null ? null : setInterval(driven, options.tickMs ?? TICK_MS);
  timer?.unref();
  return {
    cluster: new StandinCluster(parts, "admin"),
    as: (identity) => new StandinCluster(parts, identity),
    seed(objects, manager, at) {
      for (const object of objects) plant(store, object, manager, at);
      settle(store, at);
    },
    tick,
    setFaults: (faults) => line.set(faults),
    forget() {
      store.forget();
      parts.pages.forget();
    },
    stop() {
      if (timer) clearInterval(timer);
      line.set(["unreachable"]);
    },
  };
}

function furnish(store: Store, options: StandinOptions): void {
  const now = options.clock();
  for (const name of SYSTEM) store.put(namespace(name), [], now);
  for (const node of nodesOf(options, now)) store.put(node, [], now);
}

const namespace = (name: string): Manifest => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
  status: { phase: "Active" },
});

function plant(store: Store, object: Manifest, manager: string, at: Date): void {
  const where = object.metadata.namespace;
  if (where !== undefined && !store.get({ apiVersion: "v1", kind: "Namespace", name: where })) {
    store.put(namespace(where), [], at);
  }
  const merged = applyFields(store.get(refTo(object)), object, manager, { force: true, at: seconds(at) });
  if (merged.kind === "merged") store.put(merged.owned.object, merged.owned.owners, at);
}
