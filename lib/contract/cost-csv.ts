import type { ChangeView, CostReviewView } from "./cost";
import { nestedCells } from "./cost-table";

/** A review as CSV: exactly what is shown, one row a number with its section, row, column, currency and mark. */
export function costCsv(view: CostReviewView): string {
  const rows: string[][] = [["section", "row", "column", "amount", "currency", "mark"]];
  const add = (section: string, row: string, column: string, amount: number | null, mark: string): void => {
    if (amount !== null) rows.push([section, row, column, amount.toFixed(2), view.currency, mark]);
  };
  // Before the first sample nothing was spent that anybody knows of, which is not 0.
  const measured = view.mark === "measured";
  add("month", view.month.title, "spent", measured ? view.spent : null, "measured");
  add("month", view.month.title, "budget", view.budget, "declared");
  add("month", view.month.title, "forecast", view.forecast?.value ?? null, "estimate");
  add("month", view.month.title, "forecast low", view.forecast?.low ?? null, "estimate");
  add("month", view.month.title, "forecast high", view.forecast?.high ?? null, "estimate");
  for (const one of view.budgets) {
    add("budget", `${one.scope} ${one.name}`, "spent", measured ? one.spent : null, "measured");
    add("budget", `${one.scope} ${one.name}`, "forecast", one.forecast, "estimate");
    add("budget", `${one.scope} ${one.name}`, "budget", one.monthly, "declared");
  }
  for (const one of view.billed?.rows ?? []) {
    const name = one.environment ?? "no environment";
    add("billed", name, "billed", one.billed, "billed");
    add("billed", name, "effective", one.effective, "billed");
    add("billed", name, "measured on these days", one.measured, "measured");
  }
  for (const day of view.days) {
    add("day", day.day, "cost", day.cost, "measured");
    add("day", day.day, "to come", day.estimate, "estimate");
  }
  for (const month of view.months) {
    add("months", month.id, "cost", month.cost, "measured");
    if (month.estimate > 0) add("months", month.id, "to come", month.estimate, "estimate");
  }
  if (view.movement) {
    const { before, now, causes } = view.movement;
    add("moved", before.label, "", before.value, "measured");
    for (const cause of causes) {
      const why = [cause.because, changesText(cause.changes)].filter((one) => one !== "").join("; ");
      add("moved", cause.label, why, cause.value, now.mark);
    }
    add("moved", now.label, "", now.value, now.mark);
  }
  for (const one of view.anomalies.items) {
    const place = one.environment ?? "no environment";
    const why = [one.because, changesText(one.changes)].filter((text) => text !== "").join("; ");
    add("unusual", `${place} ${one.from} to ${one.to}`, why, one.cost, "measured");
    add("unusual", `${place} ${one.from} to ${one.to}`, "usually", one.usual, "measured");
  }
  if (measured) tableRows(view, add);
  for (const pool of view.pools) {
    add(
      "pool",
      `${pool.environment} ${pool.cluster} ${pool.instanceType}`,
      `${pool.min} nodes`,
      pool.low,
      "estimate",
    );
    add(
      "pool",
      `${pool.environment} ${pool.cluster} ${pool.instanceType}`,
      `${pool.max} nodes`,
      pool.high,
      "estimate",
    );
  }
  for (const saving of view.savings.items)
    add(
      "saving",
      saving.title,
      `${saving.environment}, ${saving.owner ?? "no owner"}, ${saving.risk} risk`,
      saving.monthly,
      "estimate",
    );
  for (const one of view.savings.decided) {
    const said = `${one.kind} by ${one.by}${one.gone ? ", not found any more" : ` until ${one.recheckOn}`}: ${one.reason}`;
    add("decided saving", one.title, `${one.environment}, ${said}`, one.monthly, "estimate");
  }
  return rows
    .map((row) => row.map(cell).join(","))
    .join("\r\n")
    .concat("\r\n");
}

type Add = (section: string, row: string, column: string, amount: number | null, mark: string) => void;

/** The table as it is shown: its cells, the sums of rows and columns, and their forecasts and budgets. */
function tableRows({ table, forecast, budget }: CostReviewView, add: Add): void {
  for (const row of table.rows) {
    if (table.nested)
      for (const { column, cost } of nestedCells(table, row))
        add("table", row.name, column.name, cost, "measured");
    else
      table.columns.forEach((column, at) => {
        add("table", row.name, column.name, row.cells[at] ?? 0, "measured");
      });
    add("table", row.name, "all", row.total, "measured");
    if (!table.nested) add("table", row.name, "budget", row.budget, "declared");
  }
  if (!table.nested)
    table.columns.forEach((column, at) => {
      add("table", "so far", column.name, table.totals[at] ?? 0, "measured");
      add("table", "forecast", column.name, column.forecast, "estimate");
      add("table", "budget", column.name, column.budget, "declared");
    });
  add("table", "so far", "all", table.total, "measured");
  if (table.nested) return;
  add("table", "forecast", "all", forecast?.value ?? null, "estimate");
  add("table", "budget", "all", budget, "declared");
}

/** Changes of a day in plain words, for tables and CSV. */
export const changesText = (changes: readonly ChangeView[]): string =>
  changes.map(({ day, text, who, sha }) => `${day}: ${text} (${who}, ${sha.slice(0, 7)})`).join("; ");

/** RFC 4180; a cell that a spreadsheet would run as a formula is made text, a negative amount is a number. */
function cell(text: string): string {
  const safe = /^[=+@\t\r]|^-(?!\d+(\.\d+)?$)/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
