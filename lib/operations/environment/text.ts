import { environment as contract } from "@/lib/contract";
import { diffManifests } from "@/lib/domain/diff/diff";
import { type IndexedObject, titleOf } from "@/lib/domain/diff/identity";
import { yamlPair } from "@/lib/domain/diff/side-by-side";
import type { Manifest } from "@/lib/domain/manifest";
import { mayRun } from "@/lib/domain/permission";
import type { DesiredState } from "@/lib/ports/desired";
import { answers, refuse } from "../definition";
import { problemView } from "../problem-view";

/** The same pairs as the comparison's, as text; an application that does not render there has no objects. */
export const text = answers(
  contract.text,
  ["desired"],
  async ({ desired }, { left, right, application, revision }, { actor }) => {
    const state = revision === undefined ? await desired.head() : await desired.at(revision);
    if (!state) return refuse("missing", "object.missing", `There is no revision ${revision}.`);
    const { fleet } = state;
    for (const name of [left, right])
      if (
        !fleet.environments.some((e) => e.name === name) ||
        !mayRun("environment.text", actor, fleet, { environment: name, application }).allowed
      )
        return refuse(
          "missing",
          "scope.missing",
          `There is no environment ${name} here, or you may not see it.`,
        );
    if (!fleet.applications.some((a) => a.name === application))
      return refuse(
        "missing",
        "scope.missing",
        `There is no application ${application} here, or you may not see it.`,
      );
    const sides = {
      left: await side(state, application, left),
      right: await side(state, application, right),
    };
    const indexed = (objects: readonly Manifest[]): IndexedObject[] =>
      objects.map((manifest, index) => ({ index, manifest }));
    const { pairs, onlyLeft, onlyRight } = diffManifests({
      left: indexed(sides.left.objects),
      right: indexed(sides.right.objects),
      leftName: left,
      rightName: right,
      tokensLeft: fleet.compare.tokens[left] ?? [],
      tokensRight: fleet.compare.tokens[right] ?? [],
    });
    const at = (objects: readonly Manifest[], index: number | string | null): Manifest | null =>
      typeof index === "number" ? (objects[index] ?? null) : null;
    const all = [
      ...pairs.map((pair) => ({ left: pair.left, right: pair.right })),
      ...onlyLeft.map((index) => ({ left: index, right: null })),
      ...onlyRight.map((index) => ({ left: null, right: index })),
    ];
    return {
      application,
      objects: all.flatMap((pair) => {
        const [l, r] = [at(sides.left.objects, pair.left), at(sides.right.objects, pair.right)];
        const named = l ?? r;
        return named === null ? [] : [{ object: titleOf(named), ...yamlPair(l, r) }];
      }),
      problems: [...sides.left.problems, ...sides.right.problems].map(problemView),
    };
  },
  (_ports, { left, application }) => ({ scope: { environment: left, application }, object: null }),
);

async function side(state: DesiredState, application: string, environment: string) {
  const placement = state.fleet.placements.find(
    (p) => p.application === application && p.environment === environment && p.role === "primary",
  );
  return placement ? state.render(placement) : { objects: [], problems: [] };
}
