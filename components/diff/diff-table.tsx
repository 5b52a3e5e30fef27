import { ChevronDown, ChevronRight, Lock } from "lucide-react";
import { ProdLabel } from "../frame/prod-label";
import { Origin } from "../provenance/origin";
import { StatusShape } from "../status/status-shape";
import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";
import { Link } from "../ui/link";
import { MarkedText } from "./marked-text";
import { type Marked, wordMarks } from "./word-marks";

export type DiffSide = { name: string; production: boolean };

export type DiffValue =
  | { kind: "value"; text: string; layer?: string | null | undefined }
  | { kind: "secret"; text: string; layer?: string | null | undefined }
  | { kind: "absent" };

export type DiffRow = {
  id: string;
  /** Loud rows get a number, a tint and a sentence; quiet ones are one grey line. */
  loud?: { number: number; kind: "attention" | "failed"; word: string } | undefined;
  title: string;
  /** "Deployment" or "Deployment/my-service". */
  object: string;
  path: string;
  /** The class of a quiet row. */
  label?: string | undefined;
  /** The sentence of a loud row. */
  reason?: string | undefined;
  left: DiffValue;
  right: DiffValue;
  /** Words that must not stand there, such as the other environment's host. */
  leak?: string | undefined;
  href?: string | undefined;
  selected?: boolean | undefined;
};

export type DiffTopic = {
  name: string;
  count: number;
  /** What is folded away: "21 more, all expected". */
  note?: string | undefined;
  rows: readonly DiffRow[];
  href?: string | undefined;
};

/** The number of a loud row, the same in strip, gutter and panel. */
export function RowNumber({ number, kind }: { number: number; kind: "attention" | "failed" }) {
  return (
    <span
      className={cn(
        "inline-grid size-[18px] flex-none place-items-center rounded-full font-semibold text-11 text-panel",
        kind === "attention" ? "bg-attention" : "bg-failed",
      )}
    >
      {number}
    </span>
  );
}

/** The parts again, with each place of the word that must not stand there set apart. */
function Leaking({
  parts,
  leak,
  side,
}: {
  parts: readonly Marked[];
  leak: string;
  side: "removed" | "added";
}) {
  const pieces = parts.flatMap(({ text, changed }) =>
    text
      .split(leak)
      .flatMap((piece, at) => [
        ...(at === 0 ? [] : [{ leaked: true, changed, text: leak }]),
        { leaked: false, changed, text: piece },
      ]),
  );
  return keyed(pieces, (piece) => `${piece.leaked} ${piece.text}`).map(({ key, item }) =>
    item.leaked ? (
      <mark
        key={key}
        className="rounded-[3px] bg-failed-bg px-0.5 font-semibold whitespace-nowrap text-failed ring-1 ring-failed"
      >
        {item.text}
      </mark>
    ) : (
      <MarkedText key={key} parts={[item]} side={side} />
    ),
  );
}

function Value({
  value,
  parts,
  side,
  loud,
  leak,
}: {
  value: DiffValue;
  parts: readonly Marked[] | null;
  side: "removed" | "added";
  loud: boolean;
  leak: string | undefined;
}) {
  if (value.kind === "absent")
    return (
      <span className="flex px-2.5 py-2 max-md:px-3.5">
        <span className="heard">{side === "removed" ? "−" : "+"} </span>
        <span className="rounded-[3px] bg-panel px-1 text-text-2">not there</span>
      </span>
    );
  const shown = parts ?? [{ text: value.text, changed: false }];
  return (
    <span
      className={cn(
        "flex flex-wrap items-baseline gap-x-1.5 gap-y-1 px-2.5 py-1.5 max-md:px-3.5",
        loud && "py-2",
      )}
    >
      <span className="flex min-w-0 flex-1 items-baseline gap-1.5">
        <span
          className={cn(
            "mono w-[9px] flex-none font-semibold",
            loud ? (side === "removed" ? "text-removed" : "text-added") : "text-text-3",
          )}
        >
          {side === "removed" ? "−" : "+"}
        </span>
        {value.kind === "secret" ? (
          <span className="inline-flex min-w-0 items-center gap-[5px]">
            <Lock aria-hidden className="size-3" />
            <span className="truncate">{value.text}</span>
          </span>
        ) : (
          <span className={cn("mono min-w-0 [overflow-wrap:anywhere]", !loud && "md:line-clamp-1")}>
            {leak ? (
              <Leaking parts={shown} leak={leak} side={side} />
            ) : (
              <MarkedText parts={shown} side={loud ? side : "quiet"} />
            )}
          </span>
        )}
      </span>
      {value.layer ? (
        <span className={cn("ml-auto", loud && "md:w-full md:text-right")}>
          <Origin layer={value.layer} strong={loud} />
        </span>
      ) : null}
    </span>
  );
}

function RowHead({ row }: { row: DiffRow }) {
  const title = (
    <>
      {row.loud ? <b>{row.title}</b> : <span>{row.title}</span>}{" "}
      {row.loud ? null : <span className="mono">{row.path}</span>}
    </>
  );
  return (
    <span className="grid gap-px">
      <span className="flex flex-wrap items-center justify-between gap-x-2.5">
        {row.href ? (
          <Link
            href={row.href}
            scroll={false}
            data-row
            {...(row.loud ? { "data-change": true } : {})}
            aria-current={row.selected ? "true" : undefined}
            className="min-w-0 rounded-sm [overflow-wrap:anywhere] hover:underline"
          >
            {title}
          </Link>
        ) : (
          <span className="min-w-0 [overflow-wrap:anywhere]">{title}</span>
        )}
        {row.loud ? (
          <span
            className={cn(
              "inline-flex items-center gap-[5px] font-medium",
              row.loud.kind === "failed" ? "text-failed" : "text-attention",
            )}
          >
            <StatusShape kind={row.loud.kind} />
            {row.loud.word}
          </span>
        ) : (
          <span className="text-11 text-text-2">{row.label}</span>
        )}
      </span>
      {row.loud ? (
        <>
          <span className="text-12 text-text-2 [overflow-wrap:anywhere]">
            {row.object} <span className="mono text-text">{row.path}</span>
          </span>
          {row.reason ? <span className="mt-px text-12 text-text-2">{row.reason}</span> : null}
        </>
      ) : null}
    </span>
  );
}

function DiffLine({ row, left, right }: { row: DiffRow; left: DiffSide; right: DiffSide }) {
  const loud = row.loud !== undefined;
  const marks =
    row.left.kind === "value" && row.right.kind === "value" ? wordMarks(row.left.text, row.right.text) : null;
  const cell = "border-t border-line p-0 align-top max-md:block max-md:w-full";
  const sideName = (side: DiffSide) => (
    <span className="flex items-center gap-1.5 px-3.5 pt-1.5 pb-1 text-12 font-semibold md:hidden">
      {side.production ? <ProdLabel /> : null}
      {side.name}
    </span>
  );
  return (
    <tr
      className={cn(
        "max-md:panel max-md:mb-3 max-md:block max-md:overflow-hidden",
        row.selected && "max-md:ring-2 max-md:ring-ink",
        !loud && "text-text-2",
      )}
    >
      <td
        className={cn(
          "w-9 border-t border-line text-center align-top max-md:hidden",
          loud ? "pt-[7px]" : "pt-1.5",
          row.selected && "shadow-[inset_4px_0_0_var(--ink)]",
        )}
      >
        {row.loud ? (
          <RowNumber number={row.loud.number} kind={row.loud.kind} />
        ) : (
          <ChevronRight aria-hidden className="size-3 text-text-3" />
        )}
      </td>
      <th
        scope="row"
        className={cn(
          "border-t border-line py-1.5 pr-2.5 pl-0.5 text-left align-top font-normal max-md:flex max-md:gap-2.5 max-md:border-t-0 max-md:px-3.5 max-md:py-2.5",
          loud && "py-[7px]",
        )}
      >
        {row.loud ? (
          <span className="md:hidden">
            <RowNumber number={row.loud.number} kind={row.loud.kind} />
          </span>
        ) : null}
        <span className="block min-w-0 flex-1">
          <RowHead row={row} />
        </span>
      </th>
      <td
        className={cn(
          cell,
          loud && row.left.kind !== "absent" && "bg-removed-bg",
          row.left.kind === "absent" && "hatch",
        )}
      >
        {sideName(left)}
        <Value value={row.left} parts={marks?.before ?? null} side="removed" loud={loud} leak={undefined} />
      </td>
      <td
        className={cn(
          cell,
          right.production && "md:border-l-2 md:border-l-rule max-md:border-t-2 max-md:border-t-rule",
          loud && row.right.kind !== "absent" && "bg-added-bg",
          row.right.kind === "absent" && "hatch",
        )}
      >
        {sideName(right)}
        <Value value={row.right} parts={marks?.after ?? null} side="added" loud={loud} leak={row.leak} />
      </td>
    </tr>
  );
}

/**
 * Two environments side by side by topic. Loud rows are numbered and tinted, quiet ones one grey line, and what is
 * folded says so. On a phone each row is a card with both sides named.
 */
export function DiffTable({
  label,
  left,
  right,
  topics,
}: {
  label: string;
  left: DiffSide;
  right: DiffSide;
  topics: readonly DiffTopic[];
}) {
  const rule = right.production ? "md:border-l-2 md:border-l-rule" : "";
  return (
    <div className="panel overflow-clip max-md:overflow-visible max-md:border-0 max-md:bg-transparent">
      <table className="w-full border-separate border-spacing-0 text-left max-md:block md:table-fixed">
        <caption className="heard">{label}</caption>
        <colgroup className="max-md:hidden">
          <col className="w-9" />
          <col className="w-[33%]" />
          <col />
          <col />
        </colgroup>
        <thead className="max-md:heard">
          <tr>
            <td className="sticky top-0 z-10 border-b border-line-strong bg-panel" />
            <th
              scope="col"
              className="sticky top-0 z-10 border-b border-line-strong bg-panel py-[5px] pl-0.5 font-normal text-text-2"
            >
              Path
            </th>
            {[left, right].map((side, index) => (
              <th
                key={side.name}
                scope="col"
                className={cn(
                  "sticky top-0 z-10 border-b border-line-strong bg-panel px-2.5 py-[5px] font-semibold",
                  index === 1 && rule,
                )}
              >
                <span className="inline-flex items-center gap-1.5">
                  {side.production ? <ProdLabel /> : null}
                  {side.name}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        {topics.map((topic) => (
          <tbody key={topic.name} className="max-md:block max-md:border-t max-md:border-line">
            <tr className="max-md:flex max-md:h-10 max-md:items-center max-md:gap-2">
              <td className="h-[27px] border-t border-line bg-inset text-center max-md:h-auto max-md:border-0 max-md:bg-transparent md:in-[tbody:first-of-type]:border-t-0">
                {topic.rows.length > 0 ? (
                  <ChevronDown aria-hidden className="size-3 text-text-2" />
                ) : (
                  <ChevronRight aria-hidden className="size-3 text-text-2" />
                )}
              </td>
              <th
                scope="rowgroup"
                className="border-t border-line bg-inset py-[3px] pl-0.5 font-normal max-md:flex-1 max-md:border-0 max-md:bg-transparent md:in-[tbody:first-of-type]:border-t-0"
              >
                {topic.href ? (
                  <Link href={topic.href} scroll={false} className="rounded-sm hover:underline">
                    <b>{topic.name}</b>
                  </Link>
                ) : (
                  <b>{topic.name}</b>
                )}
                <span className="ml-2 text-text-2">{topic.count}</span>
              </th>
              <td className="border-t border-line bg-inset px-2.5 py-[3px] text-12 text-text-2 max-md:border-0 max-md:bg-transparent md:truncate md:in-[tbody:first-of-type]:border-t-0">
                {topic.note}
              </td>
              <td
                className={cn(
                  "border-t border-line bg-inset max-md:hidden md:in-[tbody:first-of-type]:border-t-0",
                  rule,
                )}
              />
            </tr>
            {topic.rows.map((row) => (
              <DiffLine key={row.id} row={row} left={left} right={right} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
