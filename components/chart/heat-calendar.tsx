import { useId } from "react";
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

const hourList = Array.from({ length: 24 }, (_, hour) => hour);
const keyOf = (mark: CalendarMark) => `${mark.day} ${mark.minute} ${mark.label}`;
const shadeFill = (shade: number) =>
  shade > 0 ? `color-mix(in srgb, var(--ink) ${Math.round(6 + shade * 36)}%, var(--panel))` : "var(--inset)";
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
  const id = useId();
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
  const middle = (day: number) => y(day) + rowHeight / 2 + 4;
  const strong = { fontWeight: 600, fill: "var(--text)" };
  return (
    <ChartFigure {...figure} rows={twin}>
      <div role="img" aria-label={figure.summary} className="flex">
        <svg aria-hidden="true" width={labelWidth} height={height} className="block flex-none">
          {weekdays.map((day, index) => (
            <text key={day} x={0} y={middle(index)} style={now?.day === index ? strong : undefined}>
              {day}
            </text>
          ))}
        </svg>
        <svg aria-hidden="true" height={height + 18} className="block min-w-0 flex-1 overflow-visible">
          {weekdays.map((day, index) =>
            hourList.map((hour) => (
              <rect
                key={`${day} ${hour}`}
                x={x(hour * 60)}
                y={y(index)}
                width={percent(1 / 24)}
                height={rowHeight}
                fill={shadeFill(shades[index]?.[hour] ?? 0)}
                stroke="var(--panel)"
              />
            )),
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
                y={middle(next.day)}
                textAnchor={next.minute > 480 ? "end" : "start"}
                className="max-sm:hidden"
                style={{ fill: "var(--waiting)", fontWeight: 600 }}
              >
                {next.text}
              </text>
            </>
          ) : null}
          {marks
            .filter((mark) => mark.kind === "plain")
            .map((mark) => (
              <circle
                key={keyOf(mark)}
                cx={x(mark.minute)}
                cy={y(mark.day) + rowHeight / 2}
                r={2.6}
                fill="var(--ink)"
                stroke="var(--panel)"
                strokeWidth={0.6}
              />
            ))}
          {marks
            .filter((mark) => mark.kind === "attention")
            .map((mark) => (
              <g key={keyOf(mark)}>
                <use href={`#${id}`} x={x(mark.minute)} y={y(mark.day) + rowHeight / 2} />
                <text
                  x={x(mark.minute)}
                  dx={mark.minute > 1080 ? -10 : 10}
                  y={middle(mark.day)}
                  textAnchor={mark.minute > 1080 ? "end" : "start"}
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
              <text x={x(now.minute)} dx={4} y={middle(now.day)} style={strong}>
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
          <defs>
            <path
              id={id}
              d="M0 -6 6 5H-6Z"
              fill="var(--panel)"
              stroke="var(--attention)"
              strokeWidth={1.6}
              strokeLinejoin="round"
            />
          </defs>
        </svg>
        {totals ? (
          <svg aria-hidden="true" width={64} height={height} className="block flex-none overflow-visible">
            <text x={64} y={12} textAnchor="end">
              {totalsLabel}
            </text>
            {weekdays.map((day, index) => (
              <g key={day}>
                <rect
                  x={10}
                  y={y(index) + 10}
                  width={((totals[index] ?? 0) / most) * 30}
                  height={8}
                  fill="color-mix(in srgb, var(--ink) 40%, var(--panel))"
                />
                <text x={64} y={middle(index)} textAnchor="end">
                  {totals[index] ?? 0}
                </text>
              </g>
            ))}
          </svg>
        ) : null}
      </div>
    </ChartFigure>
  );
}
