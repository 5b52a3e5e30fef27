import type { Membership } from "./actor";
import type { Fleet } from "./fleet";
import { listed } from "./promotion/sentence";
import type { PromotionState } from "./promotion-state";
import { allowed, denied, type Verdict } from "./refusal";
import { durationText } from "./soak";

/** How long a yes counts, and how old the identity provider's word about a team may be when it counts. */
export const approvalLifeMs = 7 * 86_400_000;
export const membershipFreshMs = 24 * 3_600_000;

export type ApprovalPerson = { id: string; name: string; email: string; teams: readonly Membership[] };

/** A person's yes or no for one team on one plan digest, as it was given. */
export type CastApproval = {
  id: string;
  team: string;
  person: string;
  yes: boolean;
  digest: string;
  reason: string | null;
  at: Date;
};

/** Everything the approval rules look at. */
export type ApprovalCase = {
  state: PromotionState;
  /** Digest of the plan as it stands now. */
  digest: string;
  /** Id of the person who asked; the name of a machine is nobody's id. */
  requestedBy: string;
  /** Teams that must say yes, declared and added. */
  teams: readonly string[];
  /** Addresses of those who wrote the promoted values: see `valueAuthors`. */
  authors: readonly string[];
  /** Everybody who asked, approved or could: with their stored memberships. */
  people: readonly ApprovalPerson[];
  /** In any order, those of older digests too. */
  approvals: readonly CastApproval[];
  fleet: Pick<Fleet, "teams">;
  now: Date;
};

/** Yeses that a team must give. */
export const neededOf = (fleet: Pick<Fleet, "teams">, team: string): number =>
  Math.max(1, fleet.teams.find((t) => t.name === team)?.required ?? 1);

/** Accounts of one human: two sign-ins with one address fill one slot. */
export const sameHuman = (a: ApprovalPerson, b: ApprovalPerson): boolean =>
  a.id === b.id || sameAddress(a.email, b.email);

const sameAddress = (a: string, b: string): boolean =>
  a.trim() !== "" && a.trim().toLowerCase() === b.trim().toLowerCase();

/** A commit in as far as it tells who is responsible for its values. */
export type ValueCommit = {
  author: { email: string };
  committer: { email: string };
  trailers: Readonly<Record<string, readonly string[]>>;
};

/**
 * The addresses answerable for the commits that set the promoted values. A promotion's own commit counts as its
 * requester's, who is looked up by its `Promotion-Id`; an unknown id counts as nobody's but the commit's author, so a
 * forged trailer hides no one. Co-authors count, because they wrote it as well.
 */
export function valueAuthors(
  commits: readonly ValueCommit[],
  requesterAddress: (promotionId: string) => string | null,
): readonly string[] {
  const addresses = commits.flatMap((commit) => {
    const [promotion] = trailer(commit, "promotion-id");
    const requester = promotion === undefined ? null : requesterAddress(promotion);
    if (requester !== null) return [requester];
    const coAuthors = trailer(commit, "co-authored-by").map((who) => /<([^<>]+)>/.exec(who)?.[1] ?? who);
    return [commit.author.email, commit.committer.email, ...coAuthors];
  });
  return [...new Set(addresses.map((a) => a.trim().toLowerCase()))].filter((a) => a !== "");
}

const trailer = (commit: ValueCommit, key: string): readonly string[] =>
  Object.entries(commit.trailers).flatMap(([name, values]) => (name.toLowerCase() === key ? values : []));

/** Why a person cannot stand for a team at all, whatever they answered; null when they can. */
export function unfitFor(c: ApprovalCase, person: ApprovalPerson, team: string): Verdict | null {
  const membership = person.teams
    .filter((t) => t.team === team)
    .sort((a, b) => b.seenAt.getTime() - a.seenAt.getTime())[0];
  if (!membership)
    return denied("forbidden", "approval.not-member", `${person.name} is not in ${team}.`, {
      person: person.id,
      team,
    });
  const requester = c.people.find((p) => p.id === c.requestedBy);
  if (person.id === c.requestedBy || (requester && sameHuman(requester, person)))
    return denied(
      "blocked",
      "approval.own-request",
      `${person.name} asked for this promotion and cannot approve it.`,
      {
        person: person.id,
      },
    );
  if (c.authors.some((a) => sameAddress(a, person.email)))
    return denied(
      "blocked",
      "approval.own-commit",
      `${person.name} wrote a commit that set a promoted value and cannot approve it.`,
      {
        person: person.id,
      },
    );
  const age = c.now.getTime() - membership.seenAt.getTime();
  if (age > membershipFreshMs)
    return denied(
      "blocked",
      "approval.membership-stale",
      `${person.name} was last seen in ${team} ${durationText(age)} ago; signing in again confirms it.`,
      { person: person.id, team, seenAt: membership.seenAt.toISOString() },
    );
  return null;
}

/** Refuses answers to anything but the waiting plan that the person looked at. */
export function answerable(c: ApprovalCase, team: string, digest: string): Verdict | null {
  if (c.state !== "waiting")
    return denied(
      "conflict",
      "promotion.not-waiting",
      `This promotion is ${c.state}; only a waiting one can be decided.`,
      {
        state: c.state,
      },
    );
  if (digest !== c.digest)
    return denied(
      "conflict",
      "plan.moved",
      "The plan changed since you looked; read it again before you decide.",
      {
        seen: digest,
        now: c.digest,
      },
    );
  if (!c.teams.includes(team))
    return denied("invalid", "approval.team-not-asked", `${team} is not asked here; ${teamsText(c)}.`, {
      teams: c.teams,
    });
  return null;
}

const teamsText = (c: ApprovalCase): string =>
  c.teams.length === 0 ? "no team is" : `${listed(c.teams)} ${c.teams.length === 1 ? "is" : "are"}`;

/** The answer this human already gave to this digest, for any team; one person fills one slot. */
export const answerOf = (c: ApprovalCase, person: ApprovalPerson): CastApproval | null =>
  c.approvals.find((a) => {
    const giver = c.people.find((p) => p.id === a.person);
    return (
      a.digest === c.digest &&
      isAlive(c, a) &&
      (a.person === person.id || (giver !== undefined && sameHuman(giver, person)))
    );
  }) ?? null;

export const isAlive = (c: ApprovalCase, a: CastApproval): boolean =>
  c.now.getTime() - a.at.getTime() < approvalLifeMs;

/** Whether a person may take the request back: the one who asked, or who runs the target. */
export function mayWithdraw(
  c: Pick<ApprovalCase, "state" | "requestedBy">,
  person: { id: string },
  roles: readonly string[],
): Verdict {
  if (c.state !== "waiting")
    return denied(
      "conflict",
      "promotion.not-waiting",
      `This promotion is ${c.state}; only a waiting one can be withdrawn.`,
      {
        state: c.state,
      },
    );
  return person.id === c.requestedBy || roles.includes("operator") || roles.includes("admin")
    ? allowed
    : denied(
        "forbidden",
        "promotion.not-yours",
        "Only the person who asked, or an operator of the target, can withdraw it.",
      );
}
