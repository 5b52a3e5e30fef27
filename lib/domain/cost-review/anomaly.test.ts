import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anomalies, median } from "./anomaly";
import { type DayLine, noAmounts } from "./line";
import { monthOf } from "./month";

const days = [...monthOf("2026-10").days, ...monthOf("2026-11").days.slice(0, 20)];
const november = days.slice(31);
const line = (day: string, cost: number, over: Partial<DayLine> = {}): DayLine => ({
  ...noAmounts,
  day,
  cluster: "c",
  environment: "staging",
  application: "web",
  team: "storefront",
  kind: "used",
  cost,
  ...over,
});
const of = (costOf: (day: string) => number, whole: readonly string[] = days) =>
  anomalies(
    days.map((day) => line(day, costOf(day))),
    november,
    whole,
  );

describe("an anomaly", () => {
  it("is a day far from the median of its weekday, with what moved most in it", () => {
    const lines = days.flatMap((day) => [
      line(day, 40),
      line(day, day === "2026-11-10" ? 50 : 20, { application: "search" }),
    ]);
    expect(anomalies(lines, november, days).found).toEqual([
      {
        environment: "staging",
        from: "2026-11-10",
        to: "2026-11-10",
        days: 1,
        cost: 90,
        usual: 60,
        part: { line: expect.objectContaining({ application: "search" }), value: 30 },
      },
    ]);
  });

  it("is not a weekday rhythm, a fifth of the usual, or a weekday that always varies", () => {
    const weekend = (day: string) => new Date(day).getUTCDay() % 6 === 0;
    expect(of((day) => (weekend(day) ? 20 : 100)).found).toEqual([]);
    expect(of((day) => (day === "2026-11-10" ? 119 : 100)).found).toEqual([]);
    expect(of((day) => (day === "2026-11-10" ? 121 : 100)).found).toHaveLength(1);
    const restless: Record<string, number> = { "2026-10-13": 60, "2026-10-20": 140, "2026-10-27": 80 };
    expect(of((day) => (day === "2026-11-10" ? 150 : (restless[day] ?? 100))).found).toEqual([]);
  });

  it("of several days in a row is one, in one direction", () => {
    const { found } = of((day) => (day >= "2026-11-10" && day <= "2026-11-12" ? 200 : 100));
    expect(found).toMatchObject([{ from: "2026-11-10", to: "2026-11-12", days: 3, cost: 600, usual: 300 }]);
    expect(of((day) => (day === "2026-11-10" ? 10 : 100)).found).toMatchObject([{ cost: 10, usual: 100 }]);
  });

  it("is never told on fewer than three whole weeks before, or of a day that is not whole", () => {
    const young = days.slice(-20);
    expect(of((day) => (day === "2026-11-19" ? 900 : 100), young)).toEqual({ judged: 0, found: [] });
    expect(
      of(
        (day) => (day === "2026-11-10" ? 900 : 100),
        days.filter((day) => day !== "2026-11-10"),
      ).found,
    ).toEqual([]);
  });

  it("does not depend on the currency's unit once amounts are not tiny", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 100, max: 400 }), { minLength: days.length, maxLength: days.length }),
        fc.integer({ min: 2, max: 1000 }),
        (costs, factor) => {
          const by = (unit: number) =>
            of((day) => (costs[days.indexOf(day)] ?? 0) * unit)
              .found.map(({ from, to }) => [from, to])
              .sort();
          expect(by(factor)).toEqual(by(1));
        },
      ),
    );
  });
});

it("takes the middle, or the mean of the two in the middle", () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3]), median([])]).toEqual([2, 2.5, 0]);
});
