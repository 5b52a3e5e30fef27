import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ApprovalCase,
  type ApprovalPerson,
  type CastApproval,
  mayWithdraw,
  valueAuthors,
} from "./approval";
import { mayApprove, mayExecute, mayReject } from "./approval-decision";
import { approvalState } from "./approval-state";

const now = new Date("2026-11-23T10:00:00Z");
const ago = (hours: number): Date => new Date(now.getTime() - hours * 3_600_000);
const member = (
  id: string,
  teams: string[],
  seenHoursAgo = 1,
  email = `${id}@acme.test`,
): ApprovalPerson => ({
  id,
  name: id,
  email,
  teams: teams.map((team) => ({ team, seenAt: ago(seenHoursAgo) })),
});
const yes = (person: string, team: string, change: Partial<CastApproval> = {}): CastApproval => ({
  id: `apr_${person}_${team}`,
  person,
  team,
  yes: true,
  digest: "d1",
  reason: null,
  at: ago(2),
  ...change,
});
const dev = member("dev", ["developers"]);
const pia = member("pia", ["platform-team"]);
const sam = member("sam", ["security-team"]);
const both = member("both", ["platform-team", "security-team"]);
const ask = (change: Partial<ApprovalCase> = {}): ApprovalCase => ({
  state: "waiting",
  digest: "d1",
  requestedBy: "dev",
  teams: ["platform-team", "security-team"],
  authors: [],
  people: [dev, pia, sam, both],
  approvals: [],
  fleet: { teams: [] },
  now,
  ...change,
});

describe("two teams that must approve", () => {
  test("need their own person each: one yes is not enough, two of different people are", () => {
    expect(mayExecute(ask({ approvals: [yes("pia", "platform-team")] }))).toMatchObject({
      allowed: false,
      code: "approval.missing",
    });
    expect(
      mayExecute(ask({ approvals: [yes("pia", "platform-team"), yes("sam", "security-team")] })),
    ).toEqual({ allowed: true });
  });

  test("are not both satisfied by one person who is in both", () => {
    const c = ask({ approvals: [yes("both", "platform-team")] });
    expect(mayApprove(c, both, "security-team", "d1")).toMatchObject({ code: "approval.already-given" });
    const forged = ask({
      approvals: [yes("both", "platform-team"), yes("both", "security-team", { at: ago(1) })],
    });
    expect(mayExecute(forged).allowed).toBe(false);
    expect(approvalState(forged).map((t) => t.given)).toEqual([1, 0]);
  });

  test("are not satisfied by two accounts of one human", () => {
    const second = member("both2", ["security-team"], 1, "BOTH@acme.test");
    const c = ask({ people: [dev, both, second], approvals: [yes("both", "platform-team")] });
    expect(mayApprove(c, second, "security-team", "d1")).toMatchObject({ code: "approval.already-given" });
    const forged = { ...c, approvals: [...c.approvals, yes("both2", "security-team", { at: ago(1) })] };
    expect(mayExecute(forged).allowed).toBe(false);
  });
});

test("a team that asks for two yeses waits for the second person", () => {
  const paul = member("paul", ["platform-team"]);
  const c = ask({
    teams: ["platform-team"],
    people: [dev, pia, paul],
    fleet: { teams: [{ name: "platform-team", groups: [], required: 2, place: null }] },
    approvals: [yes("pia", "platform-team")],
  });
  expect(approvalState(c)[0]).toMatchObject({
    needed: 2,
    given: 1,
    complete: false,
    sentence: "platform-team has given 1 of 2; paul can approve.",
  });
  expect(mayExecute({ ...c, approvals: [...c.approvals, yes("paul", "platform-team")] })).toEqual({
    allowed: true,
  });
  expect(
    mayExecute({ ...c, approvals: [...c.approvals, yes("pia", "platform-team", { id: "again" })] }).allowed,
  ).toBe(false);
});

describe("who cannot approve", () => {
  test("the requester, under any account", () => {
    const c = ask({
      people: [member("dev", ["platform-team"]), member("dev2", ["platform-team"], 1, "Dev@acme.test")],
    });
    for (const person of c.people)
      expect(mayApprove(c, person, "platform-team", "d1")).toMatchObject({ code: "approval.own-request" });
  });

  test("the author of a commit that set a promoted value, whatever the case of the address", () => {
    expect(mayApprove(ask({ authors: ["PIA@acme.test"] }), pia, "platform-team", "d1")).toMatchObject({
      code: "approval.own-commit",
    });
  });

  test("who is not in the team, or was removed from it after saying yes", () => {
    expect(mayApprove(ask(), sam, "platform-team", "d1")).toMatchObject({ code: "approval.not-member" });
    const removed = ask({
      people: [dev, member("pia", []), sam],
      approvals: [yes("pia", "platform-team"), yes("sam", "security-team")],
    });
    expect(mayExecute(removed)).toMatchObject({ allowed: false });
  });

  test("who answers for a team that is not asked", () => {
    expect(mayApprove(ask(), dev, "developers", "d1")).toMatchObject({ code: "approval.team-not-asked" });
  });

  test("anybody, once the promotion no longer waits", () => {
    for (const state of ["running", "done", "failed", "withdrawn", "rejected", "superseded"] as const)
      expect(mayApprove(ask({ state }), pia, "platform-team", "d1")).toMatchObject({
        code: "promotion.not-waiting",
      });
  });
});

describe("an approval", () => {
  const given = [yes("pia", "platform-team"), yes("sam", "security-team")];

  test("dies when the plan changes, and says so", () => {
    const moved = ask({ digest: "d2", approvals: given });
    expect(mayExecute(moved).allowed).toBe(false);
    expect(approvalState(moved)[0]?.approvals[0]?.stale).toBe("The plan changed after it was given.");
    expect(mayApprove(moved, pia, "platform-team", "d1")).toMatchObject({
      code: "plan.moved",
      facts: { seen: "d1", now: "d2" },
    });
    expect(mayApprove(moved, pia, "platform-team", "d2")).toEqual({ allowed: true });
  });

  test("expires after seven days, to the millisecond", () => {
    const at = (ms: number): CastApproval[] => [
      yes("pia", "platform-team", { at: new Date(now.getTime() - ms) }),
      yes("sam", "security-team"),
    ];
    expect(mayExecute(ask({ approvals: at(7 * 86_400_000 - 1) }))).toEqual({ allowed: true });
    expect(mayExecute(ask({ approvals: at(7 * 86_400_000) })).allowed).toBe(false);
  });

  test("waits when the membership was not seen for a day, and names whom for", () => {
    const c = ask({ people: [dev, member("pia", ["platform-team"], 30), sam], approvals: given });
    expect(mayExecute(c)).toMatchObject({
      code: "approval.missing",
      message: "platform-team has given 0 of 1; pia must sign in again to confirm the membership.",
    });
    expect(approvalState(c)[0]?.approvals[0]?.stale).toContain("last seen in platform-team 1 d 6 h ago");
  });

  test("counts again once the membership was seen again", () => {
    expect(mayExecute(ask({ approvals: given }))).toEqual({ allowed: true });
  });

  test("of a team that already gave enough is not asked for", () => {
    const paul = member("paul", ["platform-team"]);
    expect(
      mayApprove(ask({ people: [dev, pia, paul, sam], approvals: given }), paul, "platform-team", "d1"),
    ).toMatchObject({ code: "approval.not-needed" });
  });
});

describe("a rejection", () => {
  test("needs a reason", () => {
    expect(mayReject(ask(), pia, "platform-team", "d1", "  ")).toMatchObject({
      code: "approval.reason-required",
    });
    expect(mayReject(ask(), pia, "platform-team", "d1", "breaks the audit")).toEqual({ allowed: true });
  });

  test("is open to an author but not to the requester or a stranger", () => {
    expect(mayReject(ask({ authors: ["pia@acme.test"] }), pia, "platform-team", "d1", "my mistake")).toEqual({
      allowed: true,
    });
    expect(mayReject(ask({ requestedBy: "pia" }), pia, "platform-team", "d1", "my mistake")).toMatchObject({
      code: "approval.own-request",
    });
    expect(mayReject(ask(), dev, "platform-team", "d1", "no no")).toMatchObject({
      code: "approval.not-member",
    });
  });

  test("stops execution however many said yes", () => {
    const no = yes("both", "platform-team", { yes: false, reason: "not today" });
    expect(
      mayExecute(ask({ approvals: [yes("pia", "platform-team"), yes("sam", "security-team"), no] })),
    ).toMatchObject({ code: "approval.rejected" });
  });
});

test("only the requester and operators of the target withdraw, and only while it waits", () => {
  expect(mayWithdraw(ask(), dev, [])).toEqual({ allowed: true });
  expect(mayWithdraw(ask(), pia, ["viewer"])).toMatchObject({ code: "promotion.not-yours" });
  expect(mayWithdraw(ask(), pia, ["operator"])).toEqual({ allowed: true });
  expect(mayWithdraw(ask({ state: "running" }), dev, [])).toMatchObject({ code: "promotion.not-waiting" });
});

describe("the people answerable for promoted values", () => {
  const commit = (email: string, trailers: Record<string, string[]> = {}) => ({
    author: { email },
    committer: { email: "bot@acme.test" },
    trailers,
  });

  test("are author, committer and co-authors of a hand-made commit", () => {
    expect(
      valueAuthors([commit("Ada@acme.test", { "Co-authored-by": ["Bo <bo@acme.test>"] })], () => null),
    ).toEqual(["ada@acme.test", "bot@acme.test", "bo@acme.test"]);
  });

  test("of a promotion's commit is its requester, so that its approvers may approve the next stage", () => {
    const made = commit("console@acme.test", {
      "Promotion-Id": ["prm_1"],
      "Co-authored-by": ["Pia <pia@acme.test>"],
    });
    expect(valueAuthors([made], (id) => (id === "prm_1" ? "dev@acme.test" : null))).toEqual([
      "dev@acme.test",
    ]);
  });

  test("are not hidden by a forged promotion id", () => {
    expect(valueAuthors([commit("eve@acme.test", { "Promotion-Id": ["prm_forged"] })], () => null)).toContain(
      "eve@acme.test",
    );
  });
});

test("whatever was cast, execution needs as many different humans as there are slots", () => {
  const ids = ["a", "b", "c", "d"];
  const teams = ["t1", "t2", "t3"];
  const cast = fc.array(
    fc.record({
      person: fc.constantFrom(...ids),
      team: fc.constantFrom(...teams),
      digest: fc.constantFrom("d1", "d1", "d0"),
      hours: fc.integer({ min: 0, max: 200 }),
    }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(
      cast,
      fc.subarray(teams, { minLength: 1 }),
      fc.constantFrom(...ids, "dev"),
      (casts, asked, requester) => {
        const people = ids.map((id) => member(id, teams));
        const approvals = casts.map((a, i) =>
          yes(a.person, a.team, { id: `apr_${i}`, digest: a.digest, at: ago(a.hours) }),
        );
        const c = ask({ teams: asked, people: [...people, dev], approvals, requestedBy: requester });
        if (!mayExecute(c).allowed) return;
        const counted = approvalState(c).flatMap((t) => t.approvals.filter((a) => a.stale === null));
        expect(new Set(counted.map((a) => a.person)).size).toBeGreaterThanOrEqual(asked.length);
        expect(counted.every((a) => a.digest === "d1" && a.person !== requester)).toBe(true);
      },
    ),
  );
});
