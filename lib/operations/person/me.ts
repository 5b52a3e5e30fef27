import { person } from "@/lib/contract";
import { rolesOf } from "@/lib/domain/permission";
import { answers, refuse } from "../definition";

export const me = answers(person.me, ["desired"], async ({ desired }, _input, { actor }) => {
  if (actor.kind !== "person") return refuse("missing", "object.missing", "Nobody is signed in here.");
  const { fleet } = await desired.head();
  const teams = actor.teams.map(({ team }) => team);
  return {
    id: actor.id,
    name: actor.name,
    email: actor.email,
    via: actor.via.kind,
    teams: actor.teams.map(({ team, seenAt }) => ({ team, seenAt: seenAt.toISOString() })),
    roles: fleet.environments.map(({ name }) => ({
      environment: name,
      roles: [...rolesOf(teams, fleet, { environment: name })],
    })),
  };
});
