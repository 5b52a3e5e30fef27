import { useId } from "react";
import { keyed } from "../ui/keyed";
import {
  ChartFigure,
  type FigureProps,
  HatchPattern,
  type Ink,
  inkFill,
  inkStroke,
  percent,
  type TwinRows,
} from "./chart-figure";

export type Segment = { label: string; value: number; text: string; ink: Ink };

/** Parts of one whole, labelled where they lie. */
export function StackedBar({
  segments,
  rows,
  ...figure
}: FigureProps & { segments: readonly Segment[]; rows?: TwinRows }) {
  const id = useId();
  const total = segments.reduce((sum, segment) => sum + segment.value, 0) || 1;
  let before = 0;
  const placed = keyed(segments, (segment) => segment.label).map(({ key, item }) => {
    const start = before / total;
    before += item.value;
    return { key, item, start, width: item.value / total };
  });
  return (
    <ChartFigure
      {...figure}
      rows={
        rows ?? { head: ["Part", "Value"], body: segments.map((segment) => [segment.label, segment.text]) }
      }
    >
      <svg role="img" aria-label={figure.summary} width="100%" height={18} className="block">
        <defs>
          <HatchPattern id={id} />
        </defs>
        {placed.map(({ key, item, start, width }) => (
          <rect
            key={key}
            x={percent(start)}
            y={1}
            width={percent(width)}
            height={16}
            fill={inkFill(item.ink, id)}
            stroke={inkStroke(item.ink) ?? "var(--panel)"}
          />
        ))}
      </svg>
      <ul className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 text-12">
        {placed.map(({ key, item }) => (
          <li key={key} className="inline-flex items-center gap-1.5">
            <svg aria-hidden="true" width={12} height={10}>
              <rect
                x={0.5}
                y={0.5}
                width={11}
                height={9}
                fill={inkFill(item.ink, id)}
                stroke={inkStroke(item.ink)}
              />
            </svg>
            <b>{item.text}</b> <span className="text-text-2">{item.label}</span>
          </li>
        ))}
      </ul>
    </ChartFigure>
  );
}

export type Column = {
  label: string;
  text: string;
  segments: readonly { value: number; ink: Ink }[];
  strong?: boolean;
};

/** Columns over time with an optional line to stay under. */
export function StackedColumns({
  columns,
  limit,
  rows,
  height = 180,
  ...figure
}: FigureProps & {
  columns: readonly Column[];
  limit?: { value: number; text: string } | undefined;
  rows?: TwinRows;
  height?: number;
}) {
  const id = useId();
  const totals = columns.map((column) => column.segments.reduce((sum, segment) => sum + segment.value, 0));
  const top = Math.max(1e-9, limit?.value ?? 0, ...totals) * 1.08;
  const room = height - 34;
  const y = (value: number) => 16 + room - (value / top) * room;
  return (
    <ChartFigure
      {...figure}
      rows={rows ?? { head: ["Period", "Total"], body: columns.map((column) => [column.label, column.text]) }}
    >
      <svg
        role="img"
        aria-label={figure.summary}
        width="100%"
        height={height}
        className="block overflow-visible"
      >
        <defs>
          <HatchPattern id={id} />
        </defs>
        {keyed(columns, (column) => column.label).map(({ key, item }, index) => {
          const step = 1 / columns.length;
          const middle = percent((index + 0.5) * step);
          let below = 0;
          return (
            <g key={key}>
              {keyed(item.segments, (segment) => segment.ink).map(({ key: part, item: segment }) => {
                const from = below;
                below += segment.value;
                return (
                  <rect
                    key={part}
                    x={percent((index + 0.11) * step)}
                    width={percent(0.78 * step)}
                    y={y(below)}
                    height={Math.max(0, y(from) - y(below))}
                    fill={inkFill(segment.ink, id)}
                    stroke={inkStroke(segment.ink)}
                  />
                );
              })}
              {item.strong ? (
                <text
                  x={middle}
                  y={y(below) - 4}
                  textAnchor="middle"
                  style={{ fontWeight: 600, fill: "var(--text)" }}
                >
                  {item.text}
                </text>
              ) : null}
              <text
                x={middle}
                y={height - 4}
                textAnchor="middle"
                style={item.strong ? { fontWeight: 600, fill: "var(--text)" } : undefined}
              >
                {item.label}
              </text>
            </g>
          );
        })}
        {limit ? (
          <>
            <line x1={0} x2="100%" y1={y(limit.value)} y2={y(limit.value)} stroke="var(--ink)" />
            <text x={2} y={y(limit.value) - 4}>
              {limit.text}
            </text>
          </>
        ) : null}
      </svg>
    </ChartFigure>
  );
}
