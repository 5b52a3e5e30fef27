import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { costCsv } from "@/lib/contract/cost-csv";
import { AnomaliesPanel } from "./anomalies-panel";
import { BilledPanel } from "./billed-panel";
import { BudgetsPanel } from "./budgets-panel";
import { costView } from "./cost.fixture";
import { HeatTable } from "./heat-table";
import { MonthFigure } from "./month-figure";
import { MovementFigure } from "./movement-figure";
import { PoolsPanel } from "./pools-panel";
import { QualityStrip } from "./quality-strip";
import { SavingsPanel } from "./savings-panel";

afterEach(cleanup);

const savingsPanel = (view = costView()) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SavingsPanel view={view} />
    </QueryClientProvider>,
  );

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
  expect(production?.textContent).toContain("+€400 over, from 26 Nov");
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
  savingsPanel();
  const item = within(screen.getByRole("list", { name: "Open savings" })).getByRole("listitem");
  expect(item.textContent).toContain("€386");
  expect(item.textContent).toContain("platform-team");
  expect(item.textContent).toContain("low risk");
});

test("what was decided is kept apart, with who, until when and why, and does not count as open", () => {
  savingsPanel();
  const item = within(screen.getByRole("list", { name: "Decided savings" })).getByRole("listitem");
  expect(item.textContent).toMatch(
    /left as it is by Mira Adler on 16 Nov, until 10 Jan: room for the winter sale/,
  );
  expect(screen.getByText(/€386 a month in 1 act/)).toBeTruthy();
});

test("who may not decide sees the refusal's own words instead of the buttons", () => {
  const view = costView();
  const [item] = view.savings.items;
  if (!item) throw new Error("the fixture has a saving");
  const message = "You may not dismiss a saving in staging";
  savingsPanel({
    ...view,
    savings: {
      ...view.savings,
      items: [{ ...item, decide: { allowed: false, code: "auth.forbidden", message } }],
    },
  });
  expect(screen.queryByRole("button", { name: /^Agree/ })).toBeNull();
  expect(screen.getByRole("button", { name: /Decide/ }).getAttribute("aria-disabled")).toBe("true");
  expect(document.body.textContent).toContain(message);
});

test("deciding asks for a reason and a day, and only then lets go", async () => {
  savingsPanel();
  fireEvent.click(screen.getByRole("button", { name: /^Dismiss: Switch staging off/ }));
  const dialog = await screen.findByRole("dialog");
  const send = () => within(dialog).getByRole("button", { name: /^Dismiss/ });
  expect(send().getAttribute("aria-disabled")).toBe("true");
  expect(within(dialog).getByLabelText(/Look again on/)).toHaveProperty("value", "2026-12-21");
  fireEvent.change(within(dialog).getByLabelText(/Reason/), { target: { value: "the load test needs it" } });
  expect(send().getAttribute("aria-disabled")).not.toBe("true");
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

test("a bill stands beside what was measured on its days, and what was not measured is not 0", () => {
  const billed = {
    rows: [
      { environment: "staging", production: false, billed: 500, effective: 400, measured: 400 },
      { environment: null, production: false, billed: 300, effective: 300, measured: null },
    ],
    billed: 800,
    effective: 700,
    measured: 400,
    days: 1,
    from: "2026-11-01",
    to: "2026-11-01",
    others: [],
    imported: { name: "focus.csv", at: "2026-11-20T10:00:00Z" },
    caption: "On 1 day from 1 Nov to 1 Nov €8 was billed and €4 measured, +€4.",
  };
  render(<BilledPanel billed={billed} currency="EUR" />);
  const cells = (name: RegExp) =>
    within(screen.getByRole("row", { name }))
      .getAllByRole("cell")
      .map((cell) => cell.textContent);
  expect(cells(/staging/)).toEqual(["€500", "€400", "€400", "+€100"]);
  expect(cells(/no environment/)).toEqual(["€300", "€300", "not measured", "–"]);
  expect(cells(/^All/)).toEqual(["€800", "€700", "€400", "+€400"]);
  expect(costCsv(costView({ billed }))).toContain("billed,staging,effective,400.00,EUR,billed");
});
