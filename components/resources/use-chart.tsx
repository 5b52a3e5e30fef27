import type { ResultOf } from "@/lib/contract/operation";
import type { containerUse } from "@/lib/contract/resources";
import type { SuggestionView } from "@/lib/contract/resources-view";
import { counted } from "@/lib/domain/promotion/sentence";
import { ChartFigure } from "../chart/chart-figure";
import { cn } from "../ui/class-names";
import { amountText } from "./measure";

type Use = ResultOf<typeof containerUse>;
type Of = Pick<SuggestionView, "resource" | "from" | "to">;

/** The drawing's own units; it is stretched to its place, so words stand beside it and not in it. */
const width = 1000;
const height = 100;
const hourMs = 3_600_000;

/** What one container used, an hour a step: the busiest moment and the mean, against the old and the new request. */
export function UseChart({ use, of: { resource, from, to }, title }: { use: Use; of: Of; title: string }) {
  const show = amountText[resource];
  const since = Date.parse(use.since);
  const until = Date.parse(use.until);
  const points = use.points.map((point) => ({ at: Date.parse(point.at), ...point[resource] }));
  const top = Math.max(to, from ?? 0, ...points.map(({ peak }) => peak)) * 1.2 || 1;
  const x = (at: number): number => ((at - since) / Math.max(1, until - since)) * width;
  const y = (value: number): number => height - (value / top) * height;
  // Hours that were not measured stay a hole.
  const line = (value: (point: (typeof points)[number]) => number): string =>
    points
      .map(
        (point, at) =>
          `${at > 0 && point.at - (points[at - 1]?.at ?? 0) <= hourMs ? "L" : "M"}${x(point.at).toFixed(1)} ${y(value(point)).toFixed(1)}`,
      )
      .join("");
  const peak = Math.max(0, ...points.map((point) => point.peak));
  const summary =
    points.length === 0
      ? "Nothing was measured in this window."
      : `In ${counted(points.length, "hour")} the busiest pod took ${show(peak)} at most; the request goes from ${from === null ? "none" : show(from)} to ${show(to)}.`;
  return (
    <ChartFigure
      title={title}
      summary={summary}
      rows={{ head: ["Day", "Hours", "Mean", "Peak"], body: days(points).map((day) => dayCells(day, show)) }}
    >
      <div className="relative h-24 border-b border-line-strong">
        <svg
          role="img"
          aria-label={summary}
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="block size-full"
        >
          <path
            d={line((point) => point.peak)}
            fill="none"
            stroke="var(--text-3)"
            vectorEffect="non-scaling-stroke"
          />
          <path
            d={line((point) => point.mean)}
            fill="none"
            stroke="var(--ink)"
            strokeWidth={1.4}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        {from === null ? null : <Level at={y(from)} text={`request ${show(from)}`} />}
        <Level at={y(to)} text={`suggested ${show(to)}`} dashed />
      </div>
      <p className="flex justify-between pt-1 text-11 text-text-3">
        <span>{use.since.slice(0, 10)}</span>
        <span>dark: mean of the pods, light: the busiest moment</span>
        <span>{use.until.slice(0, 10)}</span>
      </p>
    </ChartFigure>
  );
}

function Level({ at, text, dashed = false }: { at: number; text: string; dashed?: boolean }) {
  return (
    <span
      aria-hidden
      className={cn(
        "absolute inset-x-0 block border-t border-text text-11 leading-none text-text-2",
        dashed && "border-dashed text-right",
      )}
      style={{ top: `${at}%` }}
    >
      <span className="relative -top-3.5 bg-panel/80 px-0.5">{text}</span>
    </span>
  );
}

type Day = { day: string; hours: number; sum: number; peak: number };

function days(points: readonly { at: number; mean: number; peak: number }[]): readonly Day[] {
  const found = new Map<string, Day>();
  for (const { at, mean, peak } of points) {
    const day = new Date(at).toISOString().slice(0, 10);
    const before = found.get(day) ?? { day, hours: 0, sum: 0, peak: 0 };
    found.set(day, {
      day,
      hours: before.hours + 1,
      sum: before.sum + mean,
      peak: Math.max(before.peak, peak),
    });
  }
  return [...found.values()];
}

const dayCells = ({ day, hours, sum, peak }: Day, show: (value: number) => string) =>
  [day, hours, show(sum / hours), show(peak)] as const;
