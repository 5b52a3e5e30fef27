import type { Placement } from "@/lib/domain/fleet";
import { type Health, healthOf, podsOf, unknownHealth, worst } from "@/lib/domain/health";
import type { Manifest } from "@/lib/domain/manifest";
import { runningRelease } from "@/lib/domain/release-running";
import type { DesiredState } from "@/lib/ports/desired";
import type { Live } from "@/lib/ports/live";
import { driftsOf } from "./drift-of";
import { keyOf } from "./object-key";

/** What Git wants of one placement, what runs, whether it is healthy, and how old that knowledge is: kept apart. */
export type Situation = {
  placement: Placement;
  /** The images that run; null when nothing is known. */
  running: string | null;
  health: Health;
  pods: { ready: number; wanted: number } | null;
  /** Objects whose live fields differ from Git; null when it cannot be told. */
  drift: number | null;
  /** The last answer, when the cluster does not answer now. */
  staleSince: Date | null;
  /** The render failed, with its first problem. */
  broken: string | null;
};

const workloads = new Set(["Deployment", "StatefulSet", "DaemonSet", "Rollout"]);

/** The situation of one placement from the two projections. Never waits for a cluster. */
export async function situationOf(state: DesiredState, live: Live, placement: Placement): Promise<Situation> {
  const rendered = await state.render(placement);
  const cluster = live.cluster(placement.cluster);
  const space = live.namespace(placement.cluster, placement.namespace);
  const broken =
    rendered.status === "failed" ? (rendered.problems[0]?.message ?? "it does not render") : null;
  const staleSince = cluster.reachable === false ? cluster.asOf : null;
  const base = { placement, staleSince, broken };
  if (!space) {
    const reason =
      cluster.reachable === false
        ? `${placement.cluster} does not answer`
        : `nothing was heard from ${placement.cluster} yet`;
    return { ...base, running: null, health: unknownHealth(reason), pods: null, drift: null };
  }
  const wanted = rendered.objects.filter((object) => workloads.has(object.kind));
  const found = wanted.map((object) => space.objects.get(keyOf(object)) ?? null);
  const present = found.filter((object): object is Manifest => object !== null);
  const health = worst(
    found.map((object, index) =>
      object
        ? (healthOf(object) ?? unknownHealth("its kind has no health rule"))
        : {
            kind: "attention" as const,
            word: "missing",
            reason: `${wanted[index]?.kind} ${wanted[index]?.metadata.name} is not on the cluster`,
          },
    ),
  );
  const pods = present.map(podsOf).filter((count) => count !== null);
  return {
    ...base,
    running: runningRelease(present, placement.application).version,
    // Last known values are shown, but never as good: the cluster may be in any state now.
    health: staleSince
      ? unknownHealth(`${placement.cluster} does not answer; last seen ${health.word}`)
      : health,
    pods:
      pods.length === 0
        ? null
        : { ready: sum(pods.map((p) => p.ready)), wanted: sum(pods.map((p) => p.wanted)) },
    drift: rendered.status === "failed" ? null : driftsOf(rendered.objects, space).length,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
