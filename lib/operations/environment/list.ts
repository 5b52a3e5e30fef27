import { environment as contract } from "@/lib/contract";
import { worst } from "@/lib/domain/health";
import { visibleEnvironments } from "@/lib/domain/permission";
import { answers } from "../definition";
import { environmentHead } from "../environment-head";
import { situationOf } from "../situation";

export const list = answers(contract.list, ["desired", "live"], async ({ desired, live }, _input, { actor, now }) => {
  const state = await desired.head();
  const { fleet } = state;
  const seen = actor.kind === "person" ? visibleEnvironments(actor.teams.map((t) => t.team), fleet) : fleet.environments.map((e) => e.name);
  const items = await Promise.all(
    fleet.environments
      .filter((environment) => seen.includes(environment.name))
      .map(async (environment) => {
        const placements = fleet.placements.filter((placement) => placement.environment === environment.name);
        const healths = (await Promise.all(placements.map((placement) => situationOf(state, live, placement)))).map((s) => s.health);
        const counts: Record<string, number> = {};
        for (const { kind } of healths) counts[kind] = (counts[kind] ?? 0) + 1;
        return {
          ...environmentHead(fleet, live, environment, now),
          order: environment.order,
          applications: new Set(placements.map((placement) => placement.application)).size,
          health: { worst: worst(healths), counts },
        };
      }),
  );
  return { items, asOf: now.toISOString() };
});
