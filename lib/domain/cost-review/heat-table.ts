import { type AxisEntry, type AxisKind, type Dimension, entryOf, type TableLine } from "./dimension";

export type HeatRow = AxisEntry & { cells: readonly number[]; total: number };
export type HeatTable = {
  columns: readonly AxisEntry[];
  rows: readonly HeatRow[];
  totals: readonly number[];
  total: number;
  /** Where a line stands: its row and its column; -1 for one that no line of the table stands for. */
  rowOf: (line: TableLine) => number;
  columnOf: (line: TableLine) => number;
};

/** More names than these along an axis are told together, as a row or column of their own. */
export const mostRows = 60;
export const mostColumns = 200;
/** More columns than this are read as rows within rows. */
const broad = 8;

export const isNested = ({ columns }: { columns: readonly unknown[] }): boolean => columns.length > broad;

/**
 * Costs by one dimension down and another across. What nobody owns, asked for or mounts are entries of their own, and
 * the smallest of very many are one together, so that rows and columns always add up to the total. `order` names
 * entries that come first in that order, also with nothing in them; the others follow, the dearest first.
 */
export function heatTable(
  lines: readonly TableLine[],
  ask: { rows: Dimension; columns: Dimension; order?: readonly string[] },
): HeatTable {
  const orderOf = (dimension: Dimension) => (dimension === "environment" ? (ask.order ?? []) : []);
  const down = axis(lines, ask.rows, orderOf(ask.rows), mostRows);
  const across = axis(lines, ask.columns, orderOf(ask.columns), mostColumns);
  const cells = down.entries.map(() => Array<number>(across.entries.length).fill(0));
  for (const line of lines) {
    const row = cells[down.at(line)];
    const at = across.at(line);
    if (row && at >= 0) row[at] = (row[at] ?? 0) + line.cost;
  }
  const rows = down.entries.map((entry, at): HeatRow => {
    const mine = cells[at] ?? [];
    return { ...entry, cells: mine, total: sum(mine) };
  });
  return {
    columns: across.entries,
    rows,
    totals: across.entries.map((_, at) => sum(rows.map((row) => row.cells[at] ?? 0))),
    total: sum(rows.map((row) => row.total)),
    rowOf: down.at,
    columnOf: across.at,
  };
}

const rank: Readonly<Record<AxisKind, number>> = { named: 0, rest: 1, nobody: 2, idle: 3 };

type Axis = { entries: readonly AxisEntry[]; at: (line: TableLine) => number };

function axis(
  lines: readonly TableLine[],
  dimension: Dimension,
  order: readonly string[],
  most: number,
): Axis {
  const sums = new Map<string, AxisEntry & { cost: number }>(
    order.map((name) => [idOf({ name, kind: "named" }), { name, kind: "named", cost: 0 }]),
  );
  for (const line of lines) {
    const entry = entryOf(line, dimension);
    const before = sums.get(idOf(entry));
    sums.set(idOf(entry), { ...entry, cost: (before?.cost ?? 0) + line.cost });
  }
  const place = ({ name }: AxisEntry) => (order.includes(name) ? order.indexOf(name) : order.length);
  const sorted = [...sums.values()].sort(
    (a, b) =>
      rank[a.kind] - rank[b.kind] || place(a) - place(b) || b.cost - a.cost || (a.name < b.name ? -1 : 1),
  );
  const names = sorted.filter(({ kind }) => kind === "named");
  const folded = new Set(names.length > most ? names.slice(most - 1).map(idOf) : []);
  const kept = sorted.filter((entry) => !folded.has(idOf(entry)));
  const rest: AxisEntry = { name: `${folded.size} others`, kind: "rest" };
  const entries = (folded.size === 0 ? kept : [...kept, rest])
    .map(({ name, kind }) => ({ name, kind }))
    .sort((a, b) => rank[a.kind] - rank[b.kind]);
  const index = new Map(entries.map((entry, at) => [idOf(entry), at]));
  for (const id of folded)
    index.set(
      id,
      entries.findIndex(({ kind }) => kind === "rest"),
    );
  return { entries, at: (line) => index.get(idOf(entryOf(line, dimension))) ?? -1 };
}

const idOf = ({ kind, name }: AxisEntry): string => `${kind} ${name}`;
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
