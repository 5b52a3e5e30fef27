import { approvalNeeds } from "@/lib/domain/approval-needs";
import type { Fleet, PlacementDeclaration } from "@/lib/domain/fleet";
import { routeOf } from "@/lib/domain/gate-route";
import type { PlanDraft } from "@/lib/domain/plan/plan";
import type { Refusal } from "@/lib/domain/refusal";
import type { Desired, DesiredState } from "@/lib/ports/desired";

/**
 * The teams that guard entering an environment and every later one. A declaration's own block says who must approve the
 * way out of it, so whoever changes it needs the yes of those whom the change could otherwise take out of the way.
 */
export function guardsFrom(fleet: Fleet, application: string, environment: string): readonly string[] {
  const from = fleet.environments.find(({ name }) => name === environment)?.order ?? 0;
  const teams = fleet.environments
    .filter(({ order }) => order >= from)
    .flatMap(({ name }) => {
      const routed = routeOf(fleet, { application, from: null, to: name });
      return routed.ok ? approvalNeeds(fleet, application, routed.route, []).teams : [];
    });
  return [...new Set(teams.map(({ team }) => team))];
}

/** Why an edit of a declaration cannot be one environment's change: it reaches others, or makes a mistake; else null. */
export async function declaredReach(
  desired: Desired,
  state: DesiredState,
  draft: PlanDraft,
  ask: { application: string; environment: string },
): Promise<Refusal | null> {
  const edited = await desired.edited(state, new Map(draft.files.map((one) => [one.file, one.after])));
  const known = new Set(state.reading.problems.map((one) => `${one.code} ${one.message}`));
  const mistake = edited.reading.problems.find(
    (one) => one.severity === "error" && !known.has(`${one.code} ${one.message}`),
  );
  if (mistake)
    return { kind: "invalid", code: "fleet.invalid", message: `With this edit ${mistake.message}.` };
  const blockOf = (all: readonly PlacementDeclaration[], one: PlacementDeclaration): string =>
    JSON.stringify(
      all.find((d) => d.application === one.application && d.environment === one.environment)?.block,
    );
  const [before, after] = [state.reading.fleet.declarations, edited.reading.fleet.declarations];
  const further = before.find(
    (one) =>
      (one.application !== ask.application || one.environment !== ask.environment) &&
      blockOf(before, one) !== blockOf(after, one),
  );
  return further
    ? {
        kind: "blocked",
        code: "edit.reaches",
        message: `The line reaches ${further.application} in ${further.environment}, too: a change is judged by the rules of one environment. Set the value in the block of ${ask.environment} instead.`,
      }
    : null;
}
