import { expect, test } from "vitest";
import { isGap } from "./guard";

test("a guard that only the later environment has is no gap, whichever side is shown first", () => {
  expect(isGap("right", { sameType: false, backwards: false })).toBe(false);
  expect(isGap("left", { sameType: false, backwards: false })).toBe(true);
  expect(isGap("left", { sameType: false, backwards: true })).toBe(false);
  expect(isGap("right", { sameType: false, backwards: true })).toBe(true);
});

test("of two environments of one type neither may lack a guard", () => {
  expect(isGap("left", { sameType: true, backwards: false })).toBe(true);
  expect(isGap("right", { sameType: true, backwards: false })).toBe(true);
});
