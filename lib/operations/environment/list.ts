import { environment as contract } from "@/lib/contract";
import { healthAcross } from "@/lib/domain/fitness";
import type { Placement } from "@/lib/domain/fleet";
import { type Health, unknownHealth } from "@/lib/domain/health";
import { visibleEnvironments } from "@/lib/domain/permission";
import type { DesiredState } from "@/lib/ports/desired";
import type { Live } from "@/lib/ports/live";
import { answers } from "../definition";
import { environmentHead } from "../environment-head";
import { keepsOf } from "../schedule/sleep-of";
import { situationOf } from "../situation";

export const list = answers(
  contract.list,
  ["desired", "live", "store"],
  async ({ desired, live, store }, _input, { actor, now }) => {
    const state = await desired.head();
    const { fleet } = state;
    const seen =
      actor.kind === "person"
        ? visibleEnvironments(
            actor.teams.map((t) => t.team),
            fleet,
          )
        : fleet.environments.map((e) => e.name);
    const keeps = await keepsOf(store, now);
    const items = await Promise.all(
      fleet.environments
        .filter((environment) => seen.includes(environment.name))
        .map(async (environment) => {
          const placements = fleet.placements.filter(
            (placement) => placement.environment === environment.name,
          );
          const places = await Promise.all(
            placements.map(async (placement) => ({
              role: placement.role,
              health: await healthAt(state, live, placement),
            })),
          );
          const counts: Record<string, number> = {};
          for (const { health } of places) counts[health.kind] = (counts[health.kind] ?? 0) + 1;
          return {
            ...environmentHead(fleet, live, environment, keeps, now),
            order: environment.order,
            applications: new Set(placements.map((placement) => placement.application)).size,
            health: { worst: healthAcross(places), counts },
          };
        }),
    );
    return { items, asOf: now.toISOString() };
  },
);

/** Where nothing was heard of a cluster there is nothing to judge, so nothing is rendered for it. */
async function healthAt(state: DesiredState, live: Live, placement: Placement): Promise<Health> {
  if (live.namespace(placement.cluster, placement.namespace))
    return (await situationOf(state, live, placement)).health;
  return unknownHealth(
    live.cluster(placement.cluster).reason ?? `nothing was heard from ${placement.cluster} yet`,
  );
}
