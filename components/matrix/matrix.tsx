import type { ReactNode } from "react";
import { ProdLabel } from "../frame/prod-label";
import { cn } from "../ui/class-names";
import { CellKeys } from "./cell-keys";

export type MatrixColumn = {
  key: string;
  /** What a cell is called on a phone, where the head is gone. */
  name: string;
  head: ReactNode;
  /** Stands behind the black rule. */
  production?: boolean;
  /** Nothing in the column is fresh. */
  stale?: boolean;
  width?: string;
  /** Shown on wide screens only, such as a small picture of the row. */
  wideOnly?: boolean;
};

export type MatrixCell = {
  content: ReactNode;
  stale?: boolean | undefined;
  /** What stands on the border to the next column. */
  edge?: ReactNode;
};

export type MatrixRow = {
  key: string;
  head: ReactNode;
  cells: readonly MatrixCell[];
  /** Its place among all rows, when only a window of them is drawn. */
  index?: number | undefined;
};
export type MatrixGroup = {
  key: string;
  name?: string | undefined;
  rows: readonly MatrixRow[];
  /** The place of the group's own line among all rows. */
  index?: number | undefined;
};

/** A window of many rows: what is left out above and below in pixels, and how to measure what is drawn. */
export type MatrixWindow = {
  above: number;
  below: number;
  total: number;
  measure: (element: Element | null) => void;
};

function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden="true" className="max-md:block">
      <tr className="block" style={{ height }} />
    </tbody>
  );
}

/**
 * Rows down, columns across, a fact in each cell: a real table whose head and first column stay in sight.
 * Below 768 px each row becomes a card with its cells named.
 */
export function Matrix({
  label,
  corner,
  columns,
  groups,
  window,
}: {
  label: string;
  /** Head of the first column. */
  corner: ReactNode;
  columns: readonly MatrixColumn[];
  groups: readonly MatrixGroup[];
  window?: MatrixWindow | undefined;
}) {
  const rule = (column: MatrixColumn | undefined) =>
    column?.production ? "md:border-l-2 md:border-l-rule" : "";
  return (
    <CellKeys className="panel overflow-x-auto max-md:border-0 max-md:bg-transparent xl:overflow-clip">
      <table
        aria-rowcount={window ? window.total + 1 : undefined}
        className="w-full border-separate border-spacing-0 text-left max-md:block md:table-fixed md:min-w-[860px]"
      >
        <caption className="heard">{label}</caption>
        <colgroup className="max-md:hidden">
          <col className="w-[190px]" />
          {columns.map((column) => (
            <col key={column.key} style={column.width ? { width: column.width } : undefined} />
          ))}
        </colgroup>
        <thead className="max-md:heard">
          <tr>
            <th
              scope="col"
              className="sticky left-0 z-20 border-b border-line-strong bg-panel px-3 py-[9px] align-top font-normal xl:top-0"
            >
              {corner}
            </th>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={cn(
                  "border-b border-line-strong bg-panel px-3 py-[9px] align-top font-normal xl:sticky xl:top-0 xl:z-10",
                  rule(column),
                  column.stale && "hatch",
                )}
              >
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <Gap height={window?.above ?? 0} />
        {groups.map((group) => (
          <tbody key={group.key} className="max-md:block">
            {group.name === undefined ? null : (
              <tr data-group data-index={group.index} ref={window?.measure} className="max-md:block">
                <th
                  scope="rowgroup"
                  className="sticky left-0 border-t border-line bg-inset px-3 py-[5px] text-11 font-medium text-text-2 max-md:block max-md:border-0 max-md:bg-transparent max-md:px-0 max-md:pt-3 md:in-[tbody:first-of-type]:border-t-0"
                >
                  {group.name}
                </th>
                {columns.map((column) => (
                  <td
                    key={column.key}
                    className={cn(
                      "border-t border-line bg-inset max-md:hidden md:in-[tbody:first-of-type]:border-t-0",
                      rule(column),
                    )}
                  />
                ))}
              </tr>
            )}
            {group.rows.map((row) => (
              <tr
                key={row.key}
                data-index={row.index}
                aria-rowindex={row.index === undefined ? undefined : row.index + 2}
                ref={window?.measure}
                className="group/row max-md:panel max-md:mb-2 max-md:block max-md:overflow-hidden"
              >
                <th
                  scope="row"
                  className="sticky left-0 z-10 h-[46px] border-t border-line bg-panel px-3 py-[7px] text-left font-normal group-hover/row:bg-hover max-md:static max-md:block max-md:h-auto max-md:border-t-0"
                >
                  {row.head}
                </th>
                {columns.map((column, index) => {
                  const cell = row.cells[index];
                  return (
                    <td
                      key={column.key}
                      className={cn(
                        "relative h-[46px] border-t border-line px-3 py-[7px] group-hover/row:bg-hover max-md:flex max-md:h-auto max-md:min-h-10 max-md:items-center max-md:gap-3",
                        rule(column),
                        column.production && "max-md:border-t-2 max-md:border-t-rule",
                        column.wideOnly && "max-md:hidden",
                        cell?.stale && "hatch",
                      )}
                    >
                      <span className="flex w-[104px] flex-none items-center gap-1.5 text-12 text-text-2 md:hidden">
                        {column.production ? <ProdLabel /> : null}
                        {column.name}
                      </span>
                      {cell?.content}
                      {cell?.edge ? (
                        <span className="max-md:ml-auto md:absolute md:top-1/2 md:right-2.5 md:z-[2] md:-translate-y-1/2">
                          {cell.edge}
                        </span>
                      ) : null}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        ))}
        <Gap height={window?.below ?? 0} />
      </table>
    </CellKeys>
  );
}
