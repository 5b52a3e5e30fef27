import { environment as contract } from "@/lib/contract";
import { titleOf } from "@/lib/domain/diff/identity";
import type { Placement } from "@/lib/domain/fleet";
import { mayRun } from "@/lib/domain/permission";
import { objectsNamed, parseAddress, printAddress } from "@/lib/domain/provenance/address";
import { explainDeclared } from "@/lib/domain/provenance/declared";
import { wantOf } from "@/lib/domain/provenance/want";
import type { DesiredState } from "@/lib/ports/desired";
import { answers, type Refused, refuse } from "../definition";
import { explainView } from "../provenance/explain-view";
import { explainField } from "../provenance/field";

type Found = { placement: Placement; object: string | null; path: string };
const told = 20;

/** Where one value of an environment comes from: the layer and line that set it, those that lost, and who wrote them. */
export const explain = answers(
  contract.explain,
  ["desired", "renderer", "repo"],
  async (ports, { environment, application, cluster, path, revision }, { actor }) => {
    const state = revision === undefined ? await ports.desired.head() : await ports.desired.at(revision);
    if (!state) return refuse("missing", "object.missing", `There is no revision ${revision}.`);
    const placements = state.fleet.placements.filter(
      (p) =>
        p.environment === environment &&
        (application === undefined || p.application === application) &&
        (cluster === undefined ? p.role === "primary" : p.cluster === cluster) &&
        mayRun("environment.explain", actor, state.fleet, { environment, application: p.application })
          .allowed,
    );
    if (placements.length === 0)
      return refuse(
        "missing",
        "scope.missing",
        `There is no ${application ?? "application"} in ${environment}${cluster ? ` on ${cluster}` : ""} here, or you may not see it.`,
      );
    const found = await search(state, placements, path);
    const [only, second] = found;
    if (only === undefined) return nothing(state, placements, path);
    if (second !== undefined) return several(found, path);
    const answer = await explainField(ports, state, only);
    switch (answer.kind) {
      case "found":
        return explainView(ports, state, answer.field);
      case "missing":
        return nothing(state, placements, path);
      case "ambiguous":
        return refuse(
          "invalid",
          "explain.ambiguous",
          `${path} is in several objects of that name: ${answer.objects.join(", ")}.`,
          {
            objects: answer.objects,
          },
        );
      case "failed":
        return refuse(
          "blocked",
          "explain.failed",
          `${only.placement.application} does not render: ${answer.message}.`,
        );
    }
  },
  (_ports, { environment, application }) => ({ scope: { environment, application }, object: null }),
);

/** A path alone is looked for among the declared values first, then in every rendered object. */
async function search(
  state: DesiredState,
  placements: readonly Placement[],
  text: string,
): Promise<readonly Found[]> {
  const { object, path } = parseAddress(text);
  if (object !== null) {
    const [only] = placements;
    if (only && placements.length === 1) return [{ placement: only, object, path }];
    const there = await Promise.all(
      placements.map(async (placement) =>
        (await inObjects(state, placement, path, object)).length > 0 ? [{ placement, object, path }] : [],
      ),
    );
    return there.flat();
  }
  const declared = placements.filter((placement) => {
    const own = state.fleet.declarations.find(
      (d) => d.application === placement.application && d.environment === placement.environment,
    );
    return own !== undefined && explainDeclared(own, path) !== null;
  });
  if (declared.length > 0) return declared.map((placement) => ({ placement, object: null, path }));
  const found = await Promise.all(placements.map((placement) => inObjects(state, placement, path, null)));
  return found.flat();
}

async function inObjects(
  state: DesiredState,
  placement: Placement,
  path: string,
  named: string | null,
): Promise<readonly Found[]> {
  const { objects } = await state.render(placement);
  return (named === null ? objects : objectsNamed(objects, named))
    .filter((object) => wantOf(object, path) !== null)
    .map((object) => ({ placement, object: titleOf(object), path }));
}

function nothing(state: DesiredState, placements: readonly Placement[], path: string): Promise<Refused> {
  return Promise.all(
    placements.map((placement) => state.render(placement).then((r) => ({ placement, r }))),
  ).then((rendered) => {
    const failed = rendered.find(({ r }) => r.status === "failed");
    return failed
      ? refuse(
          "blocked",
          "explain.failed",
          `${failed.placement.application} does not render: ${failed.r.problems[0]?.message ?? "no reason given"}.`,
        )
      : refuse("missing", "explain.missing", `Nothing there has a value at ${path}.`, { path });
  });
}

function several(found: readonly Found[], path: string): Refused {
  const applications = [...new Set(found.map((one) => one.placement.application))];
  const addresses = [...new Set(found.map(printAddress))];
  const [word, choices] =
    applications.length > 1
      ? ["applications; name one of", applications]
      : ["objects; ask for one of", addresses];
  return refuse(
    "invalid",
    "explain.ambiguous",
    `${path} is in ${choices.length} ${word}: ${choices.slice(0, told).join(", ")}.`,
    {
      applications,
      addresses: addresses.slice(0, told),
    },
  );
}
