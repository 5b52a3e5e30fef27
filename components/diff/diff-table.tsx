import { ChevronDown, ChevronRight } from "lucide-react";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";
import { DiffLine, type DiffRow, type DiffSide } from "./diff-line";
import { productionRule, SidesHead } from "./sides-head";

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
  const rule = productionRule(right);
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
        <SidesHead left={left} right={right} />
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
