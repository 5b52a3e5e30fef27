import { afterAll, afterEach, expect, test, vi } from "vitest";
import { onEveryStore } from "@/db/testing/store";
import type { CostDimension, CostReviewView } from "@/lib/contract/cost";
import { costCsv } from "@/lib/contract/cost-csv";
import { nestedCells } from "@/lib/contract/cost-table";
import { plainDimensions } from "@/lib/domain/cost-review/dimension";
import { noFacets } from "@/lib/domain/cost-review/facet";
import { type HourLine, noAmounts } from "@/lib/domain/cost-review/line";
import { type Bench, openBench, sharedRenderer } from "../testing/bench";
import { benches } from "../testing/promotions";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const shared = sharedRenderer();
afterAll(shared.remove);

const work = (application: string, environment: string, cost: number, labels = {}): HourLine => ({
  ...noAmounts,
  cluster: `${environment}-cluster`,
  environment,
  application,
  team: application === "vault" ? "security-team" : "developers",
  kind: "used",
  namespace: `${application}-${environment}`,
  controller: `deployment:${application}`,
  labels: { app: application, ...labels },
  cost,
});
const idle = (environment: string): HourLine => ({
  ...work("web", environment, 7),
  ...noFacets,
  ...{ application: null, team: null, kind: "idle" },
});
const all: readonly CostDimension[] = [...plainDimensions, "label:app"];
const pairs = all.flatMap((by) => all.filter((one) => one !== by).map((across) => ({ by, across })));

onEveryStore("costs told apart by two dimensions", (stores) => {
  const { open, close } = benches(async () =>
    openBench({ store: await stores.store(), renderer: shared.renderer }),
  );
  afterEach(close);

  async function measured(bench: Bench): Promise<void> {
    const day = bench.clock.at.toISOString().slice(0, 10);
    const of = (environment: string, lines: readonly HourLine[]) =>
      bench.store.write((tx) =>
        tx.samples.closeDay({ cluster: `${environment}-cluster`, day, source: "opencost", lines }, "USD"),
      );
    await of("staging", [
      work("web", "staging", 5, { slot: "a" }),
      { ...work("web", "staging", 2), controller: "cronjob:report" },
      work("vault", "staging", 3, { sealed: "yes" }),
      idle("staging"),
    ]);
    await of("prod", [work("web", "production", 11), idle("production")]);
  }
  const review = (bench: Bench, who: string, ask: object) =>
    bench.value<CostReviewView>(who, "cost.review", ask);

  test("any two of them add up to the same total, on the page and in its CSV", async () => {
    const bench = await open();
    await measured(bench);
    for (const axes of pairs) {
      const view = await review(bench, "alex", axes);
      expect([view.by, view.across, view.spent]).toEqual([axes.by, axes.across, 35]);
      expect(view.table.total).toBeCloseTo(35, 6);
      const csv = costCsv(view).split("\r\n");
      for (const row of view.table.rows) {
        expect(row.cells.reduce((sum, one) => sum + one, 0)).toBeCloseTo(row.total, 6);
        for (const { column, cost } of nestedCells(view.table, row))
          expect(csv).toContain(`table,${row.name},${column.name},${cost.toFixed(2)},USD,measured`);
      }
    }
    const { table } = await review(bench, "alex", { by: "controller", across: "namespace" });
    expect(table.rows.map(({ name, total }) => [name, total])).toEqual([
      ["deployment:web", 16],
      ["deployment:vault", 3],
      ["cronjob:report", 2],
      ["Not requested", 14],
    ]);
    expect((await review(bench, "alex", { by: "label:slot" })).table.rows.map(({ name }) => name)).toEqual([
      "a",
      "No slot",
      "Not requested",
    ]);
  });

  test("a part that may not be seen keeps its cost and tells neither namespace, controller nor label", async () => {
    const bench = await open();
    await measured(bench);
    for (const axes of pairs) {
      const view = await review(bench, "dana", axes);
      expect(view.table.total).toBeCloseTo(view.spent, 6);
      expect(JSON.stringify(view.table)).not.toContain("vault");
      expect(view.labels).toEqual(["app", "slot"]);
    }
    expect((await review(bench, "alex", {})).labels).toEqual(["app", "sealed", "slot"]);
    const one = await review(bench, "alex", { environment: "production", by: "namespace" });
    expect(one.table.rows.map(({ name }) => name)).toEqual(["web-production", "Not requested"]);
    expect(one.labels).toEqual(["app"]);
  });

  test("days of before parts were kept are told as not told apart, and still add up", async () => {
    const bench = await open();
    await measured(bench);
    const before = new Date(bench.clock.at.getTime() - 86_400_000).toISOString().slice(0, 10);
    const line = { ...work("web", "staging", 4), ...noFacets };
    await bench.store.write((tx) =>
      tx.samples.closeDay(
        { cluster: "staging-cluster", day: before, source: "opencost", lines: [line] },
        "USD",
      ),
    );
    const { table, spent } = await review(bench, "alex", { by: "namespace" });
    expect(table.total).toBeCloseTo(spent, 6);
    expect(table.rows.find(({ name }) => name === "Not told apart")?.total).toBeCloseTo(4, 6);
  });
});
