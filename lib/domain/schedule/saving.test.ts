import { expect, test } from "vitest";
import { habitOf, idleHours, type UsedHour } from "./idle";
import { estimatedSaving, type HourOfWeek, measuredSaving } from "./saving";

const hour = 3_600_000;
const monday = Date.parse("2026-11-16T00:00:00Z");
const week = (of: (day: number, hour: number) => { cost: number; idle: number }): HourOfWeek[] =>
  Array.from({ length: 168 }, (_, at) => ({
    day: Math.floor(at / 24),
    hour: at % 24,
    ...of(Math.floor(at / 24), at % 24),
  }));
const nights = Array.from({ length: 7 }, (_, day) =>
  Array.from({ length: 24 }, (_, at) => (day < 5 && at >= 8 && at < 20 ? 0 : 1)),
);
const perMonth = 365 / 12 / 7;

test("an estimate counts only the hours asleep, and what is realised goes by nodes above the minimum", () => {
  const flat = week(() => ({ cost: 2, idle: 0.5 }));
  expect(estimatedSaving(flat, nights, { now: 4, min: 1 })).toEqual({
    attributed: expect.closeTo(1.5 * 108 * perMonth, 6),
    realised: expect.closeTo(2 * 108 * 0.75 * perMonth, 6),
  });
  expect(estimatedSaving(flat, nights, { now: 2, min: 2 })?.realised).toBe(0);
  expect(estimatedSaving(flat, nights, null)?.realised).toBeNull();
  expect(estimatedSaving([], nights, null)).toBeNull();
});

test("what was saved is measured: pods that went save what they cost, nodes that stayed save nothing", () => {
  const slept = week((day, at) => (nights[day]?.[at] === 1 ? { cost: 2, idle: 2 } : { cost: 2, idle: 0.5 }));
  expect(measuredSaving(slept, nights)).toEqual({
    attributed: expect.closeTo(1.5 * 108 * perMonth, 6),
    realised: 0,
  });
  expect(
    measuredSaving(
      slept.filter(({ day }) => day > 4),
      nights,
    ),
  ).toBeNull();
});

const used = (from: number, of: (at: number) => number, count: number): UsedHour[] =>
  Array.from({ length: count }, (_, at) => ({ hour: new Date(from + at * hour), asked: 4, used: of(at) }));

test("idle hours end at use, and at an hour nobody measured", () => {
  const quiet = used(monday, (at) => (at < 10 ? 2 : 0.1), 40);
  expect(idleHours(quiet)).toBe(30);
  expect(idleHours(quiet.filter((_, at) => at !== 30))).toBe(9);
  expect(idleHours(used(monday, () => 2, 5))).toBe(0);
  expect(idleHours([])).toBe(0);
});

test("the hours proposed are those in which it was used, by the clock of its zone", () => {
  const busy = used(
    monday,
    (at) => (Math.floor(at / 24) < 4 && at % 24 >= 8 && at % 24 < 16 ? 2 : 0.01),
    168,
  );
  expect(habitOf(busy, "Europe/Berlin")).toEqual({
    days: ["mon", "tue", "wed", "thu"],
    from: "09:00",
    to: "17:00",
  });
  expect(habitOf(busy.slice(0, 100), "Europe/Berlin")).toMatchObject({ from: "08:00", to: "20:00" });
  expect(
    habitOf(
      used(monday, () => 3, 168),
      "Europe/Berlin",
    ).days,
  ).toHaveLength(5);
});
