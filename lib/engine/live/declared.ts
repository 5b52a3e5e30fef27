import type { DesiredState } from "@/lib/ports/desired";
import { actors, always, type FollowedKind, kindsOf, measured } from "./kinds";
import type { LiveProjection } from "./live";

/**
 * Renders every placement and follows, on its cluster, the kinds that it declares; pods, nodes, quotas, what a
 * metrics server measures and what acts on pods by itself always.
 */
export async function followDeclared(state: DesiredState, live: LiveProjection): Promise<void> {
  const kinds = new Map<string, FollowedKind[]>();
  await Promise.all(
    state.fleet.placements.map(async (placement) => {
      const { objects } = await state.render(placement);
      kinds.set(placement.cluster, [...(kinds.get(placement.cluster) ?? []), ...kindsOf(objects)]);
    }),
  );
  for (const [cluster, found] of kinds) live.follow(cluster, [...always, ...measured, ...actors, ...found]);
}
