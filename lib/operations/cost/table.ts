import type { CostDimension, CostReviewView } from "@/lib/contract/cost";
import type { BudgetState } from "@/lib/domain/cost-review/budget";
import { monthAmounts, outlook } from "@/lib/domain/cost-review/forecast";
import { type AxisEntry, entryOf, type HeatTable, heatTable } from "@/lib/domain/cost-review/heat-table";
import { isProduction } from "../environment-head";
import type { Measured } from "./measured";
import type { CostScope } from "./scope";

/** Columns that go with rows when none were asked for. */
export const acrossOf = (by: CostDimension, across: CostDimension | undefined): CostDimension =>
  across !== undefined && across !== by ? across : by === "environment" ? "team" : "environment";

/** The table of two dimensions; every entry with its budget, where it has one, and its part of the forecast. */
export function tableOf(
  scope: CostScope,
  measured: Measured,
  states: readonly BudgetState[],
  { by, across }: { by: CostDimension; across: CostDimension },
): CostReviewView["table"] {
  const { lines, ofMonth, month, today, days } = measured;
  const table = heatTable(ofMonth, {
    rows: by,
    columns: across,
    order: scope.shown.map(({ name }) => name),
  });
  const known = outlook(lines, month, today, days).forecast !== null;
  const forecast = (entry: AxisEntry, dimension: CostDimension): number | null => {
    if (!known) return null;
    const mine = lines.filter((line) => {
      const at = entryOf(line, dimension);
      return at.name === entry.name && at.kind === entry.kind;
    });
    return monthAmounts(mine, month, today, days).cost;
  };
  const axis = (entry: AxisEntry, dimension: CostDimension) => ({
    name: entry.name,
    kind: entry.kind,
    production:
      dimension === "environment" && scope.shown.some((one) => one.name === entry.name && isProduction(one)),
    budget:
      states.find((one) => entry.kind === "named" && one.scope === dimension && one.name === entry.name)
        ?.monthly ?? null,
    forecast: forecast(entry, dimension),
  });
  return {
    columns: table.columns.map((column) => axis(column, across)),
    rows: table.rows.map((row) => ({ ...axis(row, by), cells: [...row.cells], total: row.total })),
    totals: [...table.totals],
    total: table.total,
    caption: tableCaption(table, ofMonth),
  };
}

function tableCaption({ total }: HeatTable, ofMonth: Measured["ofMonth"]): string {
  if (total <= 0) return "Nothing was measured in this month.";
  const sum = (lines: Measured["ofMonth"]) => lines.reduce((all, line) => all + line.cost, 0);
  const part = (cost: number) => Math.round((cost / total) * 100);
  const idle = sum(ofMonth.filter(({ kind }) => kind === "idle"));
  const nobodys = sum(ofMonth.filter(({ kind, team }) => kind === "used" && team === null));
  return `${part(idle)} % pays for capacity that nobody requested${part(nobodys) >= 1 ? `, ${part(nobodys)} % runs for nobody that is named` : ""}.`;
}
