import { describe, expect, test } from "vitest";
import { approvalNeeds } from "./approval-needs";
import type { Gate } from "./gate";
import { makeGate } from "./gate";
import { declarationOf, routeOf } from "./gate-route";
import { mayRequest, mayRetry, mayRollBack, mayStart, supersededBy } from "./promotion";
import { missionBlocks, missionFleet } from "./promotion/fleet.fixture";
import { type StandingCase, standingOf } from "./promotion/standing";
import { executionSteps, stepSentence } from "./promotion/steps";
import { mayBecome, type PromotionState } from "./promotion-state";

const states: PromotionState[] = [
  "waiting",
  "running",
  "done",
  "failed",
  "withdrawn",
  "rejected",
  "superseded",
];
const needs = (from: string, to: string, added: string[] = []) => {
  const fleet = missionFleet();
  const found = routeOf(fleet, { application: "my-service", from, to });
  if (!found.ok) throw new Error(found.refusal.message);
  return approvalNeeds(fleet, "my-service", found.route, added);
};

describe("a request", () => {
  test("of both mission commands is accepted as written", () => {
    expect(mayRequest(needs("dev", "staging"), "auto-approve")).toEqual({ allowed: true });
    expect(
      mayRequest(needs("staging", "production", ["platform-team", "security-team"]), "require-approval"),
    ).toEqual({ allowed: true });
  });

  test("to approve itself where teams must be asked is refused", () => {
    expect(mayRequest(needs("staging", "production"), "auto-approve")).toMatchObject({
      code: "approval.not-automatic",
    });
  });

  test("that requires approval names somebody who could give it", () => {
    expect(mayRequest(needs("dev", "staging"), "require-approval")).toMatchObject({
      code: "approval.nobody-asked",
    });
    expect(mayRequest(needs("dev", "staging", ["qa"]), "require-approval")).toEqual({ allowed: true });
  });

  test("supersedes what waits for the same target, not what runs or goes elsewhere", () => {
    const open = (id: string, state: PromotionState, target = "production") => ({
      id,
      application: "my-service",
      target,
      state,
    });
    const all = [
      open("a", "waiting"),
      open("b", "running"),
      open("c", "waiting", "staging"),
      { ...open("d", "waiting"), application: "web" },
    ];
    expect(supersededBy({ application: "my-service", target: "production" }, all).map((p) => p.id)).toEqual([
      "a",
    ]);
  });
});

describe("the states of a promotion", () => {
  test("never jump: nothing is done that did not run, and what is over stays over", () => {
    expect(states.filter((from) => mayBecome(from, "done"))).toEqual(["running"]);
    for (const over of ["done", "withdrawn", "rejected", "superseded"] as const)
      expect(states.filter((to) => mayBecome(over, to))).toEqual([]);
  });

  test("let one promotion at a time run into a target", () => {
    const own = { id: "a", application: "my-service", target: "production", state: "waiting" as const };
    const other = { ...own, id: "b", state: "running" as const };
    expect(mayStart(own, [own, other])).toMatchObject({ code: "promotion.target-busy" });
    expect(mayStart(own, [own, { ...other, target: "staging" }])).toEqual({ allowed: true });
    expect(mayStart({ ...own, state: "withdrawn" }, [])).toMatchObject({ code: "promotion.not-waiting" });
  });

  test("let only a failed one be retried, and an environment refuse rollbacks", () => {
    expect(states.filter((s) => mayRetry(s).allowed)).toEqual(["failed"]);
    const fleet = missionFleet(
      {},
      { production: { ...missionBlocks.production, deployment: { rollback_enabled: false } } },
    );
    const closed = declarationOf(fleet, "my-service", "production");
    const open = declarationOf(missionFleet(), "my-service", "production");
    expect(closed && mayRollBack(closed)).toMatchObject({ code: "promotion.rollback-disabled" });
    expect(open && mayRollBack(open)).toEqual({ allowed: true });
  });
});

const targets = ["my-service/production/primary", "my-service/production/secondary"];
const steps = executionSteps(targets);

test("execution rechecks before it writes, writes before it applies, and waits for every rollout before it records", () => {
  expect(steps.map((s) => s.name)).toEqual([
    "recheck",
    "commit",
    ...targets.map((t) => `apply:${t}`),
    ...targets.map((t) => `rollout:${t}`),
    "record",
  ]);
  expect(stepSentence(steps, [{ name: "recheck", state: "done", detail: null }])).toBe(
    "Write one commit and push it (step 2 of 7).",
  );
});

describe("why it waits and who can act", () => {
  const gate = (change: Partial<Gate>): Gate =>
    makeGate({
      kind: "approvals",
      name: "security-team",
      environment: "staging",
      state: "waiting",
      blocking: true,
      reason: "",
      declaredAt: null,
      waitsFor: "security-team",
      ...change,
    });
  const window = gate({
    kind: "window",
    name: "change window",
    waitsFor: "the change window, opens Mon 09:00 Berlin",
    clearedBy: { teams: [], people: [], how: "It opens by itself." },
  });
  const approval = gate({ clearedBy: { teams: ["security-team"], people: ["Priya", "Wen"], how: "1 more" } });
  const standing = (change: Partial<StandingCase>) =>
    standingOf({
      state: "waiting",
      to: "production",
      toVersion: "1.8.2",
      requestedBy: "Ada",
      gates: [],
      steps,
      rows: [],
      outcome: null,
      supersededBy: null,
      busy: null,
      ...change,
    });
  const text = (change: Partial<StandingCase>): string =>
    standing(change)
      .sentence.map((p) => p.text)
      .join("");

  test("names teams, people and the opening", () => {
    const found = standing({ gates: [window, approval] });
    expect(found.sentence).toEqual([
      { text: "Waits for " },
      { text: "security-team", strong: true },
      { text: " and for the " },
      { text: "change window", strong: true },
      { text: ", opens Mon 09:00 Berlin." },
    ]);
    expect(found.whoCanAct).toEqual([
      "Priya or Wen can approve for security-team.",
      "Change window: It opens by itself.",
    ]);
  });

  test("is answered in every state", () => {
    for (const state of states) expect(text({ state }).length).toBeGreaterThan(5);
    expect(text({ busy: "prm_1 is running into production." })).toContain("prm_1 is running");
    expect(
      text({ state: "failed", rows: [{ name: "recheck", state: "failed", detail: "the window closed" }] }),
    ).toContain("the window closed");
    expect(text({ state: "superseded", supersededBy: "prm_2" })).toBe("Superseded by prm_2.");
  });
});
