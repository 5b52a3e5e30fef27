import { environment as contract } from "@/lib/contract";
import { mayRun } from "@/lib/domain/permission";
import { answers, refuse } from "../definition";
import { isProduction } from "../environment-head";
import { originsOf } from "../provenance/origins";
import { comparedEnvironments } from "./compared";

/**
 * Compares what two environments render to, application by application, on their primary clusters. An application
 * that failed to render on either side is told as failed and never counts as equal.
 */
export const diff = answers(
  contract.diff,
  ["desired", "renderer", "repo"],
  async (ports, { left, right, application, revision, only, origins }, { actor, now }) => {
    const { desired } = ports;
    const state = revision === undefined ? await desired.head() : await desired.at(revision);
    if (!state) return refuse("missing", "object.missing", `There is no revision ${revision}.`);
    const { fleet } = state;
    for (const name of [left, right])
      if (
        !fleet.environments.some((e) => e.name === name) ||
        !mayRun("environment.diff", actor, fleet, { environment: name, application }).allowed
      )
        return refuse(
          "missing",
          "scope.missing",
          `There is no environment ${name} here, or you may not see it.`,
        );
    if (application !== undefined && !fleet.applications.some(({ name }) => name === application))
      return refuse(
        "missing",
        "scope.missing",
        `There is no application ${application} here, or you may not see it.`,
      );
    const view = await comparedEnvironments(state, { left, right, application, now });
    const told = new Map(
      origins
        ? (await originsOf(ports, state, { left, right }, loudRows(view.differences))).map(
            (row) => [row.id, row] as const,
          )
        : [],
    );
    const differences = view.differences.map((d) => ({ ...d, ...told.get(d.id) }));
    const production = (name: string): boolean =>
      fleet.environments.some((e) => e.name === name && isProduction(e));
    return {
      left,
      right,
      production: { left: production(left), right: production(right) },
      asOf: state.commit?.committedAt ?? now.toISOString(),
      revision: state.revision,
      ...view,
      differences: only === undefined ? differences : differences.filter((d) => d.class === only),
    };
  },
  (_ports, { left, application }) => ({ scope: { environment: left, application }, object: null }),
);

const originsAtMost = 50;

/** The rows that need a look, what weighs most first. */
const loudRows = <D extends { class: string; guard: string | null }>(
  differences: readonly D[],
): readonly D[] =>
  ["leak", "guard", "unexplained", "version"]
    .flatMap((word) => differences.filter((d) => (d.guard === null ? d.class : "guard") === word))
    .slice(0, originsAtMost);
