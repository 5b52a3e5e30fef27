import { clusterSample, usageOfMetrics } from "@/lib/domain/cost-review/cluster-sample";
import { costHour } from "@/lib/domain/cost-review/hour-cost";
import type { Fleet } from "@/lib/domain/fleet";
import type { Manifest } from "@/lib/domain/manifest";
import { pricesAt } from "@/lib/operations/cost/prices";
import type { Cluster, KindRef } from "@/lib/ports/cluster";
import { ClusterRefusal } from "@/lib/ports/cluster-refusal";
import type { Desired } from "@/lib/ports/desired";
import type { ClusterSample } from "@/lib/ports/store/samples";
import type { Store } from "@/lib/ports/store/store";

const slotMs = 5 * 60_000;
const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** A round may take this long before another replica takes over. */
const leaseMs = 4 * 60_000;

/** How long things are kept: single samples, hourly costs; days are kept for ever. */
export type Retention = { samplesDays: number; hoursDays: number };
export const keptFor: Retention = { samplesDays: 35, hoursDays: 70 };

export type Sampling = {
  /** One look at every cluster, and costs for every hour that is over. False: another replica has the lease. */
  round: () => Promise<boolean>;
  close: () => Promise<void>;
};

export type SamplingSurroundings = {
  store: Store;
  desired: Desired;
  clusters: ReadonlyMap<string, Cluster>;
  owner: string;
  now: () => Date;
};

/**
 * Samples usage every five minutes. One replica holds the lease, and a slot of a cluster is counted once whoever took
 * it, so two replicas never count twice. A cluster that does not answer is missing from its hour, never 0.
 */
export function startSampling(
  surroundings: SamplingSurroundings,
  options: {
    /** Null: only by hand. */
    everyMs: number | null;
    fault: (error: unknown) => void;
    /** What is done before the first round, once. */
    first?: ((closed: () => boolean) => Promise<void>) | undefined;
    retention?: Retention;
  },
): Sampling {
  let closed = false;
  const counted = new Map<string, number>();
  let running: Promise<unknown> = options.first?.(() => closed).catch(options.fault) ?? Promise.resolve();
  const round = (): Promise<boolean> => {
    const next = running.then(() => (closed ? false : once(surroundings, options, counted)));
    running = next.catch(() => undefined);
    return next;
  };
  const look = (): void => void round().catch(options.fault);
  if (options.everyMs !== null) look();
  const timer = options.everyMs === null ? undefined : setInterval(look, options.everyMs);
  return {
    round,
    async close() {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
}

async function once(
  { store, desired, clusters, owner, now }: SamplingSurroundings,
  { fault, retention = keptFor }: { fault: (error: unknown) => void; retention?: Retention },
  /** Cluster -> the slot this replica counted last, so that it asks each cluster once a slot. */
  counted: Map<string, number>,
): Promise<boolean> {
  const at = now();
  if (!(await store.write((tx) => tx.samples.lease({ name: "sampling", owner, ms: leaseMs }, at))))
    return false;
  const state = await desired.head();
  const slot = new Date(Math.floor(at.getTime() / slotMs) * slotMs);
  await Promise.all(
    [...clusters].map(async ([name, cluster]) => {
      if (counted.get(name) === slot.getTime()) return;
      try {
        const sample = await look(state.fleet, name, cluster, slot, now);
        await store.write((tx) => tx.samples.record(sample));
        counted.set(name, slot.getTime());
      } catch (error) {
        fault(error);
      }
    }),
  );
  const { prices } = await pricesAt(state);
  const hour = new Date(Math.floor(at.getTime() / hourMs) * hourMs);
  for (const open of await store.read.samples.open(hour)) {
    const lines = costHour(await store.read.samples.hour(open), prices, open.hour);
    await store.write(async (tx) => {
      await tx.samples.close([{ ...open, lines }], { currency: prices.currency, zone: state.fleet.zone }, at);
      await tx.news.publish(["cost"]);
    });
  }
  await store.write((tx) =>
    tx.samples.forget({
      samples: new Date(at.getTime() - retention.samplesDays * dayMs),
      hours: new Date(at.getTime() - retention.hoursDays * dayMs),
    }),
  );
  return true;
}

/** One paged look at one cluster. What it does not serve or lets us not see is unknown, and the rest is kept. */
export async function look(
  fleet: Fleet,
  name: string,
  cluster: Cluster,
  slot: Date,
  now: () => Date,
): Promise<ClusterSample> {
  const [nodes, pods, metrics, volumes, claims, services] = await Promise.all([
    listAll(cluster, { apiVersion: "v1", kind: "Node" }),
    listAll(cluster, { apiVersion: "v1", kind: "Pod" }),
    ifAllowed(listAll(cluster, { apiVersion: "metrics.k8s.io/v1beta1", kind: "PodMetrics" })),
    ifAllowed(listAll(cluster, { apiVersion: "v1", kind: "PersistentVolume" })),
    ifAllowed(listAll(cluster, { apiVersion: "v1", kind: "PersistentVolumeClaim" })),
    ifAllowed(listAll(cluster, { apiVersion: "v1", kind: "Service" })),
  ]);
  const late = now().getTime() - slot.getTime() > slotMs;
  const assets = volumes && claims && services && { volumes, claims, services };
  return {
    cluster: name,
    slot,
    late,
    usageFrom: metrics && "metrics.k8s.io",
    ...clusterSample(fleet, name, { nodes, pods, usage: usageOfMetrics(metrics ?? []), assets }),
  };
}

/** Null where the cluster refuses: it does not serve the kind, or we may not see it. */
async function ifAllowed<Value>(listed: Promise<Value>): Promise<Value | null> {
  return listed.catch((error: unknown) => {
    if (error instanceof ClusterRefusal) return null;
    throw error;
  });
}

async function listAll(cluster: Cluster, kind: KindRef): Promise<readonly Manifest[]> {
  for (let attempt = 0; ; attempt += 1) {
    const found: Manifest[] = [];
    let token: string | undefined;
    for (;;) {
      const page = await cluster.list({ ...kind, ...(token === undefined ? {} : { continue: token }) });
      if (page.kind === "expired") break;
      found.push(...page.items);
      if (page.continue === null) return found;
      token = page.continue;
    }
    if (attempt === 2) return found;
  }
}
