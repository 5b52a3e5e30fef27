"use client";

import type { FleetRow, FleetView } from "@/lib/contract/fleet";
import { counted } from "@/lib/domain/promotion/sentence";
import { Matrix, type MatrixColumn, type MatrixGroup } from "../matrix/matrix";
import { Trail } from "../matrix/trail";
import { Status } from "../status/status";
import { Link } from "../ui/link";
import { ColumnHead, isSilent } from "./column-head";
import { FleetCell } from "./fleet-cell";
import { useRowWindow } from "./row-window";
import { type Selection, withCell } from "./selection";
import type { ShownGroup } from "./shown-rows";
import { StepArrow } from "./step-arrow";

type Props = {
  view: FleetView;
  groups: readonly ShownGroup[];
  selection: Selection | null;
  onSelect: (selection: Selection | null) => void;
};

/** Applications down, environments across in promotion order, production behind its rule. */
export function FleetMatrix({ view, groups, selection, onSelect }: Props) {
  const heads = view.environments;
  const columns: MatrixColumn[] = [
    { key: "trail", name: "Trail", head: "Trail", width: "124px", wideOnly: true },
    ...heads.map((head, index) => ({
      key: head.name,
      name: head.name,
      head: <ColumnHead head={head} last={index === heads.length - 1} />,
      production: head.production,
      stale: isSilent(head),
    })),
  ];
  const cellsOf = (row: FleetRow) => [
    { content: row.trail.length > 1 ? <Trail dots={row.trail} /> : null },
    ...row.cells.map((cell) => ({
      content: (
        <FleetCell
          row={row}
          cell={cell}
          asOf={view.asOf}
          chosen={
            selection?.application === row.application && selection.environments.includes(cell.environment)
          }
          choose={() => onSelect(withCell(selection, row.application, cell.environment))}
        />
      ),
      stale: cell.silent !== null,
      edge: cell.next ? (
        <StepArrow application={row.application} from={cell.environment} next={cell.next} />
      ) : undefined,
    })),
  ];
  const all: MatrixGroup[] = groups.map((group) => ({
    key: group.name ?? "all",
    name: group.name,
    rows: group.rows.map((row) => ({
      key: row.application,
      head: (
        <span className="grid">
          <Link
            href={`/applications/${row.application}`}
            className="relative truncate rounded-sm font-semibold before:absolute before:-inset-y-1 before:inset-x-0 hover:underline"
          >
            {row.application}
          </Link>
          {row.errors > 0 ? (
            <Status
              kind="failed"
              word={`${counted(row.errors, "error")} in its files`}
              className="text-11 font-normal"
            />
          ) : (
            <span className="text-11 text-text-3">{row.renderer}</span>
          )}
        </span>
      ),
      cells: cellsOf(row),
    })),
  }));
  const shown = useRowWindow(all);
  return (
    <div ref={shown.box}>
      <Matrix
        label={`Applications of ${view.name} in each environment`}
        corner="Application"
        columns={columns}
        groups={shown.groups}
        window={shown.window}
      />
    </div>
  );
}
