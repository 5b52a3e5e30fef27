import type { CostReviewView } from "@/lib/contract/cost";
import type { BudgetState } from "@/lib/domain/cost-review/budget";
import type { AxisEntry, Dimension, TableLine } from "@/lib/domain/cost-review/dimension";
import { monthAmounts, outlook } from "@/lib/domain/cost-review/forecast";
import { type HeatTable, heatTable, isNested } from "@/lib/domain/cost-review/heat-table";
import type { DayLine } from "@/lib/domain/cost-review/line";
import { isProduction } from "../environment-head";
import type { Measured } from "./measured";
import type { CostScope } from "./scope";

/** Columns that go with rows when none were asked for. */
export const acrossOf = (by: Dimension, across: Dimension | undefined): Dimension =>
  across !== undefined && across !== by ? across : by === "environment" ? "team" : "environment";

/**
 * The table of two dimensions; every entry with its budget, where it has one, and its part of the forecast. `lines` are
 * the measured ones, told apart as far as the dimensions need it.
 */
export function tableOf(
  scope: CostScope,
  measured: Measured,
  lines: readonly DayLine[],
  states: readonly BudgetState[],
  { by, across }: { by: Dimension; across: Dimension },
): CostReviewView["table"] {
  const { month, today, days } = measured;
  const table = heatTable(
    lines.filter(({ day }) => day.startsWith(month.id)),
    { rows: by, columns: across, order: scope.shown.map(({ name }) => name) },
  );
  const known = outlook(measured.lines, month, today, days).forecast !== null;
  const forecasts = (at: (line: TableLine) => number): ((entry: number) => number | null) => {
    const groups = new Map<number, DayLine[]>();
    for (const line of known ? lines : []) {
      const group = groups.get(at(line));
      if (group) group.push(line);
      else groups.set(at(line), [line]);
    }
    return (entry) => (known ? monthAmounts(groups.get(entry) ?? [], month, today, days).cost : null);
  };
  const axis = (entry: AxisEntry, dimension: Dimension, forecast: number | null) => ({
    name: entry.name,
    kind: entry.kind,
    production:
      dimension === "environment" && scope.shown.some((one) => one.name === entry.name && isProduction(one)),
    budget:
      states.find((one) => entry.kind === "named" && one.scope === dimension && one.name === entry.name)
        ?.monthly ?? null,
    forecast,
  });
  const [ofRow, ofColumn] = [forecasts(table.rowOf), forecasts(table.columnOf)];
  return {
    nested: isNested(table),
    columns: table.columns.map((column, at) => axis(column, across, ofColumn(at))),
    rows: table.rows.map((row, at) => ({
      ...axis(row, by, ofRow(at)),
      cells: [...row.cells],
      total: row.total,
    })),
    totals: [...table.totals],
    total: table.total,
    caption: tableCaption(table, measured.ofMonth),
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
