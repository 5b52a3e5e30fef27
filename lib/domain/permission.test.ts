import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Actor } from "./actor";
import { mayRun, type PermissionScope, rolesOf, visibleEnvironments } from "./permission";
import { isOperationName, type OperationName, permissions, tokenScopes } from "./permission-table";
import { missionBlocks, missionFleet } from "./promotion/fleet.fixture";

const fleet = missionFleet();
const person = (teams: string[], scopes?: string[]): Actor => ({
  kind: "person",
  id: "per_1",
  name: "Ada",
  email: "ada@acme.test",
  teams: teams.map((team) => ({ team, seenAt: new Date(0) })),
  via: scopes
    ? { kind: "token", id: "tok_1", scopes }
    : { kind: "session", id: "ses_1", authenticatedAt: null },
});
const at = (environment: string): PermissionScope => ({ application: "my-service", environment });
const operations = Object.keys(permissions).filter(isOperationName);
const commandsOnPromotions: OperationName[] = [
  "promotion.request",
  "promotion.rollback",
  "promotion.retry",
  "promotion.withdraw",
];

describe("roles", () => {
  test("come from the access that an environment declares for a team", () => {
    expect(rolesOf(["developers"], fleet, at("dev"))).toEqual(["viewer", "developer"]);
    expect(rolesOf(["qa"], fleet, at("dev"))).toEqual(["viewer"]);
    expect(rolesOf(["developers"], fleet, at("production"))).toEqual(["viewer"]);
  });

  test("of an admin level are an operator's", () => {
    const open = missionFleet({}, { dev: { ...missionBlocks.dev, access: { developers: "admin" } } });
    expect(rolesOf(["developers"], open, at("dev"))).toContain("operator");
  });

  test("are the widest that any team of the person gives", () => {
    expect(rolesOf(["qa", "developers"], fleet, at("dev"))).toContain("developer");
  });

  test("of a group that is no team of the fleet are none", () => {
    expect(rolesOf(["strangers"], fleet, at("dev"))).toEqual([]);
  });

  test("of an approver name the team", () => {
    expect(rolesOf(["security-team"], fleet, at("production"))).toEqual(["viewer", "approver:security-team"]);
    expect(rolesOf(["qa"], fleet, { ...at("production"), approvers: ["qa"] })).toContain("approver:qa");
  });

  test("never shrink when a team is added", () => {
    const teams = fleet.teams.map((t) => t.name);
    fc.assert(
      fc.property(
        fc.subarray(teams),
        fc.constantFrom(...teams),
        fc.constantFrom("dev", "staging", "production"),
        (some, one, where) => {
          const before = rolesOf(some, fleet, at(where));
          const after = rolesOf([...some, one], fleet, at(where));
          expect(before.every((r) => after.includes(r))).toBe(true);
        },
      ),
    );
  });
});

describe("what one may not see", () => {
  const closed = missionFleet({}, { production: { ...missionBlocks.production, access: { qa: "none" } } });

  test("is answered exactly as what is not there", () => {
    const hidden = mayRun("environment.show", person(["qa"]), closed, at("production"));
    expect(hidden).toMatchObject({ allowed: false, kind: "missing", code: "scope.missing" });
    expect(mayRun("environment.show", person(["qa"]), closed, at("nowhere"))).toMatchObject({
      kind: "missing",
      code: "scope.missing",
    });
  });

  test("is hidden from commands too, whatever the person may do elsewhere", () => {
    const both = missionFleet(
      {},
      { production: { ...missionBlocks.production, access: { developers: "none" } } },
    );
    expect(mayRun("promotion.request", person(["developers"]), both, at("production"))).toMatchObject({
      kind: "missing",
    });
  });

  test("leaves the environments that remain visible", () => {
    expect(visibleEnvironments(["qa"], closed)).toEqual(["dev", "integration", "staging"]);
    expect(visibleEnvironments(["platform-leads"], closed)).toHaveLength(4);
  });
});

describe("a developer", () => {
  test("may ask for a promotion into an environment they can only look at", () => {
    for (const operation of commandsOnPromotions)
      expect(mayRun(operation, person(["developers"]), fleet, at("production"))).toEqual({ allowed: true });
  });

  test("cannot approve without a seat in an approver team", () => {
    expect(mayRun("promotion.approve", person(["developers"]), fleet, at("production"))).toMatchObject({
      allowed: false,
      kind: "forbidden",
    });
    expect(mayRun("promotion.approve", person(["security-team"]), fleet, at("production"))).toEqual({
      allowed: true,
    });
  });
});

test("an admin without a seat in an approver team cannot approve either", () => {
  expect(mayRun("promotion.approve", person(["platform-leads"]), fleet, at("production"))).toMatchObject({
    allowed: false,
  });
});

test("one who may only look is told what is missing", () => {
  const verdict = mayRun("promotion.request", person(["qa"]), fleet, at("staging"));
  expect(verdict).toMatchObject({
    kind: "forbidden",
    message:
      "You may not ask for a promotion: it needs read-write access in some environment of my-service. Your roles here: viewer.",
  });
});

test("every operation refuses who is not signed in", () => {
  for (const operation of operations)
    expect(mayRun(operation, null, fleet, {})).toMatchObject({ kind: "unauthenticated" });
});

test("a signed-in person of no team of the fleet reaches only what is their own", () => {
  const reached = operations.filter((o) => mayRun(o, person(["strangers"]), fleet, at("dev")).allowed);
  expect(reached.sort()).toEqual(operations.filter((o) => permissions[o].at === "own").sort());
});

test("the local actor runs only what the table marks as offline, and no command", () => {
  const reached = operations.filter((o) => mayRun(o, { kind: "local" }, fleet, at("dev")).allowed);
  expect(reached).toEqual(operations.filter((o) => permissions[o].offline));
  for (const command of ["promotion.request", "promotion.approve", "check.report", "token.create"] as const)
    expect(reached).not.toContain(command);
});

describe("a token", () => {
  test("for check reports reaches nothing else", () => {
    const reached = operations.filter(
      (o) => mayRun(o, person(["developers"], ["check.report"]), fleet, at("integration")).allowed,
    );
    expect(reached).toEqual(["check.report", "person.me"]);
  });

  test("never gives more than its owner has", () => {
    const teams = fleet.teams.map((t) => t.name);
    fc.assert(
      fc.property(
        fc.constantFrom(...operations),
        fc.subarray(teams),
        fc.subarray([...tokenScopes]),
        (operation, some, scopes) => {
          const byToken = mayRun(operation, person(some, scopes), fleet, at("dev")).allowed;
          const bySession = mayRun(operation, person(some), fleet, at("dev")).allowed;
          expect(byToken && !bySession).toBe(false);
        },
      ),
    );
  });

  test("cannot make another token or end a session", () => {
    expect(mayRun("token.create", person(["developers"], ["all"]), fleet, {})).toMatchObject({
      code: "auth.scope",
    });
    expect(mayRun("session.revoke", person(["developers"], ["all"]), fleet, {})).toMatchObject({
      code: "auth.scope",
    });
  });
});

describe("the commands each role reaches in production", () => {
  const own = ["session.revoke", "token.create", "token.revoke"];
  const asking = [
    "promotion.comment",
    "promotion.request",
    "promotion.retry",
    "promotion.rollback",
    "promotion.withdraw",
  ];
  const commands = [...own, ...asking, "promotion.approve", "promotion.reject", "check.report"].filter(
    isOperationName,
  );

  test.each([
    ["viewer", ["qa"], [...own, "promotion.comment"]],
    ["developer", ["developers"], [...own, ...asking, "check.report"]],
    ["approver", ["security-team"], [...own, "promotion.comment", "promotion.approve", "promotion.reject"]],
    ["manager", ["finance"], [...own, "promotion.comment"]],
    ["admin", ["platform-leads"], [...own, ...asking, "check.report"]],
  ])("%s", (_role, teams, expected) => {
    const reached = commands.filter((o) => mayRun(o, person(teams), fleet, at("production")).allowed);
    expect([...reached].sort()).toEqual([...expected].sort());
  });
});
