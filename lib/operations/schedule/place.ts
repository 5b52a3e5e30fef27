import type { Placement } from "@/lib/domain/fleet";
import { isJsonObject } from "@/lib/domain/json";
import type { Manifest } from "@/lib/domain/manifest";
import { asleepNote, declaredReplicas, sleepers } from "@/lib/domain/schedule/asleep";
import { type SleepState, stateAt } from "@/lib/domain/schedule/clock";
import { excludedBy } from "@/lib/domain/schedule/exclude";
import { type Schedule, scheduleOf } from "@/lib/domain/schedule/schedule";
import { type Scaler, type Turn, turnOf, type Wanted } from "@/lib/domain/schedule/turn";
import type { DesiredState } from "@/lib/ports/desired";
import type { Live } from "@/lib/ports/live";
import type { AwakeKeep } from "@/lib/ports/store/keeps";
import { keyOf } from "../object-key";

/** One workload that a schedule is about, as it was last seen. */
export type SleepWorkload = {
  live: Manifest;
  declared: number | null;
  /** The exclusion that fits it, in words. */
  excluded: string | null;
  scaler: Scaler | null;
  wanted: Wanted;
  turn: Turn;
};

/** One placement under its schedule. `workloads` is null where nothing is known of its cluster or its files. */
export type SleepPlace = {
  placement: Placement;
  schedule: Schedule | null;
  /** Null without a schedule. */
  state: SleepState | null;
  workloads: readonly SleepWorkload[] | null;
  /** Why nothing is known. */
  silent: string | null;
};

/** What keeps were asked for that still say when a rest began. */
export const keepsMatterMs = 60 * 86_400_000;

/**
 * A placement, its schedule's state and what that asks of each workload that Git declares there. A workload that still
 * sleeps where no schedule holds any more is in it, too, to be woken.
 */
export async function sleepPlace(
  state: DesiredState,
  live: Live,
  placement: Placement,
  keeps: readonly AwakeKeep[],
  now: Date,
): Promise<SleepPlace> {
  const declaration = state.fleet.declarations.find(
    (one) => one.application === placement.application && one.environment === placement.environment,
  );
  const schedule = declaration ? scheduleOf(state.fleet, declaration) : null;
  const sleep = schedule && stateAt(schedule, keepSpans(keeps, placement.environment), now.getTime());
  const found = { placement, schedule, state: sleep };
  const cluster = live.cluster(placement.cluster);
  const space = live.namespace(placement.cluster, placement.namespace);
  if (!space || cluster.reachable === false) {
    const since = cluster.asOf ? ` since ${cluster.asOf.toISOString()}` : "";
    const silent =
      cluster.reachable === false
        ? `${placement.cluster} does not answer${since}`
        : `nothing was heard from ${placement.cluster} yet`;
    return { ...found, workloads: null, silent };
  }
  const sleeping = [...space.objects.values()].some(
    (object) => sleepers.has(object.kind) && asleepNote(object) !== null,
  );
  if (schedule === null && !sleeping) return { ...found, workloads: [], silent: null };
  const rendered = await state.render(placement);
  if (rendered.status === "failed")
    return {
      ...found,
      workloads: null,
      silent: `${placement.application} does not render: ${rendered.problems[0]?.message ?? "no reason given"}`,
    };
  const workloads = rendered.objects
    .filter((object) => sleepers.has(object.kind))
    .flatMap((desired): SleepWorkload[] => {
      const seen = space.objects.get(keyOf(desired));
      if (!seen) return [];
      const excluded = excludedBy(desired, schedule?.exclude ?? []);
      const about = {
        declared: declaredReplicas(desired),
        scaler: scalerOf(desired, space.objects.values()),
      };
      const wanted: Wanted =
        sleep?.state === "asleep"
          ? { state: "asleep", since: sleep.since ?? 0, excluded: excluded !== null }
          : { state: "up" };
      return [{ live: seen, ...about, excluded, wanted, turn: turnOf(seen, wanted, about) }];
    });
  return { ...found, workloads, silent: null };
}

/** The stretches of time in which somebody keeps one environment up. */
export const keepSpans = (keeps: readonly AwakeKeep[], environment: string) =>
  keeps
    .filter((keep) => keep.environment === environment)
    .map(({ from, until, endedAt }) => ({
      from: from.getTime(),
      to: Math.min(until.getTime(), endedAt?.getTime() ?? Number.POSITIVE_INFINITY),
    }));

/** The autoscaler of a workload. A HorizontalPodAutoscaler rests by itself while its target has no pods. */
function scalerOf({ kind, metadata }: Manifest, objects: Iterable<Manifest>): Scaler | null {
  for (const object of objects) {
    if (object.kind !== "HorizontalPodAutoscaler" && object.kind !== "ScaledObject") continue;
    const spec = isJsonObject(object.spec) ? object.spec : {};
    const target = isJsonObject(spec.scaleTargetRef) ? spec.scaleTargetRef : {};
    if ((target.kind ?? "Deployment") !== kind || target.name !== metadata.name) continue;
    const least = object.kind === "ScaledObject" ? spec.minReplicaCount : spec.minReplicas;
    const usual = object.kind === "ScaledObject" ? 0 : 1;
    return {
      kind: object.kind,
      name: object.metadata.name,
      floor: typeof least === "number" ? least : usual,
    };
  }
  return null;
}
