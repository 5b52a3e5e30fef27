import type { AuditEntry } from "@/lib/contract/audit";
import { When } from "../time/when";
import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";
import { Link } from "../ui/link";
import { plainClick } from "../ui/plain-click";
import { Outcome } from "./outcome";

const head = "sticky top-0 z-10 border-b border-line-strong bg-panel px-3 py-[5px] font-normal text-text-2";
const cell = "border-t border-line px-3 py-1.5 align-top max-md:border-0 max-md:px-0 max-md:py-0";

/** The ledger as a timeline, newest first, a line for each day. */
export function AuditTable({
  entries,
  selected,
  hrefOf,
  onSelect,
}: {
  entries: readonly AuditEntry[];
  selected: number | null;
  hrefOf: (seq: number) => string;
  onSelect: (seq: number) => void;
}) {
  const days = entries.reduce<{ day: string; entries: AuditEntry[] }[]>((all, entry) => {
    const day = entry.at.slice(0, 10);
    const last = all.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else all.push({ day, entries: [entry] });
    return all;
  }, []);
  return (
    <div className="panel overflow-clip max-md:border-0 max-md:bg-transparent">
      <table className="w-full border-separate border-spacing-0 text-left max-md:block">
        <caption className="heard">Who did what, newest first</caption>
        <thead className="max-md:heard">
          <tr>
            {["Time", "Who", "Act", "Object", "Environment", "Outcome"].map((title) => (
              <th key={title} scope="col" className={head}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        {keyed(days, (day) => day.day).map(({ key, item: day }) => (
          <tbody key={key} className="max-md:block">
            <tr className="max-md:block">
              <th
                scope="rowgroup"
                colSpan={6}
                className="border-t border-line bg-inset px-3 py-[3px] text-12 font-medium text-text-2 max-md:block max-md:rounded-md"
              >
                <time dateTime={day.day}>{day.day}</time> <span className="font-normal text-text-3">UTC</span>
              </th>
            </tr>
            {day.entries.map((entry) => (
              <tr
                key={entry.seq}
                className={cn(
                  "hover:bg-hover max-md:grid max-md:grid-cols-[1fr_auto] max-md:gap-x-3 max-md:border-b max-md:border-line max-md:py-2",
                  entry.seq === selected && "bg-selected hover:bg-selected",
                )}
              >
                <td
                  className={cn(
                    cell,
                    "w-[84px] whitespace-nowrap text-text-2 max-md:order-5 max-md:w-auto max-md:text-right max-md:text-12",
                  )}
                >
                  <When at={entry.at} form="clock" />
                </td>
                <td className={cn(cell, "max-md:order-3 max-md:text-12 max-md:text-text-2")}>
                  {entry.actor}
                  {entry.via === "session" ? null : (
                    <span className="text-12 text-text-3"> by {entry.via}</span>
                  )}
                </td>
                <th scope="row" className={cn(cell, "font-normal max-md:order-1")}>
                  <Link
                    href={hrefOf(entry.seq)}
                    scroll={false}
                    data-row
                    onClick={plainClick(() => onSelect(entry.seq))}
                    aria-current={entry.seq === selected ? "true" : undefined}
                    className="mono rounded-sm font-medium hover:underline"
                  >
                    {entry.action}
                  </Link>
                  {entry.reason ? (
                    <span className="block text-12 text-text-2 [overflow-wrap:anywhere] md:line-clamp-1">
                      {entry.reason}
                    </span>
                  ) : null}
                </th>
                <td className={cn(cell, "mono text-text-2 [overflow-wrap:anywhere] max-md:hidden")}>
                  {entry.object}
                </td>
                <td className={cn(cell, "max-md:order-4 max-md:hidden")}>{entry.environment}</td>
                <td className={cn(cell, "w-[110px] max-md:order-2 max-md:w-auto")}>
                  <Outcome decision={entry.decision} />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}
