import { expect, test } from "vitest";
import { mayBecome, openStates, type PromotionState } from "./promotion-state";

const states: PromotionState[] = [
  "waiting",
  "running",
  "done",
  "failed",
  "withdrawn",
  "rejected",
  "superseded",
];

test("nothing is done that did not run", () => {
  expect(states.filter((from) => mayBecome(from, "done"))).toEqual(["running"]);
});

test("a running promotion can no longer be withdrawn, rejected or superseded", () => {
  expect(states.filter((to) => mayBecome("running", to))).toEqual(["waiting", "done", "failed"]);
});

test("what ended well or was taken back stays so; only a failed one may be tried again", () => {
  const ended = states.filter((state) => !openStates.some((open) => open === state));
  expect(ended.filter((from) => states.some((to) => mayBecome(from, to)))).toEqual(["failed"]);
});
