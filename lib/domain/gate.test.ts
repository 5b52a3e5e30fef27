import { describe, expect, test } from "vitest";
import type { ApprovalCase } from "./approval";
import { approvalNeeds, autoApproval } from "./approval-needs";
import { approvalState } from "./approval-state";
import type { Fleet } from "./fleet";
import type { Gate, GateCase } from "./gate";
import { mayPromoteItself } from "./gate-automation";
import type { CheckEvidence } from "./gate-check";
import { gatesOf } from "./gate-list";
import { type Route, routeOf } from "./gate-route";
import { verdictOf } from "./gate-verdict";
import { missionBlocks, missionFleet } from "./promotion/fleet.fixture";

const monday = new Date("2026-11-23T10:00:00Z");
const saturday = new Date("2026-11-28T10:00:00Z");
const release = { key: "r182", version: "1.8.2" };
const route = (fleet: Fleet, from: string | null, to: string): Route => {
  const found = routeOf(fleet, { application: "my-service", from, to });
  if (!found.ok) throw new Error(found.refusal.message);
  return found.route;
};
const passed = (environment: string, check: string, change: Partial<CheckEvidence> = {}): CheckEvidence => ({
  environment,
  check,
  release: release.key,
  result: "passed",
  link: "https://ci.acme.test/1",
  details: null,
  at: new Date(monday.getTime() - 3_600_000),
  ...change,
});
const integrationChecks = ["smoke_tests", "integration_tests", "performance_tests", "security_scans"].map(
  (c) => passed("integration", c),
);
const stagingChecks = ["load_tests", "chaos_engineering", "penetration_tests"].map((c) =>
  passed("staging", c),
);
const ask = (from: string | null, to: string, change: Partial<GateCase> = {}): GateCase => {
  const fleet = change.fleet ?? missionFleet();
  return {
    fleet,
    application: "my-service",
    kind: "promotion",
    route: route(fleet, from, to),
    release,
    checks: [],
    runs: [],
    addedTeams: [],
    approvals: [],
    headProblem: null,
    now: monday,
    ...change,
  };
};
const gate = (gates: readonly Gate[], name: string): Gate | undefined => gates.find((g) => g.name === name);
const bothApproved = (fleet: Fleet): GateCase["approvals"] => {
  const person = (id: string, team: string) => ({
    id,
    name: id,
    email: `${id}@acme.test`,
    teams: [{ team, seenAt: monday }],
  });
  const yes = (id: string, team: string) => ({
    id,
    person: id,
    team,
    yes: true,
    digest: "d",
    reason: null,
    at: monday,
  });
  const c: ApprovalCase = {
    state: "waiting",
    digest: "d",
    requestedBy: "dev",
    teams: ["platform-team", "security-team"],
    authors: [],
    people: [person("pia", "platform-team"), person("sam", "security-team")],
    approvals: [yes("pia", "platform-team"), yes("sam", "security-team")],
    fleet,
    now: monday,
  };
  return approvalState(c);
};

describe("the mission's two commands", () => {
  test("dev to staging waits until integration has verified that very release", () => {
    const before = gatesOf(ask("dev", "staging"));
    expect(gate(before, "verified in integration")).toMatchObject({
      kind: "order",
      state: "waiting",
      blocking: true,
    });
    expect(verdictOf(before)).toMatchObject({
      ready: false,
      sentence: "Waits for integration to verify 1.8.2.",
    });
    const after = gatesOf(ask("dev", "staging", { checks: integrationChecks }));
    expect(gate(after, "verified in integration")?.evidence).toHaveLength(4);
    expect(verdictOf(after).ready).toBe(true);
  });

  test("dev to staging needs nobody's approval, so --auto-approve is granted", () => {
    const fleet = missionFleet();
    expect(autoApproval(approvalNeeds(fleet, "my-service", route(fleet, "dev", "staging"), []))).toBeNull();
  });

  test("staging to production waits for both teams and, at the weekend, for the window", () => {
    const gates = gatesOf(ask("staging", "production", { checks: stagingChecks, now: saturday }));
    expect(verdictOf(gates).sentence).toBe(
      "Waits for platform-team and security-team and for the change window, opens Mon 09:00 Berlin.",
    );
    expect(verdictOf(gates).earliest).toBe("2026-11-30T08:00:00.000Z");
  });

  test("staging to production is ready once both approved inside the window", () => {
    const fleet = missionFleet();
    const gates = gatesOf(
      ask("staging", "production", { checks: stagingChecks, approvals: bothApproved(fleet) }),
    );
    expect(verdictOf(gates).ready).toBe(true);
  });

  test("--auto-approve cannot waive a team on the way to production", () => {
    const fleet = missionFleet();
    expect(
      autoApproval(approvalNeeds(fleet, "my-service", route(fleet, "staging", "production"), [])),
    ).toMatchObject({
      code: "approval.not-automatic",
      facts: { teams: ["platform-team", "security-team"] },
    });
  });
});

describe("whose rules", () => {
  const teams = (fleet: Fleet, from: string | null, to: string, added: string[] = []) =>
    approvalNeeds(fleet, "my-service", route(fleet, from, to), added).teams.map((t) => t.team);

  test("staging's approvers guard the way to production, from wherever it starts", () => {
    for (const from of ["dev", "integration", "staging", null])
      expect(teams(missionFleet(), from, "production")).toEqual(["platform-team", "security-team"]);
  });

  test("approvers of an environment passed over are not avoided by passing over it", () => {
    const fleet = missionFleet(
      {},
      { integration: { ...missionBlocks.integration, promotion: { approvers: ["qa"] } } },
    );
    expect(teams(fleet, "dev", "staging")).toEqual(["qa"]);
    expect(teams(fleet, "dev", "production")).toEqual(["qa", "platform-team", "security-team"]);
  });

  test("--approvers can only add teams", () => {
    expect(teams(missionFleet(), "staging", "production", ["security-team", "qa"])).toEqual([
      "platform-team",
      "security-team",
      "qa",
    ]);
  });

  test("an added team that nobody declared is refused, not left unanswered", () => {
    const fleet = missionFleet();
    expect(
      approvalNeeds(fleet, "my-service", route(fleet, "staging", "production"), ["securty-team"])
        .misconfigured,
    ).toMatchObject({
      code: "approval.unknown-team",
    });
  });

  test("production is never entered without a declared approver, whoever is added", () => {
    for (const promotion of [
      undefined,
      { approvers: [] },
      { approvers: [], approval_required: true },
      { approval_required: false },
    ]) {
      const fleet = missionFleet({}, { staging: { ...missionBlocks.staging, promotion } });
      const gates = gatesOf(
        ask("staging", "production", { fleet, checks: stagingChecks, addedTeams: ["qa"] }),
      );
      expect(gate(gates, "approvers")).toMatchObject({ state: "blocked", blocking: true });
      expect(verdictOf(gates).ready).toBe(false);
    }
  });

  test("an edit of production needs the approvals for entering it; an edit of the first environment needs none", () => {
    expect(teams(missionFleet(), null, "production")).toEqual(["platform-team", "security-team"]);
    expect(teams(missionFleet(), null, "dev")).toEqual([]);
  });

  test("the way back is a rollback, and an environment without a block is no target", () => {
    const fleet = missionFleet();
    expect(routeOf(fleet, { application: "my-service", from: "production", to: "staging" })).toMatchObject({
      refusal: { code: "promotion.order" },
    });
    expect(routeOf(fleet, { application: "my-service", from: "dev", to: "moon" })).toMatchObject({
      refusal: { kind: "missing" },
    });
    const few = { ...fleet, declarations: fleet.declarations.filter((d) => d.environment !== "staging") };
    expect(routeOf(few, { application: "my-service", from: "dev", to: "staging" })).toMatchObject({
      refusal: { code: "promotion.not-placed" },
    });
  });
});

describe("a check", () => {
  const check = (change: Partial<CheckEvidence> | null, name = "smoke_tests", blocks = {}) => {
    const checks = change === null ? [] : [passed("integration", name, change)];
    const gates = gatesOf(ask("integration", "staging", { checks, fleet: missionFleet({}, blocks) }));
    return gate(gates, name);
  };

  test("nobody reported blocks, and says how to report it", () => {
    expect(check(null)).toMatchObject({
      state: "unreported",
      blocking: true,
      reason: "smoke_tests in integration is not reported for 1.8.2.",
    });
    expect(check(null)?.clearedBy?.how).toContain("--check smoke_tests");
  });

  test("counts only for the exact release", () => {
    expect(check({ release: "r181" })).toMatchObject({ state: "unreported", blocking: true });
  });

  test("counts only in the environment it ran in", () => {
    expect(check({ environment: "dev" })).toMatchObject({ state: "unreported" });
  });

  test("without data is inconclusive and never a pass", () => {
    expect(check({ result: "inconclusive" })).toMatchObject({ state: "inconclusive", blocking: true });
  });

  test("that failed blocks, and a later pass clears it", () => {
    expect(check({ result: "failed" })).toMatchObject({ state: "failed", blocking: true });
    const later = gatesOf(
      ask("integration", "staging", {
        checks: [
          passed("integration", "smoke_tests"),
          passed("integration", "smoke_tests", { result: "failed", at: new Date(0) }),
        ],
      }),
    );
    expect(gate(later, "smoke_tests")?.state).toBe("passed");
  });

  test("that failed under on_failure: notify says so and does not block", () => {
    const notify = {
      integration: { ...missionBlocks.integration, promotion: { on_failure: "notify" as const } },
    };
    expect(check({ result: "failed" }, "smoke_tests", notify)).toMatchObject({
      state: "failed",
      blocking: false,
    });
    expect(check(null, "smoke_tests", notify)).toMatchObject({ state: "unreported", blocking: true });
  });

  test("asked for weekly counts for seven days", () => {
    const old = (days: number) => {
      const at = new Date(monday.getTime() - days * 86_400_000);
      const checks = [...stagingChecks.slice(0, 2), passed("staging", "penetration_tests", { at })];
      return gate(gatesOf(ask("staging", "production", { checks })), "penetration_tests");
    };
    expect(old(6.9)).toMatchObject({ state: "passed", limitMs: 7 * 86_400_000 });
    expect(old(7.1)).toMatchObject({ state: "unreported", blocking: true });
  });

  test("that is disabled is not asked for", () => {
    const testing = { smoke_tests: "disabled", load_tests: false, e2e: true };
    const gates = gatesOf(
      ask("integration", "staging", { fleet: missionFleet({}, { integration: { testing } }) }),
    );
    expect(gates.filter((g) => g.kind === "checks").map((g) => g.name)).toEqual(["e2e"]);
  });

  test("names the line that asks for it", () => {
    expect(check(null)?.declaredAt?.file).toBe("apps/my-service/environments.yaml");
  });
});

test("a soak waits for its length of running time and tells what is left", () => {
  const fleet = missionFleet({}, { integration: { promotion: { soak: "24h" } } });
  const soak = (hours: number | null, key = release.key) => {
    const runs =
      hours === null
        ? []
        : [
            {
              environment: "integration",
              release: key,
              startedAt: new Date(monday.getTime() - hours * 3_600_000),
              verifiedAt: null,
              endedAt: null,
            },
          ];
    return gate(gatesOf(ask("integration", "staging", { fleet, runs })), "soak in integration");
  };
  expect(soak(null)).toMatchObject({ state: "waiting", blocking: true });
  expect(soak(30, "other")).toMatchObject({ state: "waiting" });
  expect(soak(23)).toMatchObject({
    state: "waiting",
    waitsFor: "the soak in integration, 1 h left",
    until: "2026-11-23T11:00:00.000Z",
  });
  expect(soak(24)).toMatchObject({ state: "passed", blocking: false });
});

describe("window and freeze", () => {
  const freezes = [
    {
      name: "year-end",
      zone: "Europe/Berlin",
      from: "2026-11-20T00:00",
      to: "2026-12-01T00:00",
      environments: ["production"],
      reason: "Settlement",
      place: { file: "orchestr8.yaml", line: 40, column: 5 },
    },
  ];
  const frozen = missionFleet({ freezes });
  const verified = [
    {
      environment: "production",
      release: release.key,
      startedAt: new Date(0),
      verifiedAt: new Date(1000),
      endedAt: new Date(2000),
    },
  ];
  const find = (c: GateCase) => gatesOf(c).find((g) => g.kind === "window");

  test("a freeze blocks with its reason and its own line", () => {
    expect(find(ask("staging", "production", { fleet: frozen }))).toMatchObject({
      name: "freeze",
      state: "blocked",
      declaredAt: { line: 40 },
      until: "2026-12-01T08:00:00.000Z",
    });
  });

  test("a rollback to a verified release passes a freeze, and the reason records it", () => {
    const back = find(ask(null, "production", { fleet: frozen, kind: "rollback", runs: verified }));
    expect(back).toMatchObject({ state: "passed", blocking: false });
    expect(back?.reason).toContain("allowed all the same, and recorded");
  });

  test("a rollback to a release that was never verified passes neither freeze nor order", () => {
    const gates = gatesOf(ask(null, "production", { fleet: frozen, kind: "rollback" }));
    expect(gates.filter((g) => g.blocking).map((g) => g.name)).toEqual(
      expect.arrayContaining(["freeze", "verified before"]),
    );
  });

  test("an edit does not pass a freeze by having run before", () => {
    expect(find(ask(null, "production", { fleet: frozen, kind: "edit", runs: verified }))).toMatchObject({
      blocking: true,
    });
  });
});

test("a declared rule that is not built says so and is never passed", () => {
  const rules = gatesOf(ask("staging", "production")).filter((g) => g.kind === "rule");
  expect(rules.map((g) => g.name)).toEqual(["canary deployment", "service level objectives", "compliance"]);
  expect(
    rules.every(
      (g) => g.state === "not-enforced" && !g.blocking && g.reason.endsWith("It is not enforced yet."),
    ),
  ).toBe(true);
});

test("an invalid protected head blocks and says why", () => {
  const gates = gatesOf(
    ask("dev", "staging", {
      checks: integrationChecks,
      headProblem: { message: "unknown key approvrs", place: null },
    }),
  );
  expect(verdictOf(gates)).toMatchObject({
    ready: false,
    sentence: "Blocked: The protected branch declares something invalid: unknown key approvrs",
  });
});

describe("automation", () => {
  const self = (change: Partial<Parameters<typeof mayPromoteItself>[0]> = {}) =>
    mayPromoteItself({
      fleet: missionFleet(),
      application: "my-service",
      environment: "integration",
      release,
      checks: integrationChecks,
      runs: [],
      hold: null,
      now: monday,
      ...change,
    });

  test("promotes to the environment that on_success names once every check passed", () => {
    expect(self()).toMatchObject({ kind: "yes", to: "staging" });
    expect(self({ checks: integrationChecks.slice(1) })).toMatchObject({ kind: "no", declared: true });
    expect(
      self({
        checks: [...integrationChecks.slice(1), passed("integration", "smoke_tests", { result: "failed" })],
      }),
    ).toMatchObject({ kind: "no" });
  });

  test("does nothing where nothing declares it", () => {
    expect(self({ environment: "staging" })).toMatchObject({ kind: "no", declared: false });
  });

  test("is held by a rollback until resumed", () => {
    expect(self({ hold: "rolled back by Ada" })).toMatchObject({
      kind: "no",
      because: "Automation is held: rolled back by Ada",
    });
  });
});
