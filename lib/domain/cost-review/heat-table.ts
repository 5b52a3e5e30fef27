import type { DayLine } from "./line";

export type HeatRow = {
  name: string;
  kind: "owner" | "shared" | "idle";
  /** In the order of the environments; the last column holds what belongs to none of them. */
  cells: readonly number[];
  total: number;
};

export type HeatTable = { rows: readonly HeatRow[]; totals: readonly number[]; total: number };

/**
 * Costs by team or application and environment. What nobody owns, asked for or mounts are rows of their own, so that
 * rows and columns always add up to the total.
 */
export function heatTable(
  lines: readonly DayLine[],
  environments: readonly string[],
  by: "team" | "application",
): HeatTable {
  const column = (line: DayLine): number => {
    const at = environments.indexOf(line.environment ?? "");
    return at < 0 ? environments.length : at;
  };
  const cells = new Map<string, { kind: HeatRow["kind"]; name: string; cells: number[] }>();
  for (const line of lines) {
    const owner = line[by];
    const unmounted = line.kind === "unmounted";
    const kind = line.kind === "idle" ? "idle" : owner === null || unmounted ? "shared" : "owner";
    const name = kind === "idle" ? "Not requested" : unmounted ? "Unmounted" : (owner ?? "Shared");
    const id = `${kind} ${name}`;
    const row = cells.get(id) ?? { kind, name, cells: Array(environments.length + 1).fill(0) };
    const at = column(line);
    row.cells[at] = (row.cells[at] ?? 0) + line.cost;
    cells.set(id, row);
  }
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const rank = { owner: 0, shared: 1, idle: 2 } as const;
  const rows = [...cells.values()]
    .map((row) => ({ ...row, total: sum(row.cells) }))
    .sort((a, b) => rank[a.kind] - rank[b.kind] || b.total - a.total || (a.name < b.name ? -1 : 1));
  const totals = Array.from({ length: environments.length + 1 }, (_, at) =>
    sum(rows.map((row) => row.cells[at] ?? 0)),
  );
  return { rows, totals, total: sum(rows.map((row) => row.total)) };
}
