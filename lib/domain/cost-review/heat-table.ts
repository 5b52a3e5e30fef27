import type { DayLine } from "./line";

/** What costs can be told apart by. */
export const dimensions = ["environment", "team", "application", "cluster"] as const;
export type Dimension = (typeof dimensions)[number];

/** `nobody`: no owner is known, or nobody mounts it; `idle`: capacity that nobody asked for. */
export type AxisKind = "named" | "nobody" | "idle";
export type AxisEntry = { name: string; kind: AxisKind };

export type HeatRow = AxisEntry & { cells: readonly number[]; total: number };
export type HeatTable = {
  columns: readonly AxisEntry[];
  rows: readonly HeatRow[];
  totals: readonly number[];
  total: number;
};

const nobody: Readonly<Record<Dimension, string>> = {
  environment: "No environment",
  team: "Nobody",
  application: "No application",
  cluster: "No cluster",
};

/**
 * Costs by one dimension down and another across. What nobody owns, asked for or mounts are entries of their own, so
 * that rows and columns always add up to the total. `order` names entries that come first in that order, also with
 * nothing in them; the others follow, the dearest first.
 */
export function heatTable(
  lines: readonly DayLine[],
  ask: { rows: Dimension; columns: Dimension; order?: readonly string[] },
): HeatTable {
  const rowsOf = entries(lines, ask.rows, ask.rows === "environment" ? ask.order : []);
  const columnsOf = entries(lines, ask.columns, ask.columns === "environment" ? ask.order : []);
  const columnAt = new Map(columnsOf.map((entry, at) => [idOf(entry), at]));
  const cells = new Map(rowsOf.map((entry) => [idOf(entry), Array<number>(columnsOf.length).fill(0)]));
  for (const line of lines) {
    const row = cells.get(idOf(entryOf(line, ask.rows)));
    const at = columnAt.get(idOf(entryOf(line, ask.columns)));
    if (row && at !== undefined) row[at] = (row[at] ?? 0) + line.cost;
  }
  const rows = rowsOf.map((entry): HeatRow => {
    const mine = cells.get(idOf(entry)) ?? [];
    return { ...entry, cells: mine, total: sum(mine) };
  });
  return {
    columns: columnsOf,
    rows,
    totals: columnsOf.map((_, at) => sum(rows.map((row) => row.cells[at] ?? 0))),
    total: sum(rows.map((row) => row.total)),
  };
}

/** Where a line stands along a dimension. Idle capacity has a place, and neither team nor application. */
export function entryOf(line: DayLine, dimension: Dimension): AxisEntry {
  if (line.kind === "idle" && (dimension === "team" || dimension === "application"))
    return { name: "Not requested", kind: "idle" };
  if (line.kind === "unmounted" && (dimension === "team" || dimension === "application"))
    return { name: "Unmounted", kind: "nobody" };
  const name = line[dimension];
  return name === null ? { name: nobody[dimension], kind: "nobody" } : { name, kind: "named" };
}

const rank: Readonly<Record<AxisKind, number>> = { named: 0, nobody: 1, idle: 2 };

function entries(
  lines: readonly DayLine[],
  dimension: Dimension,
  order: readonly string[] = [],
): readonly AxisEntry[] {
  const sums = new Map<string, AxisEntry & { cost: number }>(
    order.map((name) => [idOf({ name, kind: "named" }), { name, kind: "named", cost: 0 }]),
  );
  for (const line of lines) {
    const entry = entryOf(line, dimension);
    const before = sums.get(idOf(entry));
    sums.set(idOf(entry), { ...entry, cost: (before?.cost ?? 0) + line.cost });
  }
  const place = ({ name }: AxisEntry) => (order.includes(name) ? order.indexOf(name) : order.length);
  return [...sums.values()]
    .sort(
      (a, b) =>
        rank[a.kind] - rank[b.kind] || place(a) - place(b) || b.cost - a.cost || (a.name < b.name ? -1 : 1),
    )
    .map(({ name, kind }) => ({ name, kind }));
}

const idOf = ({ kind, name }: AxisEntry): string => `${kind} ${name}`;
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
