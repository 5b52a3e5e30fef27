import { expect, test } from "vitest";
import type { FleetCell } from "@/lib/contract/fleet";
import { rowMarks } from "./marks";

const cell = (part: Partial<FleetCell>): FleetCell => ({
  environment: "staging",
  state: "deployed",
  version: "1.8.2",
  running: null,
  health: { kind: "healthy", word: "healthy", reason: null },
  since: null,
  drift: 0,
  silent: null,
  staleSince: null,
  note: null,
  next: null,
  ...part,
});
const next = (kind: "ahead" | "waiting" | "running" | "blocked") => ({
  to: "production",
  kind,
  text: "",
  reason: "",
  promotion: null,
});

test("a healthy row without a newer version has no mark", () => {
  expect(rowMarks([cell({})], ["production"])).toEqual([]);
});

test("an unknown health needs attention, never silence", () => {
  const health = { kind: "unknown" as const, word: "unknown", reason: "nothing was heard" };
  expect(rowMarks([cell({ health })], ["production"])).toEqual(["attention"]);
});

test("failed, drifting and silent rows also count as needing attention", () => {
  expect(rowMarks([cell({ drift: 2 })], [])).toEqual(["drift", "attention"]);
  expect(rowMarks([cell({ state: "broken" })], [])).toEqual(["failed", "attention"]);
  expect(rowMarks([cell({ silent: "prod-east" })], [])).toEqual(["silent", "attention"]);
});

test("an application that is not deployed anywhere is not counted as unknown", () => {
  const health = { kind: "unknown" as const, word: "unknown", reason: "not deployed here" };
  expect(rowMarks([cell({ state: "absent", health })], [])).toEqual([]);
});

test("behind is said of production only, and not while the delivery runs", () => {
  expect(rowMarks([cell({ next: next("ahead") })], ["production"])).toEqual(["behind"]);
  expect(rowMarks([cell({ next: next("ahead") })], ["elsewhere"])).toEqual([]);
  expect(rowMarks([cell({ next: next("waiting") })], ["production"])).toEqual(["flight", "behind"]);
  expect(rowMarks([cell({ next: next("running") })], ["production"])).toEqual(["flight"]);
});
