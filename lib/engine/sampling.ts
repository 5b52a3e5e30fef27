import { metricsUsage } from "@/lib/adapters/kubernetes/metrics-usage";
import { clusterSample, type UsageByContainer } from "@/lib/domain/cost-review/cluster-sample";
import { costHour } from "@/lib/domain/cost-review/hour-cost";
import { dayIn } from "@/lib/domain/cost-review/month";
import type { Fleet } from "@/lib/domain/fleet";
import { pricesAt } from "@/lib/operations/cost/prices";
import type { Cluster } from "@/lib/ports/cluster";
import { ClusterRefusal } from "@/lib/ports/cluster-refusal";
import type { Desired } from "@/lib/ports/desired";
import { listAll } from "@/lib/ports/list-all";
import type { ClusterSample, UsageOrigin } from "@/lib/ports/store/samples";
import type { Store } from "@/lib/ports/store/store";
import type { TrafficSource, UsageSource } from "@/lib/ports/usage-source";
import { backfill, type Unknown } from "./backfill";
import type { ClusterSources, OpenSources } from "./sources";
import { keepToldDays } from "./told-costs";

const slotMs = 5 * 60_000;
const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** A round may take this long before another replica takes over. */
const leaseMs = 4 * 60_000;

/** How long things are kept: single samples, hourly costs, days by namespace and the like; whole days for ever. */
export type Retention = { samplesDays: number; hoursDays: number; partsDays: number };

export type Sampling = {
  /** One look at every cluster, and costs for every hour that is over. False: another replica has the lease. */
  round: () => Promise<boolean>;
  close: () => Promise<void>;
};

export type SamplingSurroundings = {
  store: Store;
  desired: Desired;
  clusters: ReadonlyMap<string, Cluster>;
  /** What the fleet file names besides the clusters; without it metrics.k8s.io and our samples tell everything. */
  sources?: OpenSources | undefined;
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
    retention: Retention;
  },
): Sampling {
  let closed = false;
  const memory: Memory = { counted: new Map(), unknown: new Set(), told: new Map() };
  let running: Promise<unknown> = options.first?.(() => closed).catch(options.fault) ?? Promise.resolve();
  const round = (): Promise<boolean> => {
    const next = running.then(() => (closed ? false : once(surroundings, options, memory)));
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

/** What one replica remembers between rounds, only to ask less. */
type Memory = {
  /** Cluster -> the slot that was counted last: each cluster is asked once a slot. */
  counted: Map<string, number>;
  unknown: Unknown;
  /** Cluster -> the hour in which a cost service was asked last. */
  told: Map<string, number>;
};

async function once(
  { store, desired, clusters, sources, owner, now }: SamplingSurroundings,
  { fault, retention }: { fault: (error: unknown) => void; retention: Retention },
  { counted, unknown, told }: Memory,
): Promise<boolean> {
  const at = now();
  if (!(await store.write((tx) => tx.samples.lease({ name: "sampling", owner, ms: leaseMs }, at))))
    return false;
  const state = await desired.head();
  const slot = new Date(Math.floor(at.getTime() / slotMs) * slotMs);
  const named = new Map(
    state.fleet.clusters.map((one): [string, ClusterSources] => [
      one.name,
      sources?.(one) ?? { usage: null, costs: null },
    ]),
  );
  await Promise.all(
    [...clusters].map(async ([name, cluster]) => {
      if (counted.get(name) === slot.getTime()) return;
      try {
        const sample = await look(state.fleet, name, cluster, slot, now, {
          usage: named.get(name)?.usage ?? null,
          fault,
        });
        await store.write((tx) => tx.samples.record(sample));
        counted.set(name, slot.getTime());
      } catch (error) {
        fault(error);
      }
    }),
  );
  const { prices, file } = await pricesAt(state);
  await Promise.all(
    [...named].map(async ([name, { usage }]) => {
      if (usage) await backfill(store, state.fleet, name, usage, unknown, at).catch(fault);
    }),
  );
  const hour = new Date(Math.floor(at.getTime() / hourMs) * hourMs);
  for (const open of await store.read.samples.open(hour)) {
    const elsewhere = named.get(open.cluster)?.costs;
    const lines = elsewhere ? null : costHour(await store.read.samples.hour(open), prices, open.hour);
    await store.write(async (tx) => {
      await tx.samples.close([{ ...open, lines }], { currency: prices.currency, zone: state.fleet.zone }, at);
      await tx.news.publish(["cost"]);
    });
  }
  for (const [name, { costs }] of named) {
    if (!costs || told.get(name) === hour.getTime()) continue;
    const { currency } = prices;
    const exchange = file?.exchange ?? {};
    try {
      await keepToldDays({ store, fleet: state.fleet, currency, exchange, at }, name, costs);
      told.set(name, hour.getTime());
    } catch (error) {
      fault(error);
    }
  }
  await store.write((tx) =>
    tx.samples.forget({
      samples: new Date(at.getTime() - retention.samplesDays * dayMs),
      hours: new Date(at.getTime() - retention.hoursDays * dayMs),
      parts: dayIn(new Date(at.getTime() - retention.partsDays * dayMs), state.fleet.zone),
    }),
  );
  return true;
}

/**
 * One paged look at one cluster. What it does not serve or lets us not see is unknown, and the rest is kept. Where the
 * source of use that its declaration names fails, the metrics server is asked, and the fault told.
 */
export async function look(
  fleet: Fleet,
  name: string,
  cluster: Cluster,
  slot: Date,
  now: () => Date,
  more: { usage?: (UsageSource & TrafficSource) | null; fault?: (error: unknown) => void } = {},
): Promise<ClusterSample> {
  const [nodes, pods, used, traffic, volumes, claims, services] = await Promise.all([
    listAll(cluster, { apiVersion: "v1", kind: "Node" }),
    listAll(cluster, { apiVersion: "v1", kind: "Pod" }),
    firstUsage([...(more.usage ? [more.usage] : []), metricsUsage(cluster)], now(), more.fault),
    more.usage?.traffic(now()).catch((error: unknown) => {
      more.fault?.(error);
      return null;
    }) ?? null,
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
    usageFrom: used?.from ?? null,
    ...clusterSample(fleet, name, { nodes, pods, usage: used?.usage ?? new Map(), assets, traffic }),
  };
}

/** The first source that answers; null when none does: the use is unknown then, and what runs is still charged. */
async function firstUsage(
  sources: readonly UsageSource[],
  at: Date,
  fault: ((error: unknown) => void) | undefined,
): Promise<{ from: UsageOrigin; usage: UsageByContainer } | null> {
  for (const source of sources)
    try {
      return { from: source.origin, usage: await source.usage(at) };
    } catch (error) {
      if (!(error instanceof ClusterRefusal)) fault?.(error);
    }
  return null;
}

/** Null where the cluster refuses: it does not serve the kind, or we may not see it. */
async function ifAllowed<Value>(listed: Promise<Value>): Promise<Value | null> {
  return listed.catch((error: unknown) => {
    if (error instanceof ClusterRefusal) return null;
    throw error;
  });
}
