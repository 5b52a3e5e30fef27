import type { FleetRow, FleetView, RowMark } from "@/lib/contract/fleet";

export const shows = ["all", "attention", "flight", "behind", "failed", "drift", "silent"] as const;
export type Show = (typeof shows)[number];

export const groupings = ["team", "renderer", "none"] as const;
export type Grouping = (typeof groupings)[number];

export type ShownGroup = { name: string | undefined; rows: readonly FleetRow[] };

const rowsOf = (view: FleetView): readonly FleetRow[] => view.groups.flatMap((group) => group.rows);

/** How many rows each filter would leave. */
export const countOf = (view: FleetView, show: Show): number =>
  rowsOf(view).filter((row) => marked(row, show)).length;

const marked = (row: FleetRow, show: Show): boolean => show === "all" || row.marks.includes(show as RowMark);

/** The rows that a filter and a few letters leave, in groups; a group without rows is not shown. */
export function shownGroups(
  view: FleetView,
  { show, text, grouping }: { show: Show; text: string; grouping: Grouping },
): ShownGroup[] {
  const wanted = text.trim().toLowerCase();
  const rows = rowsOf(view).filter(
    (row) =>
      marked(row, show) &&
      (row.application.toLowerCase().includes(wanted) || (row.team ?? "").toLowerCase().includes(wanted)),
  );
  const named = (row: FleetRow): string | undefined =>
    grouping === "none" ? undefined : grouping === "team" ? (row.team ?? "no team") : row.renderer;
  const sorted = grouping === "none" ? sortedByName(rows) : rows;
  return [...new Set(sorted.map(named))].map((name) => ({
    name,
    rows: sorted.filter((row) => named(row) === name),
  }));
}

const sortedByName = (rows: readonly FleetRow[]): FleetRow[] =>
  [...rows].sort((a, b) => (a.application < b.application ? -1 : 1));
