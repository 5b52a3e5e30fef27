import { neededOf } from "./approval";
import { approvalNeeds } from "./approval-needs";
import { type Gate, type GateCase, makeGate } from "./gate";

/** One gate a team; a declaration under which nobody could approve is one blocked gate. */
export function approvalGates(c: GateCase): readonly Gate[] {
  const needs = approvalNeeds(c.fleet, c.application, c.route, c.addedTeams);
  const environment = c.route.passed.at(-1)?.environment ?? c.route.left?.environment ?? c.route.entered.name;
  const wrong = needs.misconfigured
    ? [
        makeGate({
          kind: "approvals",
          name: "approvers",
          environment,
          state: "blocked",
          blocking: true,
          reason: needs.misconfigured.message,
          waitsFor: "approvers to be declared",
          clearedBy: { teams: [], people: [], how: "Declare promotion.approvers on the protected branch." },
          declaredAt: needs.declaredAt,
        }),
      ]
    : [];
  const teams = needs.teams.map(({ team, declaredAt }) => {
    const state = c.approvals.find((a) => a.team === team);
    const given = state?.given ?? 0;
    const needed = neededOf(c.fleet, team);
    const complete = given >= needed;
    const no = state?.approvals.find((a) => !a.yes && a.stale === null);
    const people = state?.people.filter((p) => p.can.allowed).map((p) => p.person.name) ?? [];
    return makeGate({
      kind: "approvals",
      name: team,
      environment,
      state: no ? "failed" : complete ? "passed" : "waiting",
      blocking: !complete || no !== undefined,
      reason: no
        ? `${team} said no: ${no.reason ?? "no reason given"}.`
        : (state?.sentence ?? `${team} has given 0 of ${needed}.`),
      waitsFor: complete || no ? null : team,
      clearedBy:
        complete || no ? null : { teams: [team], people, how: `${needed - given} more from ${team}` },
      evidence: (state?.approvals ?? []).map((a) => ({
        text: `${a.yes ? "yes" : "no"}${a.reason ? `: ${a.reason}` : ""}${a.stale ? ` (${a.stale})` : ""}`,
        at: a.at.toISOString(),
        link: null,
      })),
      declaredAt,
    });
  });
  return [...wrong, ...teams];
}
