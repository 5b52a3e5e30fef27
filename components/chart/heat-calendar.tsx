import { ChartFigure, type FigureProps, percent, type TwinRows } from "./chart-figure";

export const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

export type CalendarMark = {
  /** 0 is Monday. */
  day: number;
  minute: number;
  label: string;
  /** An attention mark is a triangle with its words beside it, a plain one a dot. */
  kind: "plain" | "attention";
};

const rowHeight = 28;
const head = 20;
const labelWidth = 32;

const hourText = (hour: number) => String(hour).padStart(2, "0");

/**
 * A week by the hour: 7 rows from Monday, 24 columns. `shades` are 0 (nothing) to 1; marks are events on their minute,
 * so one sees whether a rule matches the habit.
 */
export function HeatCalendar({
  shades,
  marks = [],
  now,
  next,
  totals,
  totalsLabel,
  rows,
  hours = [0, 6, 12, 18, 24],
  ...figure
}: FigureProps & {
  shades: readonly (readonly number[])[];
  marks?: readonly CalendarMark[];
  now?: { day: number; minute: number } | undefined;
  /** The next opening: "opens Mon 09:00". */
  next?: { day: number; minute: number; text: string } | undefined;
  /** One number a day, as bars on the right. */
  totals?: readonly number[] | undefined;
  totalsLabel?: string;
  rows?: TwinRows;
  hours?: readonly number[];
}) {
  const x = (minute: number) => percent(minute / 1440);
  const y = (day: number) => head + day * rowHeight;
  const height = head + 7 * rowHeight;
  const most = Math.max(1, ...(totals ?? []));
  const plain = marks.filter((mark) => mark.kind === "plain");
  const loud = marks.filter((mark) => mark.kind === "attention");
  const twin: TwinRows = rows ?? {
    head: ["Day", "Shaded hours", "Marks"],
    body: weekdays.map((day, index) => [
      day,
      (shades[index] ?? []).filter((shade) => shade > 0).length,
      marks
        .filter((mark) => mark.day === index)
        .map(
          (mark) => `${hourText(Math.floor(mark.minute / 60))}:${hourText(mark.minute % 60)} ${mark.label}`,
        )
        .join(", "),
    ]),
  };
  return (
    <ChartFigure {...figure} rows={twin}>
      <svg
        role="img"
        aria-label={figure.summary}
        width="100%"
        height={height + 18}
        className="block overflow-visible"
      >
        {weekdays.map((day, index) => (
          <text
            key={day}
            x={0}
            y={y(index) + rowHeight / 2 + 4}
            style={now?.day === index ? { fontWeight: 600, fill: "var(--text)" } : undefined}
          >
            {day}
          </text>
        ))}
        <svg
          x={labelWidth}
          y={0}
          width={`calc(100% - ${labelWidth + (totals ? 64 : 8)}px)`}
          height={height + 18}
          overflow="visible"
        >
          {weekdays.flatMap((day, index) =>
            Array.from({ length: 24 }, (_, hour) => {
              const shade = shades[index]?.[hour] ?? 0;
              return (
                <rect
                  key={`${day} ${hour}`}
                  x={x(hour * 60)}
                  y={y(index)}
                  width={percent(1 / 24)}
                  height={rowHeight}
                  fill={
                    shade > 0
                      ? `color-mix(in srgb, var(--ink) ${Math.round(6 + shade * 36)}%, var(--panel))`
                      : "var(--inset)"
                  }
                  stroke="var(--panel)"
                />
              );
            }),
          )}
          {next ? (
            <>
              <line
                x1={x(next.minute)}
                x2={x(next.minute)}
                y1={y(next.day)}
                y2={y(next.day) + rowHeight}
                stroke="var(--waiting)"
                strokeWidth={2}
              />
              <text
                x={x(next.minute)}
                dx={next.minute > 480 ? -5 : 5}
                y={y(next.day) + rowHeight / 2 + 4}
                textAnchor={next.minute > 480 ? "end" : "start"}
                style={{ fill: "var(--waiting)", fontWeight: 600 }}
              >
                {next.text}
              </text>
            </>
          ) : null}
          {plain.map((mark) => (
            <circle
              key={`${mark.day} ${mark.minute} ${mark.label}`}
              cx={x(mark.minute)}
              cy={y(mark.day) + rowHeight / 2}
              r={2.6}
              fill="var(--ink)"
              stroke="var(--panel)"
              strokeWidth={0.6}
            />
          ))}
          {loud.map((mark) => (
            <g key={`${mark.day} ${mark.minute} ${mark.label}`}>
              <svg x={x(mark.minute)} y={y(mark.day) + rowHeight / 2} overflow="visible" aria-hidden="true">
                <path
                  d="M0 -6 6 5H-6Z"
                  fill="var(--panel)"
                  stroke="var(--attention)"
                  strokeWidth={1.6}
                  strokeLinejoin="round"
                />
              </svg>
              <text
                x={x(mark.minute)}
                dx={mark.minute > 900 ? -10 : 10}
                y={y(mark.day) + rowHeight / 2 + 4}
                textAnchor={mark.minute > 900 ? "end" : "start"}
                className="max-sm:hidden"
              >
                {mark.label}
              </text>
            </g>
          ))}
          {now ? (
            <>
              <line
                x1={x(now.minute)}
                x2={x(now.minute)}
                y1={y(now.day) - 2}
                y2={y(now.day) + rowHeight + 2}
                stroke="var(--text)"
                strokeWidth={2}
              />
              <text
                x={x(now.minute)}
                dx={4}
                y={y(now.day) - 4 + (now.day === 0 ? 0 : 0)}
                style={{ fontWeight: 600, fill: "var(--text)" }}
              >
                now
              </text>
            </>
          ) : null}
          {hours.map((hour) => (
            <text
              key={hour}
              x={x(hour * 60)}
              y={height + 14}
              textAnchor={hour === 0 ? "start" : hour === 24 ? "end" : "middle"}
            >
              {hourText(hour)}
            </text>
          ))}
        </svg>
        {totals ? (
          <svg x="100%" y={0} overflow="visible">
            {totalsLabel ? (
              <text x={0} y={12} textAnchor="end">
                {totalsLabel}
              </text>
            ) : null}
            {totals.map((total, index) => (
              <g key={weekdays[index]}>
                <rect
                  x={-52}
                  y={y(index) + 10}
                  width={(total / most) * 30}
                  height={8}
                  fill="color-mix(in srgb, var(--ink) 40%, var(--panel))"
                />
                <text x={0} y={y(index) + rowHeight / 2 + 4} textAnchor="end">
                  {total}
                </text>
              </g>
            ))}
          </svg>
        ) : null}
      </svg>
    </ChartFigure>
  );
}
