import { expect, test } from "vitest";
import { dayTicks, weekends } from "./lane-axis";

test("a weekend is one piece, cut at the ends of the axis", () => {
  expect(weekends("2026-11-15T06:00:00.000Z", "2026-11-21T12:00:00.000Z")).toEqual([
    { from: "2026-11-15T06:00:00.000Z", to: "2026-11-16T00:00:00.000Z" },
    { from: "2026-11-21T00:00:00.000Z", to: "2026-11-21T12:00:00.000Z" },
  ]);
});

test("ticks stay few however long the axis is, and end today", () => {
  for (const from of ["2026-11-20T00:00:00.000Z", "2026-11-03T00:00:00.000Z", "2026-06-01T00:00:00.000Z"]) {
    const ticks = dayTicks(from, "2026-11-20T13:00:00.000Z");
    expect(ticks.length).toBeLessThanOrEqual(8);
    expect(ticks.at(-1)?.text).toBe("today");
  }
});

test("a span of months names months, a span of weeks weekdays", () => {
  expect(dayTicks("2026-11-10T00:00:00.000Z", "2026-11-20T13:00:00.000Z")[0]?.text).toMatch(/^\w{3},? \d/);
  expect(dayTicks("2026-08-01T00:00:00.000Z", "2026-11-20T13:00:00.000Z")[0]?.text).toMatch(/^\d+ \w{3}$/);
});
