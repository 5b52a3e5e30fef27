import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Dimension, entryOf, plainDimensions } from "./dimension";
import type { Facets } from "./facet";
import { monthAmounts, outlook, wholeDays } from "./forecast";
import { heatTable, mostRows } from "./heat-table";
import { type DayLine, noAmounts, sumLines } from "./line";
import { money, moneyChange } from "./money";
import { monthBefore, monthOf, shortDay } from "./month";
import { largestStep, movement } from "./movement";
import { savings, savingsTotal } from "./savings";

const line = (over: Partial<DayLine>): DayLine => ({
  ...noAmounts,
  day: "2026-11-01",
  cluster: "staging-cluster",
  environment: "staging",
  application: "web",
  team: "storefront",
  kind: "used",
  cost: 1,
  ...over,
});
const [october, november] = [monthOf("2026-10"), monthOf("2026-11")];
const every = (over: (day: string) => Partial<DayLine>): DayLine[] =>
  [...october.days, ...november.days.slice(0, 15)].map((day) => line({ day, ...over(day) }));
const today = "2026-11-15";

const anyLine = fc
  .record({
    day: fc.constantFrom(...october.days, ...november.days.slice(0, 15)),
    cluster: fc.constantFrom("a", "b"),
    environment: fc.constantFrom("staging", "production", null),
    application: fc.constantFrom("web", "search", null),
    team: fc.constantFrom("storefront", null),
    kind: fc.constantFrom("used" as const, "idle" as const, "unmounted" as const),
    namespace: fc.option(fc.constantFrom("web", "jobs")),
    controller: fc.option(fc.constantFrom("deployment:web", "cronjob:web")),
    labels: fc.option(fc.dictionary(fc.constantFrom("tier", "app"), fc.constantFrom("a", "b"))),
    cpuCost: fc.double({ min: 0, max: 50, noNaN: true }),
    ramCost: fc.double({ min: 0, max: 50, noNaN: true }),
    cpu: fc.double({ min: 0, max: 100, noNaN: true }),
    ram: fc.double({ min: 0, max: 100, noNaN: true }),
  })
  .map((one) => line({ ...one, cost: one.cpuCost + one.ramCost }));

const dimensions: readonly Dimension[] = [...plainDimensions, "label:tier"];
const anyAxes = fc.constantFrom(
  ...dimensions.flatMap((rows) =>
    dimensions.filter((one) => one !== rows).map((one) => [rows, one] as const),
  ),
);

describe("the month", () => {
  it("closes at what was spent and seven days' mean for every day that is not over", () => {
    const { spent, forecast, days } = outlook(
      every((day) => ({ cost: day === today ? 0.25 : day >= "2026-11-08" ? 3 : 1 })),
      november,
      today,
    );
    expect(spent).toBeCloseTo(7 + 7 * 3 + 0.25, 9);
    expect(forecast?.value).toBeCloseTo(7 + 21 + 16 * 3, 9);
    expect(days.find(({ day }) => day === today)).toEqual({ day: today, cost: 0.25, estimate: 2.75 });
  });

  it("tells the smallest of very many names together, and loses nothing", () => {
    const lines = Array.from({ length: 90 }, (_, at) => line({ application: `app-${at}`, cost: at + 1 }));
    const { rows, total } = heatTable(lines, { rows: "application", columns: "environment" });
    expect([rows.length, rows.at(-1)?.name, rows.at(-1)?.kind]).toEqual([mostRows, "31 others", "rest"]);
    expect(rows[0]?.name).toBe("app-89");
    expect(total).toBeCloseTo((90 * 91) / 2, 9);
  });

  it("what was never told apart, and labels that nobody told, are not taken for having none", () => {
    const names = (dimension: Dimension, over: Partial<Facets>) =>
      entryOf({ ...line({}), ...over }, dimension).name;
    expect(names("namespace", {})).toBe("Not told apart");
    expect(names("label:tier", { namespace: "web", labels: null })).toBe("Labels not known");
    expect(names("label:tier", { namespace: "web", labels: {} })).toBe("No tier");
    expect(names("controller", { namespace: "web", controller: null })).toBe("No controller");
  });

  it("makes no forecast on fewer than seven whole days, and never counts the first day as whole", () => {
    const young = november.days.slice(7, 15).map((day) => line({ day }));
    expect(outlook(young.slice(1), november, today)).toMatchObject({ known: 5, forecast: null });
    expect(outlook([line({ day: "2026-11-07" }), ...young], november, today)).toMatchObject({ known: 7 });
  });

  it("adds up: days to the month, and lines to their forecast, within a millionth", () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 40 }), anyAxes, (lines, [rows, columns]) => {
        const whole = wholeDays(lines, today);
        const { spent, days, forecast } = outlook(lines, november, today);
        const inMonth = lines.filter((one) => one.day >= "2026-11-01");
        expect(Math.abs(spent - sumLines(inMonth).cost)).toBeLessThan(1e-6);
        expect(Math.abs(days.reduce((sum, one) => sum + (one.cost ?? 0), 0) - spent)).toBeLessThan(1e-6);
        const table = heatTable(inMonth, { rows, columns, order: ["staging", "production"] });
        expect(Math.abs(table.total - spent)).toBeLessThan(1e-6);
        expect(Math.abs(table.totals.reduce((a, b) => a + b, 0) - spent)).toBeLessThan(1e-6);
        if (forecast && forecast.value > spent)
          expect(Math.abs(monthAmounts(lines, november, today, whole).cost - forecast.value)).toBeLessThan(
            1e-6,
          );
      }),
    );
  });
});

describe("what moved", () => {
  it("adds up to the difference between the months, whatever happened", () => {
    fc.assert(
      fc.property(fc.array(anyLine), (lines) => {
        const { before, now, causes } = movement(lines, october, november, today);
        const sum = causes.reduce((all, cause) => all + cause.value, 0);
        expect(Math.abs(sum - (now - before))).toBeLessThan(1e-6);
      }),
    );
  });

  it("tells a dearer core from more cores, and a new application from both", () => {
    const moved = movement(
      [
        ...every((day) =>
          day < "2026-11-01" ? { cpu: 10, cpuCost: 1, cost: 1 } : { cpu: 10, cpuCost: 2, cost: 2 },
        ),
        ...every((day) =>
          day < "2026-11-01"
            ? { application: "search", cpu: 10, cpuCost: 1 }
            : { application: "search", cpu: 20, cpuCost: 2, cost: 2 },
        ),
        ...november.days.slice(0, 15).map((day) => line({ day, application: "notifier" })),
      ],
      october,
      november,
      today,
    );
    const values = Object.fromEntries(
      moved.causes.map(({ kind, value }) => [kind, Math.round(value * 1e6) / 1e6]),
    );
    expect(values).toMatchObject({ new: 30, price: 30, scale: 30, days: -2 });
  });

  it("finds the day a line stepped", () => {
    const lines = every((day) => ({ cpu: day < "2026-11-04" ? 5 : 9 }));
    expect(largestStep(lines, line({}), "2026-10-10", ({ cpu }) => cpu)).toBe("2026-11-04");
  });
});

describe("savings", () => {
  const facts = {
    lines: november.days
      .slice(0, 14)
      .flatMap((day) => [
        line({ day, cost: 1, cpuCost: 1, cpu: 24, cpuAsked: 24, cpuUsed: 2.4, ram: 24, count: 24 }),
        line({ day, kind: "idle", application: null, team: null, cost: 3, cpu: 120, ram: 120, count: 72 }),
      ]),
    pools: [{ environment: "staging", monthly: 90, title: "Node pool 3 to 5 → 1 to 5", detail: "packed" }],
    requests: [{ environment: "staging", application: "web", monthly: 20, detail: "1 request" }],
    environments: [{ name: "staging", production: false, scheduled: false, owner: "platform-team" }],
    teamOf: () => "storefront",
  };

  it("names another pool, a missing schedule and large requests with owner, risk and amount", () => {
    const found = savings(facts);
    expect(found.map(({ kind, owner, risk }) => [kind, owner, risk])).toEqual([
      ["nodes", "platform-team", "low"],
      ["schedule", "platform-team", "low"],
      ["requests", "storefront", "medium"],
    ]);
    expect(found[0]).toMatchObject({ title: "Node pool 3 to 5 → 1 to 5", monthly: 90 });
    expect(found[1]?.monthly).toBeCloseTo(4 * (365 / 12) * (108 / 168), 6);
  });

  it("tells acts of the same kind in two environments apart by their titles, which name the buttons", () => {
    const [staging] = facts.environments;
    const found = savings({
      ...facts,
      lines: facts.lines.flatMap((one) => [
        { ...one, kind: one.kind === "idle" ? "unmounted" : one.kind },
        { ...one, environment: "integration", kind: one.kind === "idle" ? "unmounted" : one.kind },
      ]),
      requests: ["staging", "integration"].flatMap((environment) =>
        facts.requests.map((one) => ({ ...one, environment })),
      ),
      environments: ["staging", "integration"].flatMap((name) => (staging ? [{ ...staging, name }] : [])),
    });
    expect(found.map(({ kind }) => kind).sort()).toEqual([
      "nodes",
      "requests",
      "requests",
      "schedule",
      "schedule",
      "volumes",
      "volumes",
    ]);
    expect(new Set(found.map(({ title }) => title)).size).toBe(found.length);
  });

  it("counts overlapping acts of one environment once", () => {
    const found = savings(facts);
    expect(savingsTotal(found)).toBe(found[0]?.monthly);
  });

  it("says nothing on less than a week, or of a schedule that is declared", () => {
    expect(savings({ ...facts, lines: facts.lines.slice(0, 12) })).toEqual([]);
    const scheduled = {
      ...facts,
      environments: facts.environments.map((one) => ({ ...one, scheduled: true })),
    };
    expect(savings(scheduled).some(({ kind }) => kind === "schedule")).toBe(false);
  });
});

it("names the currency with every amount, and months and days in words", () => {
  expect([
    money(1228.4, "EUR"),
    money(7.5, "USD"),
    moneyChange(-342, "EUR"),
    moneyChange(555, "EUR"),
  ]).toEqual(["€1,228", "US$7.50", "−€342", "+€555"]);
  expect([monthBefore("2026-01"), november.title, shortDay("2026-11-04")]).toEqual([
    "2025-12",
    "November 2026",
    "4 Nov",
  ]);
});
