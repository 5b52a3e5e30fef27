import type { Fleet, PlacementDeclaration } from "./fleet";
import { before, placeOf, type Route } from "./gate-route";
import type { Place } from "./problem";
import { listed } from "./promotion/sentence";
import type { Refusal } from "./refusal";

export type ApprovalNeeds = {
  /** Teams in the order they are declared, then those the requester added. */
  teams: readonly { team: string; declaredAt: Place | null; because: string }[];
  /** Set when the declaration itself is wrong: nobody could approve, so nothing may pass. */
  misconfigured: Refusal | null;
  declaredAt: Place | null;
};

/**
 * Who must approve. The approvers of every environment left or passed over guard the way; an edit or rollback needs
 * those of the environment before its target. `added` can only add teams. Entering production, or any way with
 * `approval_required`, without a declared approver is a mistake in the file and never a silent pass.
 */
export function approvalNeeds(
  fleet: Fleet,
  application: string,
  route: Route,
  added: readonly string[],
): ApprovalNeeds {
  const guard = before(fleet, application, route.entered).at(-1) ?? null;
  const guards = route.left ? [route.left, ...route.passed] : guard ? [guard] : [];
  const production = route.entered.type === "production";
  const declared = guards
    .filter((d) => production || d.block.promotion?.approval_required !== false)
    .flatMap((d) => teamsOf(d));
  const empty = guards.find((d) => d.block.promotion?.approval_required === true && teamsOf(d).length === 0);
  const nobody = production && declared.length === 0;
  const at = empty ?? guards.at(-1) ?? null;
  const extra = added.map((team) => ({ team, declaredAt: null, because: "added by the requester" }));
  const unknown = [...declared, ...extra].filter((t) => !fleet.teams.some((known) => known.name === t.team));
  const teams = [...declared, ...extra].filter((t, i, all) => all.findIndex((o) => o.team === t.team) === i);
  const declaredAt = at ? placeOf(at, "promotion.approvers") : null;
  if (empty || nobody)
    return {
      teams,
      declaredAt,
      misconfigured: wrong(
        `${at?.environment ?? route.entered.name} declares no approvers, so nothing may enter ${route.entered.name}; add promotion.approvers.`,
        "fleet.no-approvers",
      ),
    };
  if (unknown.length > 0)
    return {
      teams,
      declaredAt,
      misconfigured: wrong(
        `${listed(unknown.map((t) => t.team))} is not a team of orchestr8.yaml, so nobody could approve for it.`,
        "approval.unknown-team",
      ),
    };
  return { teams, declaredAt, misconfigured: null };
}

const teamsOf = (d: PlacementDeclaration): ApprovalNeeds["teams"] =>
  (d.block.promotion?.approvers ?? []).map((team) => ({
    team,
    declaredAt: placeOf(d, "promotion.approvers"),
    because: `${d.environment}'s approvers guard the way out of it`,
  }));

const wrong = (message: string, code: Refusal["code"]): Refusal => ({ kind: "invalid", code, message });

/** `--auto-approve` asks that nobody be asked; it is refused where somebody must be, and never waives a team. */
export function autoApproval(needs: ApprovalNeeds): Refusal | null {
  if (needs.misconfigured || needs.teams.length === 0) return needs.misconfigured;
  const teams = needs.teams.map((t) => t.team);
  return {
    kind: "blocked",
    code: "approval.not-automatic",
    message: `This needs the approval of ${listed(teams)}; --auto-approve cannot waive it.`,
    facts: { teams },
  };
}
