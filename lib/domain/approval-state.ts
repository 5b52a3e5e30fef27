import {
  type ApprovalCase,
  type ApprovalPerson,
  answerOf,
  approvalLifeMs,
  type CastApproval,
  isAlive,
  neededOf,
  sameHuman,
  unfitFor,
} from "./approval";
import { listed } from "./promotion/sentence";
import { allowed, denied, type Verdict } from "./refusal";

export type CountedApproval = CastApproval & {
  /** Why it does not count any more; null when it counts (or is a no). */
  stale: string | null;
  expiresAt: Date;
};

export type TeamApprovalState = {
  team: string;
  needed: number;
  given: number;
  complete: boolean;
  approvals: readonly CountedApproval[];
  /** Every known member and whether they could fill a slot now. */
  people: readonly { person: ApprovalPerson; seenAt: Date; can: Verdict }[];
  /** What the team's yes waits for and who can give it. */
  sentence: string;
};

/** How far each team is, in the order asked: N of M per team, all teams together. */
export function approvalState(c: ApprovalCase): readonly TeamApprovalState[] {
  const filled: ApprovalPerson[] = [];
  const counted = new Map<string, CountedApproval>();
  for (const approval of [...c.approvals].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const person = c.people.find((p) => p.id === approval.person);
    const stale = staleReason(c, approval, person, filled);
    if (stale === null && approval.yes && person) filled.push(person);
    counted.set(approval.id, {
      ...approval,
      stale,
      expiresAt: new Date(approval.at.getTime() + approvalLifeMs),
    });
  }
  return c.teams.map((team) => {
    const approvals = [...counted.values()].filter((a) => a.team === team);
    const given = approvals.filter((a) => a.yes && a.stale === null).length;
    const needed = neededOf(c.fleet, team);
    const people = c.people.flatMap((person) => {
      const seen = person.teams.filter((t) => t.team === team).map((t) => t.seenAt.getTime());
      if (seen.length === 0) return [];
      const can = unfitFor(c, person, team) ?? alreadyAnswered(c, person) ?? allowed;
      return [{ person, seenAt: new Date(Math.max(...seen)), can }];
    });
    const state = { team, needed, given, complete: given >= needed, approvals, people };
    return { ...state, sentence: sentenceOf(state) };
  });
}

function staleReason(
  c: ApprovalCase,
  approval: CastApproval,
  person: ApprovalPerson | undefined,
  filled: readonly ApprovalPerson[],
): string | null {
  if (approval.digest !== c.digest) return "The plan changed after it was given.";
  if (!isAlive(c, approval)) return "It expired after 7 days.";
  if (!c.teams.includes(approval.team)) return `${approval.team} is not asked any more.`;
  if (!person) return "The person is not known any more.";
  if (!approval.yes) return null;
  const unfit = unfitFor(c, person, approval.team);
  if (unfit && !unfit.allowed) return unfit.message;
  return filled.some((p) => sameHuman(p, person))
    ? `${person.name} already fills a slot; one person fills one.`
    : null;
}

function alreadyAnswered(c: ApprovalCase, person: ApprovalPerson): Verdict | null {
  const before = answerOf(c, person);
  return before
    ? denied(
        "conflict",
        "approval.already-given",
        `${person.name} already said ${before.yes ? "yes" : "no"} for ${before.team}.`,
      )
    : null;
}

function sentenceOf(t: Omit<TeamApprovalState, "sentence">): string {
  if (t.complete) return `${t.team} approved (${t.given} of ${t.needed}).`;
  const open = `${t.team} has given ${t.given} of ${t.needed}`;
  const names = t.people.filter((p) => p.can.allowed).map((p) => p.person.name);
  if (names.length > 0) return `${open}; ${listed(names, "or")} can approve.`;
  const again = t.people
    .filter((p) => !p.can.allowed && p.can.code === "approval.membership-stale")
    .map((p) => p.person.name);
  if (again.length > 0)
    return `${open}; ${listed(again, "or")} must sign in again to confirm the membership.`;
  return t.people.length === 0
    ? `${open}; nobody of ${t.team} has signed in yet.`
    : `${open}; nobody left in ${t.team} may approve this one.`;
}
