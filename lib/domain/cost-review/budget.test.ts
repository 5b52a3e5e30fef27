import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFleet } from "../fleet/read";
import { type Budget, budgetState, budgetsOf, passesOn } from "./budget";
import { wholeDays } from "./forecast";
import { type DayLine, noAmounts } from "./line";
import { monthOf } from "./month";

const [october, november] = [monthOf("2026-10"), monthOf("2026-11")];
const today = "2026-11-15";
const line = (over: Partial<DayLine>): DayLine => ({
  ...noAmounts,
  day: today,
  cluster: "c",
  environment: "staging",
  application: "web",
  team: "storefront",
  kind: "used",
  cost: 1,
  ...over,
});
const days = [...october.days.slice(15), ...november.days.slice(0, 14)];
const stateOf = (budget: Budget, lines: readonly DayLine[]) =>
  budgetState(budget, lines, november, today, wholeDays(lines, today));

describe("a budget", () => {
  const lines = days.flatMap((day) => [
    line({ day, cost: 10 }),
    line({ day, kind: "idle", application: null, team: null, cost: 5 }),
    line({ day, environment: "production", team: "payments", cost: 20 }),
  ]);

  it("of an environment is held against all that is paid there, of a team against what its applications cost", () => {
    expect(stateOf({ scope: "environment", name: "staging", monthly: 400 }, lines)).toMatchObject({
      spent: 14 * 15,
      forecast: 30 * 15,
      passesOn: "2026-11-27",
    });
    expect(stateOf({ scope: "team", name: "storefront", monthly: 400 }, lines)).toMatchObject({
      spent: 140,
      forecast: 300,
      passesOn: null,
    });
  });

  it("that is already passed names the day it was", () => {
    expect(stateOf({ scope: "team", name: "payments", monthly: 100 }, lines).passesOn).toBe("2026-11-06");
  });

  it("has no forecast on fewer than seven whole days, and is passed by what was spent alone", () => {
    const young = [line({ day: "2026-11-12", cost: 50 }), line({ day: "2026-11-13", cost: 50 })];
    expect(stateOf({ scope: "team", name: "storefront", monthly: 80 }, young)).toMatchObject({
      forecast: null,
      spent: 100,
      passesOn: "2026-11-13",
    });
  });

  it("is passed on a day exactly when the whole sum is more than it", () => {
    const day = fc.record({
      day: fc.constant("2026-11-01"),
      cost: fc.option(fc.nat(100), { nil: null }),
      estimate: fc.option(fc.nat(100), { nil: null }),
    });
    fc.assert(
      fc.property(fc.array(day, { maxLength: 31 }), fc.nat(3000), (all, monthly) => {
        const total = all.reduce((sum, { cost, estimate }) => sum + (cost ?? 0) + (estimate ?? 0), 0);
        expect(passesOn(all, monthly) !== null).toBe(total > monthly);
      }),
    );
  });
});

describe("budgets of the fleet file", () => {
  const fleetOf = (own: string, ledger: string) =>
    readFleet({
      name: "acme",
      paths: ["orchestr8.yaml", "apps/ledger/environments.yaml"],
      texts: new Map([
        ["orchestr8.yaml", own],
        ["apps/ledger/environments.yaml", ledger],
      ]),
    });
  const file = (team: string, staging: string) => `
name: acme
clusters: { c: {} }
teams: { payments: { required: 1${team} } }
environments: { staging: { type: staging${staging} } }
applications: { ledger: { path: apps/ledger, team: payments } }
`;
  const ledger = (block: string) =>
    `environments: { staging: { cluster: c, namespace: ledger-staging${block} } }\n`;

  it("are an environment's and a team's, and an application's own counts towards neither", () => {
    const { fleet } = fleetOf(
      file(", budget: { monthly: 900 }", ", budget: { monthly: 600 }"),
      ledger(", budget: { monthly: 50 }"),
    );
    expect(budgetsOf(fleet)).toEqual([
      { scope: "environment", name: "staging", monthly: 600 },
      { scope: "team", name: "payments", monthly: 900 },
    ]);
    expect(budgetsOf(fleetOf(file("", ""), ledger(", budget: { monthly: 50 }")).fleet)).toEqual([]);
  });

  it("are checked: an unknown key and a negative amount are problems with their line", () => {
    const { problems } = fleetOf(file(", budget: { montly: 900 }", ", budget: { monthly: -1 }"), ledger(""));
    expect(problems.map(({ message, line: at }) => [at, message])).toEqual(
      expect.arrayContaining([
        [4, expect.stringContaining("montly")],
        [5, expect.stringContaining("monthly")],
      ]),
    );
  });
});
