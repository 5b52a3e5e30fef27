import { type ApprovalCase, type ApprovalPerson, answerable, answerOf, neededOf, unfitFor } from "./approval";
import { approvalState } from "./approval-state";
import { allowed, denied, type Verdict } from "./refusal";

/**
 * May this person say yes for this team to the plan with this digest? Only while it waits, for a team that is asked,
 * as a member seen lately, not as the requester or an author of a promoted value, and once: one person fills one slot.
 */
export function mayApprove(c: ApprovalCase, person: ApprovalPerson, team: string, digest: string): Verdict {
  const refused = answerable(c, team, digest) ?? unfitFor(c, person, team) ?? answered(c, person);
  if (refused) return refused;
  const state = approvalState(c).find((t) => t.team === team);
  return state?.complete
    ? denied(
        "conflict",
        "approval.not-needed",
        `${team} has given the ${neededOf(c.fleet, team)} it was asked for.`,
      )
    : allowed;
}

/**
 * May this person say no, with this reason? An author may (a no weakens nothing); the requester withdraws instead.
 */
export function mayReject(
  c: ApprovalCase,
  person: ApprovalPerson,
  team: string,
  digest: string,
  reason: string,
): Verdict {
  const refused =
    answerable(c, team, digest) ?? unfitFor({ ...c, authors: [] }, person, team) ?? answered(c, person);
  if (refused) return refused;
  return reason.trim().length >= 3
    ? allowed
    : denied("invalid", "approval.reason-required", "Say why, so that the others can act on it.");
}

/** Checked again in the moment of execution: every team complete with answers that still count, and nobody's no. */
export function mayExecute(c: ApprovalCase): Verdict {
  const no = c.approvals.find((a) => !a.yes && a.digest === c.digest);
  if (no)
    return denied("blocked", "approval.rejected", `${no.team} said no: ${no.reason ?? "no reason given"}.`, {
      person: no.person,
    });
  const open = approvalState(c).filter((t) => !t.complete);
  if (open.length === 0) return allowed;
  return denied("blocked", "approval.missing", open.map((t) => t.sentence).join(" "), {
    teams: open.map((t) => ({ team: t.team, needed: t.needed, given: t.given })),
  });
}

function answered(c: ApprovalCase, person: ApprovalPerson): Verdict | null {
  const before = answerOf(c, person);
  return before
    ? denied(
        "conflict",
        "approval.already-given",
        `${person.name} already said ${before.yes ? "yes" : "no"} for ${before.team}; one person fills one slot.`,
        { approval: before.id },
      )
    : null;
}
