import type { Actor } from "@/lib/domain/actor";
import type { Environment, Fleet } from "@/lib/domain/fleet";
import { visibleEnvironments } from "@/lib/domain/permission";
import { type Refused, refuse } from "../definition";

/** What of the fleet's costs one reader asked for and may see. */
export type CostScope = {
  /** All environments the reader may see. */
  seen: readonly string[];
  /** Those asked for, in promotion order. */
  shown: readonly Environment[];
  /** Everything is shown, so that what belongs to no environment, and budgets of teams, are too. */
  whole: boolean;
};

export function costScope(fleet: Fleet, actor: Actor, environment: string | undefined): CostScope | Refused {
  const seen =
    actor.kind === "person"
      ? visibleEnvironments(
          actor.teams.map((team) => team.team),
          fleet,
        )
      : fleet.environments.map(({ name }) => name);
  if (environment !== undefined && !seen.includes(environment))
    return refuse(
      "missing",
      "scope.missing",
      `There is no environment ${environment} here, or you may not see it.`,
    );
  return {
    seen,
    shown: fleet.environments.filter(({ name }) => seen.includes(name) && (environment ?? name) === name),
    whole: environment === undefined && seen.length === fleet.environments.length,
  };
}
