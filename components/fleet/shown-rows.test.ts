import { expect, test } from "vitest";
import { fleetView, row } from "./fleet.fixture";
import { countOf, shownGroups } from "./shown-rows";

const view = fleetView([
  row("web", { team: "storefront", marks: ["behind"] }),
  row("ledger", { marks: ["failed", "attention"] }),
  row("catalog", { team: "storefront", renderer: "helm" }),
  row("lonely", { team: null }),
]);
const names = (groups: ReturnType<typeof shownGroups>) =>
  groups.map((group) => [group.name, group.rows.map((one) => one.application)]);

test("the count of a filter is the number of rows it leaves", () => {
  for (const show of ["all", "attention", "behind", "drift"] as const) {
    const left = shownGroups(view, { show, text: "", grouping: "none" }).flatMap((group) => group.rows);
    expect(left).toHaveLength(countOf(view, show));
  }
});

test("a group that a filter empties is not shown", () => {
  expect(names(shownGroups(view, { show: "failed", text: "", grouping: "team" }))).toEqual([
    ["payments", ["ledger"]],
  ]);
});

test("applications without a team stand in a group that says so", () => {
  expect(names(shownGroups(view, { show: "all", text: "lon", grouping: "team" }))).toEqual([
    ["no team", ["lonely"]],
  ]);
});

test("letters find applications and teams whatever their case", () => {
  const found = shownGroups(view, { show: "all", text: " STORE", grouping: "none" });
  expect(names(found)).toEqual([[undefined, ["catalog", "web"]]]);
});
