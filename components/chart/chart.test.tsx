import { cleanup, render, screen, within } from "@testing-library/react";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { trailPlaces } from "../matrix/trail";
import { HeatCalendar } from "./heat-calendar";
import { StackedBar } from "./stacked-bar";
import { Waterfall, waterfallSpans } from "./waterfall";

afterEach(cleanup);

describe("a chart", () => {
  test("is named by its sentence and has its data as a table", () => {
    render(
      <StackedBar
        title="November"
        summary="Spending is 71 % of the budget."
        segments={[
          { label: "billed", value: 3, text: "€3", ink: "strong" },
          { label: "estimate", value: 1, text: "€1", ink: "hatched" },
        ]}
      />,
    );
    const figure = screen.getByRole("figure", { name: "Spending is 71 % of the budget." });
    const twin = within(figure).getByRole("table", { name: "November", hidden: true });
    expect([...twin.querySelectorAll("tbody tr")].map((row) => row.textContent)).toEqual([
      "billed€3",
      "estimate€1",
    ]);
  });

  test("of a week lists its marks by day and minute", () => {
    render(
      <HeatCalendar
        title="When changes happen"
        summary="One change."
        shades={[[]]}
        marks={[{ day: 0, minute: 545, label: "checkout", kind: "plain" }]}
      />,
    );
    expect(screen.getByText("09:05 checkout")).toBeTruthy();
  });

  test("of causes starts each change where the one before ended", () => {
    expect(
      waterfallSpans([
        { label: "a", kind: "total", value: 10, text: "" },
        { label: "b", kind: "change", value: 5, text: "" },
        { label: "c", kind: "change", value: -3, text: "" },
        { label: "d", kind: "total", value: 12, text: "" },
      ]),
    ).toEqual([
      { from: 0, to: 10 },
      { from: 10, to: 15 },
      { from: 15, to: 12 },
      { from: 0, to: 12 },
    ]);
  });

  test("says that its axis is cut", () => {
    render(
      <Waterfall
        summary="It rose."
        start={100}
        startText="from €100"
        items={[{ label: "October", kind: "total", value: 120, text: "€120" }]}
      />,
    );
    expect(screen.getByText("axis cut, from €100")).toBeTruthy();
  });
});

test("dots of a trail neither hide each other nor leave the picture", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
      (positions) => {
        const dots = positions.map((position, index) => ({
          environment: `e${index}`,
          production: index === 0,
          position,
        }));
        const places = trailPlaces(dots).map(({ x }) => x);
        for (const x of places) expect(x).toBeGreaterThanOrEqual(3);
        for (const [index, x] of places.entries())
          for (const other of places.slice(index + 1))
            expect(Math.abs(x - other)).toBeGreaterThanOrEqual(5.499);
      },
    ),
  );
});
