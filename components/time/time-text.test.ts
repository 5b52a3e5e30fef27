import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { absoluteText, durationText, timeText } from "./time-text";

const at = new Date("2026-11-20T13:02:31Z");
const later = (ms: number) => new Date(at.getTime() + ms);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe("the words of a time", () => {
  test.each([
    [-15_000, "just now"],
    [5_000, "just now"],
    [40_000, "40 s ago"],
    [4 * minute, "4 min ago"],
    [2 * hour, "2 h ago"],
    [day - 1, "23 h ago"],
  ])("are relative under a day: %i ms is %s", (ms, words) => {
    expect(timeText(at, later(ms), "ago", "UTC")).toBe(words);
  });

  test("name date, time and zone from a day on, and the year when it is another", () => {
    expect(timeText(at, later(day), "ago", "UTC")).toBe("20 Nov 13:02 UTC");
    expect(timeText(at, later(60 * day), "ago", "UTC")).toBe("20 Nov 2026 13:02 UTC");
  });

  test("stay short in dense cells", () => {
    expect(timeText(at, later(6 * day + hour), "age")).toBe("6 d");
    expect(timeText(at, later(2_000), "age")).toBe("now");
  });

  test("look ahead in two units", () => {
    expect(timeText(later(2 * day + 18 * hour), at, "until")).toBe("in 2 d 18 h");
    expect(timeText(at, later(1), "until")).toBe("now");
  });

  test("are told in the zone that is asked for", () => {
    expect(absoluteText(at, "Europe/Berlin")).toMatch(/^20 Nov 2026 14:02 (CET|GMT\+1)$/);
    expect(timeText(at, at, "clock", "UTC")).toBe("13:02:31");
    expect(timeText(at, at, "minute", "UTC")).toBe("13:02");
  });

  test("use at most two units for any length", () => {
    fc.assert(
      fc.property(fc.integer({ min: -day, max: 400 * day }), (ms) => {
        expect(durationText(ms, 2).split(" ").length).toBeLessThanOrEqual(4);
        expect(durationText(ms)).toMatch(/^\d+ (s|min|h|d)$/);
      }),
    );
  });
});
