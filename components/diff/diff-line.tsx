import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { ProdLabel } from "../frame/prod-label";
import { cn } from "../ui/class-names";
import { DiffRowHead } from "./diff-row-head";
import { type DiffValue, Value } from "./diff-value";
import { RowNumber } from "./row-number";
import { wordMarks } from "./word-marks";

export type DiffSide = { name: string; production: boolean };

export type DiffRow = {
  id: string;
  /** Loud rows get a number, a tint and a sentence; quiet ones are one grey line. */
  loud?: { number: number; kind: "attention" | "failed"; word: string; icon?: ReactNode } | undefined;
  title: string;
  /** "Deployment" or "Deployment/my-service". */
  object: string;
  path: string;
  /** How many rows with one cause this one stands for. */
  many?: number | undefined;
  /** Whether those rows are shown below it, and how to change that. */
  unfolded?: boolean | undefined;
  onUnfold?: (() => void) | undefined;
  /** The class of a quiet row. */
  label?: string | undefined;
  /** The sentence of a loud row. */
  reason?: string | undefined;
  left: DiffValue;
  right: DiffValue;
  /** A word that must not stand there, such as the other environment's name, and the side it leaked to. */
  leak?: string | undefined;
  leakAt?: "left" | "right" | undefined;
  href?: string | undefined;
  onSelect?: (() => void) | undefined;
  selected?: boolean | undefined;
};

/** Where a line stands among all, when only those near the window are drawn. */
export type LinePlace = { index: number; measure: (element: Element | null) => void };

function Gutter({ row }: { row: DiffRow }) {
  if (row.loud) return <RowNumber number={row.loud.number} kind={row.loud.kind} />;
  const chevron = (
    <ChevronRight aria-hidden className={cn("size-3 text-text-3", row.unfolded && "rotate-90")} />
  );
  if (!row.onUnfold) return (row.many ?? 1) > 1 ? chevron : null;
  return (
    <button
      type="button"
      aria-expanded={row.unfolded ?? false}
      onClick={row.onUnfold}
      className="-my-1 grid size-6 place-items-center rounded-sm hover:bg-hover max-md:hidden"
    >
      {chevron}
      <span className="heard">The {row.many} rows of this cause</span>
    </button>
  );
}

/** One difference as a table row; on a phone loud ones are cards with both sides named. */
export function DiffLine({
  row,
  left,
  right,
  place,
  className,
}: {
  row: DiffRow;
  left: DiffSide;
  right: DiffSide;
  place?: LinePlace | undefined;
  className?: string | undefined;
}) {
  const loud = row.loud !== undefined;
  const marks =
    row.left.kind === "value" && row.right.kind === "value" ? wordMarks(row.left.text, row.right.text) : null;
  const cell = "border-t border-line p-0 align-top max-md:block max-md:w-full";
  const quietCell = loud ? "md:h-px" : "max-md:border-t-0";
  const sideName = (side: DiffSide) =>
    loud ? (
      <span className="flex items-center gap-1.5 px-3.5 pt-1.5 pb-1 text-12 font-semibold md:hidden">
        {side.production ? <ProdLabel /> : null}
        {side.name}
      </span>
    ) : (
      <span className="heard">{side.name}</span>
    );
  const tint = (value: DiffValue, colour: string) =>
    value.kind === "absent" ? "hatch" : loud ? colour : undefined;
  return (
    <tr
      data-index={place?.index}
      aria-rowindex={place === undefined ? undefined : place.index + 2}
      ref={place?.measure}
      className={cn(
        "max-md:block",
        loud && "max-md:panel max-md:mb-3 max-md:overflow-hidden",
        row.selected && loud && "max-md:ring-2 max-md:ring-ink",
        row.selected && !loud && "bg-selected",
        !loud && "text-text-2 max-md:border-t max-md:border-line max-md:pb-1",
        className,
      )}
    >
      <td
        className={cn(
          "w-9 border-t border-line text-center align-top max-md:hidden [&>*]:mx-auto",
          loud ? "pt-[7px]" : "pt-1.5",
          row.selected && "shadow-[inset_4px_0_0_var(--ink)]",
        )}
      >
        <Gutter row={row} />
      </td>
      <th
        scope="row"
        className={cn(
          "border-t border-line py-1.5 pr-2.5 pl-0.5 text-left align-top font-normal max-md:flex max-md:gap-2.5 max-md:border-t-0",
          loud ? "py-[7px] max-md:px-3.5 max-md:py-2.5" : "max-md:px-0",
        )}
      >
        {row.loud ? (
          <span className="md:hidden">
            <RowNumber number={row.loud.number} kind={row.loud.kind} />
          </span>
        ) : null}
        <span className="block min-w-0 flex-1">
          <DiffRowHead row={row} />
        </span>
      </th>
      <td className={cn(cell, quietCell, tint(row.left, "bg-removed-bg"))}>
        {sideName(left)}
        <Value
          value={row.left}
          parts={marks?.before ?? null}
          side="removed"
          loud={loud}
          leak={row.leakAt === "left" ? row.leak : undefined}
        />
      </td>
      <td
        className={cn(
          cell,
          quietCell,
          right.production && "md:border-l-2 md:border-l-rule",
          right.production && loud && "max-md:border-t-2 max-md:border-t-rule",
          tint(row.right, "bg-added-bg"),
        )}
      >
        {sideName(right)}
        <Value
          value={row.right}
          parts={marks?.after ?? null}
          side="added"
          loud={loud}
          leak={row.leakAt === "left" ? undefined : row.leak}
        />
      </td>
    </tr>
  );
}
