import type { FleetCell, RowMark } from "@/lib/contract/fleet";

/** A cell that failed: what runs is degraded, a check failed, or it does not render. */
export const cellFailed = (cell: FleetCell): boolean =>
  cell.health.kind === "failed" || cell.note?.kind === "failed" || cell.state === "broken";

/**
 * Why a row needs a look. `attention` is any of failed, drift, silent, errors in its files, or a
 * state that is neither good nor moving;
 * `flight` is a promotion on its way; `behind` is a production that an earlier environment is ahead of.
 */
export function rowMarks(cells: readonly FleetCell[], production: readonly string[], errors = 0): RowMark[] {
  const here = cells.filter((cell) => cell.state !== "absent");
  const failed = here.some(cellFailed);
  const drift = here.some((cell) => (cell.drift ?? 0) > 0);
  const silent = here.some((cell) => cell.silent !== null);
  const odd = here.some((cell) => cell.health.kind === "attention" || cell.health.kind === "unknown");
  const flight = here.some(
    ({ next, health }) => next?.kind === "waiting" || next?.kind === "running" || health.kind === "moving",
  );
  const behind = here.some(
    ({ next }) => next !== null && next.kind !== "running" && production.includes(next.to),
  );
  const marks: Record<RowMark, boolean> = {
    failed,
    drift,
    silent,
    attention: failed || drift || silent || odd || errors > 0,
    flight,
    behind,
  };
  return (Object.keys(marks) as RowMark[]).filter((mark) => marks[mark]);
}
