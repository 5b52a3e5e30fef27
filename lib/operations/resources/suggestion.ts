import type { Advice, Confidence, Resource, UseSummary } from "@/lib/domain/capacity-review/right-size";
import { profileOf, type SizeProfile } from "@/lib/domain/capacity-review/size-profile";
import { type Workload, workloadsOf } from "@/lib/domain/capacity-review/workload";
import type { Fleet } from "@/lib/domain/fleet";
import type { DesiredState } from "@/lib/ports/desired";
import type { Live } from "@/lib/ports/live";
import type { Reads } from "@/lib/ports/store/store";
import { adviceFor } from "./advice";
import { resizersOf } from "./place";
import { placementsIn, type WantedSize } from "./size-edits";
import { readUse, type UseOf, type Window, windowOf } from "./use";

/** Another request for one container's CPU or memory. */
export type Suggestion = {
  workload: string;
  container: string;
  resource: Resource;
  from: number | null;
  to: number;
  /** The limit that rises with it. */
  limit: { from: number; to: number } | null;
  confidence: Confidence;
  /** What makes it more than the use alone would. */
  because: string | null;
  use: UseSummary;
  /** How it is written: the request, and the limit where it has to rise. */
  wanted: readonly WantedSize[];
};

/** What stays as it is and why. */
export type LeftAlone = { workload: string; container: string; resource: Resource; reason: string };

export type Suggestions = { suggestions: readonly Suggestion[]; left: readonly LeftAlone[] };

export const sizeProfile = (fleet: Fleet, environment: string): SizeProfile =>
  profileOf({
    type: fleet.environments.find((one) => one.name === environment)?.type ?? "development",
    failover: fleet.placements.some((p) => p.environment === environment && p.role === "failover"),
  });

/** What would fit the workloads of an application in an environment; of one of them where it is named. */
export async function suggestionsFor(
  { store, live }: { store: Pick<Reads, "usage">; live: Live },
  state: DesiredState,
  ask: { application: string; environment: string; workload: string | undefined; window: Window },
  now: Date,
): Promise<Suggestions> {
  const placements = placementsIn(state.fleet, ask);
  const resizers = resizersOf(live, state.fleet, ask.environment);
  const rendered = await Promise.all(
    placements.map(async (placement) =>
      workloadsOf((await state.render(placement)).objects, placement.namespace, resizers),
    ),
  );
  const workloads = new Map<string, Workload>();
  for (const one of rendered.flat()) {
    const name = `${one.kind}/${one.name}`;
    if ((ask.workload ?? name) === name && !workloads.has(name)) workloads.set(name, one);
  }
  const use = await readUse(store, state.fleet, ask.environment, windowOf(ask.window, now));
  const profile = sizeProfile(state.fleet, ask.environment);
  return suggestionsOf(workloads, use, profile);
}

/** What would fit these workloads, named as `Kind/name`. */
export function suggestionsOf(
  workloads: ReadonlyMap<string, Workload>,
  use: UseOf,
  profile: SizeProfile,
): Suggestions {
  const found = [...workloads].flatMap(([workload, one]) =>
    adviceFor(one, use, profile).flatMap((container) =>
      (["cpu", "memory"] as const).map((resource) =>
        told(workload, one, container.container, resource, container[resource]),
      ),
    ),
  );
  return {
    suggestions: found.flatMap((one) => ("to" in one ? [one] : [])),
    left: found.flatMap((one) => ("to" in one ? [] : [one])),
  };
}

function told(
  name: string,
  { template, containers }: Workload,
  container: string,
  resource: Resource,
  advice: Advice,
): Suggestion | LeftAlone {
  if (advice.kind !== "change") return { workload: name, container, resource, reason: advice.reason };
  const size = containers.find((one) => one.name === container);
  const key = resource === "cpu" ? "cpuMillis" : "memoryBytes";
  const from = size?.request[key] ?? null;
  const limit = size?.limit[key] ?? null;
  const field = { object: template, container, resource };
  const { to, confidence, because, use } = advice;
  return {
    workload: name,
    container,
    resource,
    from,
    to,
    limit: advice.limit === null || limit === null ? null : { from: limit, to: advice.limit },
    confidence,
    because,
    use,
    wanted: [
      { ...field, list: "requests", from, to },
      ...(advice.limit === null
        ? []
        : [{ ...field, list: "limits" as const, from: limit, to: advice.limit }]),
    ],
  };
}
