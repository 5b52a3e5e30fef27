import { environment as contract } from "@/lib/contract";
import type { Placement } from "@/lib/domain/fleet";
import type { DesiredState } from "@/lib/ports/desired";
import { answers, refuse } from "../definition";
import { problemView } from "../problem-view";

export const render = answers(
  contract.render,
  ["desired"],
  async ({ desired }, { environment, application, revision }) => {
    const state = revision === undefined ? await desired.head() : await desired.at(revision);
    if (!state) return refuse("missing", "object.missing", `There is no revision ${revision}.`);
    const { fleet } = state;
    if (application !== undefined && !fleet.applications.some((a) => a.name === application))
      return refuse(
        "missing",
        "scope.missing",
        `There is no application ${application} here, or you may not see it.`,
      );
    if (environment !== undefined && !fleet.environments.some((e) => e.name === environment))
      return refuse(
        "missing",
        "scope.missing",
        `There is no environment ${environment} here, or you may not see it.`,
      );
    const wanted = fleet.environments.filter((e) => environment === undefined || e.name === environment);
    return {
      environments: await Promise.all(
        wanted.map(async ({ name }) => ({
          environment: name,
          applications: await Promise.all(
            fleet.placements
              .filter(
                (p) => p.environment === name && (application === undefined || p.application === application),
              )
              .map((placement) => rendered(state, placement)),
          ),
        })),
      ),
    };
  },
  (_ports, { environment, application }) => ({ scope: { environment, application }, object: null }),
);

async function rendered(state: DesiredState, placement: Placement) {
  const { status, objects, problems } = await state.render(placement);
  return {
    name: placement.application,
    cluster: placement.cluster,
    namespace: placement.namespace,
    renderer: placement.source.kind,
    status,
    objects: objects.map((object) => ({ ...object })),
    problems: problems.map(problemView),
  };
}
