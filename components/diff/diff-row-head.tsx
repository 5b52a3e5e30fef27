import { StatusShape } from "../status/status-shape";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";
import { plainClick } from "../ui/plain-click";
import type { DiffRow } from "./diff-line";

/** What a row is about: loud ones with their word and sentence, quiet ones in one line. */
export function DiffRowHead({ row }: { row: DiffRow }) {
  const { loud, many = 1, onSelect } = row;
  const title = loud ? (
    <b>{row.title}</b>
  ) : (
    <span className="block md:truncate">
      {many > 1 ? (
        <>
          <b className="text-text">1 cause</b>, {many} rows <span className="mono">{row.path}</span>
        </>
      ) : (
        <>
          {row.title} <span className="mono">{row.path}</span>
        </>
      )}
    </span>
  );
  return (
    <span className="grid grid-cols-[minmax(0,1fr)] gap-px">
      <span className={cn("flex items-center justify-between gap-x-2.5", loud && "flex-wrap")}>
        {row.href ? (
          <Link
            href={row.href}
            scroll={false}
            title={loud ? undefined : `${row.title} ${row.object} ${row.path}`}
            data-row
            {...(onSelect ? { onClick: plainClick(onSelect) } : {})}
            {...(loud ? { "data-change": true } : {})}
            aria-current={row.selected ? "true" : undefined}
            className="min-w-0 rounded-sm [overflow-wrap:anywhere] hover:underline"
          >
            {title}
          </Link>
        ) : (
          <span className="min-w-0 [overflow-wrap:anywhere]">{title}</span>
        )}
        {loud ? (
          <span
            className={cn(
              "inline-flex items-center gap-[5px] font-medium",
              loud.kind === "failed" ? "text-failed" : "text-attention",
            )}
          >
            {loud.icon ?? <StatusShape kind={loud.kind} />}
            {loud.word}
          </span>
        ) : (
          <span className="flex-none text-11 text-text-2">{row.label}</span>
        )}
      </span>
      {loud ? (
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
