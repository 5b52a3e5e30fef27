import { ChevronDown, ChevronRight } from "lucide-react";
import { ProdLabel } from "../frame/prod-label";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";
import { DiffLine, type DiffRow, type DiffSide } from "./diff-line";

export type DiffTopic = {
  name: string;
  count: number;
  /** What is folded away: "21 more, all expected". */
  note?: string | undefined;
  rows: readonly DiffRow[];
  href?: string | undefined;
};

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
