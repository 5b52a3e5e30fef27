import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gateAxis } from "./gate-axis";

const now = Date.parse("2026-11-20T13:02:31Z");
const hour = 3_600_000;

describe("the axis of the gates", () => {
  test("never draws a later instant left of an earlier one", () => {
    const offset = fc.integer({ min: -30 * 24, max: 30 * 24 });
    fc.assert(
      fc.property(fc.array(offset), fc.array(offset), offset, offset, (past, ahead, a, b) => {
        const axis = gateAxis(
          past.filter((h) => h <= 0).map((h) => now + h * hour),
          ahead.filter((h) => h > 0).map((h) => now + h * hour),
          now,
          "UTC",
        );
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        expect(axis.at(now + first * hour)).toBeLessThanOrEqual(axis.at(now + second * hour));
        expect(axis.at(now + first * hour)).toBeGreaterThanOrEqual(0);
        expect(axis.at(now + second * hour)).toBeLessThanOrEqual(axis.width);
      }),
    );
  });

  test("has a piece for the past only when evidence is that old", () => {
    expect(gateAxis([now - hour], [], now, "UTC").segments.map((s) => s.kind)).toEqual(["today", "ahead"]);
    expect(gateAxis([now - 5 * 24 * hour], [], now, "UTC").segments.map((s) => s.kind)).toEqual([
      "past",
      "today",
      "ahead",
    ]);
  });

  test("names the present moment in the reader's zone", () => {
    expect(gateAxis([], [], now, "Europe/Berlin").ticks.find((tick) => tick.strong)?.label).toBe("14:02");
  });
});
