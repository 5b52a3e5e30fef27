import { environment as contract } from "@/lib/contract";
import { mayRun } from "@/lib/domain/permission";
import { answers, refuse } from "../definition";
import { originsOf } from "../provenance/origins";

/** Where the values of some rows of a comparison come from, asked for only by what is looked at. */
export const origin = answers(
  contract.origin,
  ["desired", "renderer", "repo"],
  async (ports, { left, right, revision, rows }, { actor }) => {
    const state = revision === undefined ? await ports.desired.head() : await ports.desired.at(revision);
    if (!state) return refuse("missing", "object.missing", `There is no revision ${revision}.`);
    for (const name of [left, right])
      if (
        !state.fleet.environments.some((e) => e.name === name) ||
        !mayRun("environment.origin", actor, state.fleet, { environment: name }).allowed
      )
        return refuse(
          "missing",
          "scope.missing",
          `There is no environment ${name} here, or you may not see it.`,
        );
    const seen = rows.filter(({ application }) =>
      [left, right].every(
        (environment) =>
          mayRun("environment.origin", actor, state.fleet, { environment, application }).allowed,
      ),
    );
    return { rows: [...(await originsOf(ports, state, { left, right }, seen))] };
  },
  (_ports, { left }) => ({ scope: { environment: left }, object: null }),
);
