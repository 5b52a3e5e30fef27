import { busiestOf, type Killed, type UseSummary } from "@/lib/domain/capacity-review/right-size";
import type { UseKey } from "@/lib/domain/capacity-review/use-hour";
import type { Fleet } from "@/lib/domain/fleet";
import type { Reads } from "@/lib/ports/store/store";

const hourMs = 3_600_000;
const gib = 2 ** 30;

/** Windows that suggestions may rest on; hours are kept 70 days. */
export const windowDays = { "7d": 7, "14d": 14, "30d": 30, "60d": 60 } as const;
export type Window = keyof typeof windowDays;
export const usualWindow: Window = "14d";

/** Whole hours only: the one that runs now says nothing about its peak yet. */
export function windowOf(window: Window, now: Date): { since: Date; until: Date } {
  const until = Math.floor(now.getTime() / hourMs) * hourMs;
  return { since: new Date(until - windowDays[window] * 24 * hourMs), until: new Date(until) };
}

/** Millicores and bytes of one pod. */
export type Use = { cpu: UseSummary; memory: UseSummary; killed: Killed | null };

export type UseOf = {
  /** On its own cluster; null where nothing was measured. */
  here: (key: UseKey) => Use | null;
  /** On the busiest of the environment's clusters, for a request that they share. */
  shared: (key: Omit<UseKey, "cluster">) => Use | null;
};

/** What every container of an environment used over a window, from one read of the store. */
export async function readUse(
  store: Pick<Reads, "usage">,
  fleet: Fleet,
  environment: string,
  window: { since: Date; until: Date },
): Promise<UseOf> {
  const places = fleet.placements
    .filter((placement) => placement.environment === environment)
    .map(({ cluster, namespace }) => ({ cluster, namespace }));
  const unique = [...new Map(places.map((place) => [`${place.cluster} ${place.namespace}`, place])).values()];
  const rows = await store.usage.containers({ places: unique, ...window });
  const here = new Map<string, Use>();
  const shared = new Map<string, Use[]>();
  for (const { cpu, ram, killed, ...key } of rows) {
    const use = {
      cpu: scaled(cpu, 1000),
      memory: scaled(ram, gib),
      killed: killed && { times: killed.times, last: killed.last, bytes: killed.ram * gib },
    };
    here.set(idOf(key), use);
    const id = sharedId(key);
    shared.set(id, [...(shared.get(id) ?? []), use]);
  }
  return {
    here: (key) => here.get(idOf(key)) ?? null,
    shared(key) {
      const all = shared.get(sharedId(key)) ?? [];
      const [cpu, memory] = [busiestOf(all.map((one) => one.cpu)), busiestOf(all.map((one) => one.memory))];
      return cpu && memory ? { cpu, memory, killed: killedOf(all.flatMap((one) => one.killed ?? [])) } : null;
    },
  };
}

function killedOf(all: readonly Killed[]): Killed | null {
  const [first, ...others] = all;
  if (!first) return null;
  return others.reduce(
    (sum, one) => ({
      times: sum.times + one.times,
      last: new Date(Math.max(sum.last.getTime(), one.last.getTime())),
      bytes: Math.max(sum.bytes, one.bytes),
    }),
    first,
  );
}

const idOf = ({ cluster, ...rest }: UseKey): string => `${cluster} ${sharedId(rest)}`;
const sharedId = ({ namespace, workload, container }: Omit<UseKey, "cluster">): string =>
  `${namespace} ${workload} ${container}`;

const scaled = (use: UseSummary, by: number): UseSummary => ({
  ...use,
  p50: use.p50 * by,
  p95: use.p95 * by,
  max: use.max * by,
});
