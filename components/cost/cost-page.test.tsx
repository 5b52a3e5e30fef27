import { cleanup, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { costCsv } from "@/lib/contract/cost-csv";
import { AnomaliesPanel } from "./anomalies-panel";
import { BudgetsPanel } from "./budgets-panel";
import { costView } from "./cost.fixture";
import { HeatTable } from "./heat-table";
import { MonthFigure } from "./month-figure";
import { MovementFigure } from "./movement-figure";
import { PoolsPanel } from "./pools-panel";
import { QualityStrip } from "./quality-strip";
import { SavingsPanel } from "./savings-panel";

afterEach(cleanup);

test("the table's rows, columns and budgets are what the review says", () => {
  render(<HeatTable view={costView()} />);
  const row = screen.getByRole("row", { name: /Not requested/ });
  expect(
    within(row)
      .getAllByRole("cell")
      .map((cell) => cell.textContent),
  ).toEqual(["€100", "€400", "€500"]);
  expect(screen.getByRole("row", { name: /Difference/ }).textContent).toContain("over +€100over +€400");
});

test("what is still to come is hatched and never drawn as measured", () => {
  const { container } = render(<MonthFigure view={costView()} />);
  const bars = [...container.querySelectorAll("g > rect")].map((bar) => bar.getAttribute("fill") ?? "");
  expect(bars.filter((fill) => fill.startsWith("url("))).toHaveLength(10);
  expect(screen.getByText(/passes the budget on 26 Nov/)).toBeTruthy();
});

test("a month over is drawn without a forecast, and one without a budget without its line", () => {
  const { container } = render(
    <MonthFigure
      view={costView({ budget: null, forecast: null, month: { ...costView().month, over: true } })}
    />,
  );
  expect(container.textContent).toContain("in all");
  expect(container.textContent).not.toContain("Budget");
});

test("every cause of a difference says why", () => {
  render(<MovementFigure view={costView()} />);
  expect(screen.getAllByText(/2\.0 → 3\.0 pods on average/).length).toBeGreaterThan(0);
  cleanup();
  render(
    <MovementFigure
      view={costView({ movement: null, movementReason: "A comparison needs a whole October." })}
    />,
  );
  expect(screen.getByText("A comparison needs a whole October.")).toBeTruthy();
});

test("a cause links to the promotion of the day it stepped", () => {
  render(<MovementFigure view={costView()} />);
  expect(screen.getByRole("link", { name: "Promote search 2.3.1 to production" }).getAttribute("href")).toBe(
    "/promotions/prm_01j00000000000000000000000",
  );
});

test("a budget that is passed says by how much and on which day, one that is kept what is left", () => {
  render(<BudgetsPanel view={costView()} />);
  const [production, storefront] = screen.getAllByRole("listitem");
  expect(production?.textContent).toContain("+€400 over, passed on 26 Nov");
  expect(storefront?.textContent).toContain("€50 left");
  expect(storefront?.textContent).toContain("€900 of €1,400");
  cleanup();
  render(<BudgetsPanel view={costView({ budgets: [], budgetsCaption: "No budget is declared in EUR." })} />);
  expect(screen.getByText(/No budget is declared in EUR/)).toBeTruthy();
});

test("an unusual day says what moved, and a young record says that it cannot tell", () => {
  render(<AnomaliesPanel view={costView()} />);
  expect(screen.getByRole("listitem").textContent).toMatch(/10 Nov to 11 Nov.*search rose most.*\+€100/);
  cleanup();
  render(
    <AnomaliesPanel
      view={costView({ anomalies: { judged: 0, items: [], caption: "3 whole days are known." } })}
    />,
  );
  expect(screen.getByText("not enough history yet")).toBeTruthy();
  expect(screen.queryByText(/Every day of November/)).toBeNull();
});

test("a type without a price reads no price, and the strip says totals are incomplete and the list is old", () => {
  const { container } = render(
    <>
      <PoolsPanel view={costView()} />
      <QualityStrip view={costView()} />
    </>,
  );
  expect(container.textContent).toContain("no price");
  expect(screen.getByText("Totals are incomplete")).toBeTruthy();
  expect(container.textContent).toContain("older than 90 days. No price: x99.mega.");
  expect(container.textContent).toContain("99.0 % of the hours, 3 late; 10 hours missing");
});

test("a saving names its owner, its risk and the currency", () => {
  render(<SavingsPanel view={costView()} />);
  const item = screen.getByRole("listitem");
  expect(item.textContent).toContain("€386");
  expect(item.textContent).toContain("platform-team");
  expect(item.textContent).toContain("low risk");
});

test("the CSV holds the rows of the page and their currency, and runs no formula", () => {
  const lines = costCsv(
    costView({
      table: {
        ...costView().table,
        rows: [
          {
            name: "=1+1",
            kind: "named",
            production: false,
            budget: null,
            forecast: null,
            cells: [-1.5, 0],
            total: -1.5,
          },
        ],
      },
    }),
  ).split("\r\n");
  expect(lines[0]).toBe("section,row,column,amount,currency,mark");
  expect(lines).toContain("month,November 2026,spent,2000.00,EUR,measured");
  expect(lines).toContain("table,'=1+1,staging,-1.50,EUR,measured");
  expect(lines.filter((line) => line.startsWith("day,"))).toHaveLength(30);
  expect(lines.filter((line) => line.startsWith("pool,"))).toHaveLength(2);
  const measured = lines.filter((line) => line.startsWith("day,") && line.endsWith("measured"));
  expect(measured.reduce((sum, line) => sum + Number(line.split(",")[3]), 0)).toBe(2000);
});
