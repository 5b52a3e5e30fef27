import { type ReactNode, useId } from "react";
import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";
import {
  ChartFigure,
  type FigureProps,
  HatchPattern,
  inkFill,
  inkStroke,
  percent,
  type TwinRows,
} from "./chart-figure";

export type WaterfallItem = {
  label: string;
  /** A total stands on the axis, a change starts where the one before ended. */
  kind: "total" | "change";
  value: number;
  text: string;
  /** Cause and source, beside the bar. */
  because?: ReactNode;
  /** The same in plain words, for the table. */
  becauseText?: string | undefined;
  /** A forecast or an estimate. */
  hatched?: boolean | undefined;
};

/** The spans of the bars on a value axis. */
export function waterfallSpans(items: readonly WaterfallItem[]): { from: number; to: number }[] {
  let level = 0;
  return items.map((item) => {
    const from = item.kind === "total" ? 0 : level;
    level = item.kind === "total" ? item.value : level + item.value;
    return { from, to: level };
  });
}

/**
 * What moved a number, lying on its side: label, bar, amount, cause. `start` cuts the axis when the totals dwarf the
 * changes; the cut is drawn torn and said in words.
 */
export function Waterfall({
  items,
  start = 0,
  startText,
  limit,
  rows,
  ...figure
}: FigureProps & {
  items: readonly WaterfallItem[];
  start?: number;
  /** "from €11,600" */
  startText?: string;
  limit?: { value: number; text: string } | undefined;
  rows?: TwinRows;
}) {
  const id = useId();
  const spans = waterfallSpans(items);
  const top = Math.max(start + 1e-9, limit?.value ?? start, ...spans.flatMap((span) => [span.from, span.to]));
  const at = (value: number) => Math.max(0, (value - start) / (top - start)) * 0.98;
  return (
    <ChartFigure
      {...figure}
      rows={
        rows ?? {
          head: ["Part", "Amount", "Why"],
          body: items.map((item) => [item.label, item.text, item.becauseText ?? ""]),
        }
      }
    >
      <svg aria-hidden="true" width={0} height={0} className="absolute">
        <defs>
          <HatchPattern id={id} />
        </defs>
      </svg>
      <ul>
        {keyed(items, (item) => item.label).map(({ key, item }, index) => {
          const span = spans[index] ?? { from: 0, to: 0 };
          const low = Math.min(span.from, span.to);
          const high = Math.max(span.from, span.to);
          const ink = item.hatched
            ? "hatched"
            : item.kind === "change" && item.value < 0
              ? "outline"
              : "strong";
          const torn = item.kind === "total" && start > 0;
          return (
            <li
              key={key}
              className="grid min-h-[35px] grid-cols-[minmax(88px,128px)_minmax(80px,1fr)_72px] items-center gap-x-3 border-t border-line py-1 first:border-t-0 md:grid-cols-[128px_minmax(120px,1fr)_72px_minmax(0,1.1fr)]"
            >
              <span className={cn("min-w-0", item.kind === "total" && "font-semibold")}>{item.label}</span>
              <svg aria-hidden="true" width="100%" height={26} className="block overflow-visible">
                {limit ? (
                  <line
                    x1={percent(at(limit.value))}
                    x2={percent(at(limit.value))}
                    y1={-12}
                    y2={38}
                    stroke="var(--text-2)"
                  />
                ) : null}
                <rect
                  x={percent(at(low))}
                  width={percent(Math.max(0.004, at(high) - at(low)))}
                  y={7}
                  height={12}
                  fill={inkFill(ink, id)}
                  stroke={inkStroke(ink)}
                />
                {torn ? (
                  <path d="M6 5 10 11 6 15 10 21" fill="none" stroke="var(--panel)" strokeWidth={3} />
                ) : null}
              </svg>
              <b className="text-right">{item.text}</b>
              {item.because ? (
                <span className="text-12 leading-[1.25] text-text-2 max-md:col-span-3 max-md:pb-1">
                  {item.because}
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
      {startText || limit ? (
        <p className="flex flex-wrap gap-x-4 border-t border-line pt-1 text-11 text-text-2">
          {startText ? <span>axis cut, {startText}</span> : null}
          {limit ? <b className="text-text">line: {limit.text}</b> : null}
        </p>
      ) : null}
    </ChartFigure>
  );
}
