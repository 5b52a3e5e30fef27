import type { ResultOf } from "@/lib/contract/operation";
import type { containerUse, SuggestionView } from "@/lib/contract/resources";
import { counted } from "@/lib/domain/promotion/sentence";
import { ChartFigure } from "../chart/chart-figure";
import { amountText } from "./measure";

type Use = ResultOf<typeof containerUse>;
type Of = Pick<SuggestionView, "resource" | "from" | "to">;

const width = 440;
const height = 112;
const left = 4;
const bottom = 18;
const hourMs = 3_600_000;

/** What one container used, an hour a step: the busiest moment and the mean, against the old and the new request. */
export function UseChart({ use, of: { resource, from, to }, title }: { use: Use; of: Of; title: string }) {
  const show = amountText[resource];
  const since = Date.parse(use.since);
  const until = Date.parse(use.until);
  const points = use.points.map((point) => ({ at: Date.parse(point.at), ...point[resource] }));
  const top = Math.max(to, from ?? 0, ...points.map(({ peak }) => peak)) * 1.12 || 1;
  const x = (at: number): number => left + ((at - since) / Math.max(1, until - since)) * (width - left - 4);
  const y = (value: number): number => height - bottom - (value / top) * (height - bottom - 12);
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
      <svg role="img" aria-label={summary} viewBox={`0 0 ${width} ${height}`} className="block h-auto w-full">
        <path d={line((point) => point.peak)} fill="none" stroke="var(--text-3)" strokeWidth={1} />
        <path d={line((point) => point.mean)} fill="none" stroke="var(--ink)" strokeWidth={1.3} />
        {from === null ? null : <Level at={y(from)} text={`request now ${show(from)}`} />}
        <Level at={y(to)} text={`suggested ${show(to)}`} dashed />
        <line
          x1={left}
          x2={width - 4}
          y1={height - bottom}
          y2={height - bottom}
          stroke="var(--line-strong)"
        />
        <g style={{ fontSize: 10, fill: "var(--text-3)" }}>
          <text x={left} y={height - 5}>
            {use.since.slice(0, 10)}
          </text>
          <text x={width - 4} y={height - 5} textAnchor="end">
            {use.until.slice(0, 10)}
          </text>
        </g>
      </svg>
    </ChartFigure>
  );
}

function Level({ at, text, dashed = false }: { at: number; text: string; dashed?: boolean }) {
  return (
    <>
      <line
        x1={left}
        x2={width - 4}
        y1={at}
        y2={at}
        stroke="var(--text)"
        strokeWidth={dashed ? 1.2 : 1.6}
        strokeDasharray={dashed ? "4 3" : undefined}
      />
      <text
        x={dashed ? width - 4 : left}
        y={at - 3}
        textAnchor={dashed ? "end" : "start"}
        style={{
          fontSize: 10,
          fill: "var(--text-2)",
          stroke: "var(--panel)",
          strokeWidth: 3,
          paintOrder: "stroke",
        }}
      >
        {text}
      </text>
    </>
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
