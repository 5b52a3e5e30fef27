import { Table2 } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";

/** The same data as a table: head names the columns, the first column names the row. */
export type TwinRows = { head: readonly string[]; body: readonly (readonly (string | number)[])[] };

export type FigureProps = {
  title?: string | undefined;
  /** The weaker words after the title. */
  note?: string | undefined;
  /** One sentence computed from the data; caption and accessible name at once. */
  summary: string;
  className?: string | undefined;
};

/** A picture with its sentence and its twin: the table opens below it, `t` opens all of a page. */
export function ChartFigure({
  title,
  note,
  summary,
  rows,
  children,
  className,
}: FigureProps & { rows: TwinRows; children: ReactNode }) {
  const id = useId();
  return (
    <figure aria-labelledby={id} className={cn("relative flex min-w-0 flex-col", className)}>
      <div className="flex min-h-6 flex-wrap items-baseline gap-x-2.5 pr-20">
        {title ? <h2>{title}</h2> : null}
        {note ? <span className="text-12 text-text-3">{note}</span> : null}
      </div>
      <div className="min-w-0 py-2">{children}</div>
      <figcaption id={id} className="mt-auto text-12 leading-[1.4] text-text-2">
        {summary}
      </figcaption>
      <details data-twin className="group/twin">
        <summary className="absolute top-0 right-0 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 text-text-2 hover:text-text">
          <Table2 aria-hidden className="size-3" />
          Table
          <span className="heard"> of {title ?? summary}</span>
        </summary>
        <TwinTable rows={rows} label={title ?? summary} />
      </details>
    </figure>
  );
}

export function TwinTable({ rows, label }: { rows: TwinRows; label: string }) {
  return (
    <div className="mt-2 max-h-80 overflow-auto border-t border-line">
      <table className="w-full border-collapse text-12">
        <caption className="heard">{label}</caption>
        <thead>
          <tr>
            {keyed(rows.head, (head) => head).map(({ key, item }, index) => (
              <th
                key={key}
                scope="col"
                className={cn(
                  "px-2 py-1 font-normal whitespace-nowrap text-text-2",
                  index === 0 ? "text-left" : "text-right",
                )}
              >
                {item}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keyed(rows.body, (row) => row.join(" ")).map(({ key, item: row }) => (
            <tr key={key}>
              {keyed(row, (cell) => String(cell)).map(({ key: place, item: cell }, index) =>
                index === 0 ? (
                  <th
                    key={place}
                    scope="row"
                    className="border-t border-line px-2 py-1 text-left font-normal"
                  >
                    {cell}
                  </th>
                ) : (
                  <td key={place} className="border-t border-line px-2 py-1 text-right">
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Estimates and the unknown are hatched, what is measured is solid. */
export function HatchPattern({ id }: { id: string }) {
  return (
    <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1={0} y1={0} x2={0} y2={6} stroke="var(--text-3)" strokeWidth={1.4} />
    </pattern>
  );
}

export type Ink = "full" | "strong" | "middle" | "faint" | "hatched" | "outline";

/** Quantity is tints of ink. */
export const inkFill = (ink: Ink, hatchId: string): string => {
  switch (ink) {
    case "full":
      return "var(--ink)";
    case "strong":
      return "color-mix(in srgb, var(--ink) 64%, var(--panel))";
    case "middle":
      return "color-mix(in srgb, var(--ink) 30%, var(--panel))";
    case "faint":
      return "color-mix(in srgb, var(--ink) 15%, var(--panel))";
    case "hatched":
      return `url(#${hatchId})`;
    case "outline":
      return "none";
  }
};

export const inkStroke = (ink: Ink): string | undefined =>
  ink === "hatched" || ink === "outline" ? "var(--text-3)" : undefined;

export const percent = (part: number): string => `${Math.round(part * 100_000) / 1000}%`;
