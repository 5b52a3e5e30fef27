import type { Actor } from "@/lib/domain/actor";
import type { Fleet } from "@/lib/domain/fleet";
import { hiddenFrom, visibleEnvironments } from "@/lib/domain/permission";

/**
 * News names what changed: not the applications and environments that are closed to its reader, nor other people.
 * Ids of promotions stay: they tell nothing, and asking for one is permission-checked.
 */
export function visibleTopics(topics: readonly string[], actor: Actor, fleet: Fleet): readonly string[] {
  if (actor.kind !== "person") return topics;
  const teams = actor.teams.map(({ team }) => team);
  const applications = new Set(hiddenFrom(teams, fleet).applications);
  const environments = new Set(visibleEnvironments(teams, fleet));
  return topics.filter((topic) => {
    const [kind, ...rest] = topic.split(":");
    const name = rest.join(":");
    if (kind === "application") return !applications.has(name);
    if (kind === "environment") return environments.has(name);
    return kind !== "person" || name === actor.id;
  });
}
