import type { CostReviewView } from "./cost";

type Table = CostReviewView["table"];

/** A row's parts where the table is shown as rows within rows: what is something, the dearest first. */
export const nestedCells = (
  { columns }: Table,
  { cells }: Table["rows"][number],
): readonly { column: Table["columns"][number]; cost: number }[] =>
  columns
    .map((column, at) => ({ column, cost: cells[at] ?? 0 }))
    .filter(({ cost }) => Math.abs(cost) >= 0.005)
    .sort((a, b) => b.cost - a.cost);
