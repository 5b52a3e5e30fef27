import { useId } from "react";
import type { CostReviewView } from "@/lib/contract/cost";
import { money } from "@/lib/domain/cost-review/money";
import { ChartFigure, HatchPattern, inkFill, percent } from "../chart/chart-figure";
import { keyed } from "../ui/keyed";

const room = 176;
const barRoom = 34;

/** The month adding up, its forecast band and its budget, over the days themselves: measured solid, to come hatched. */
export function MonthFigure({ view }: { view: CostReviewView }) {
  const id = useId();
  const { days, forecast, budget, currency } = view;
  const top = Math.max(1e-9, budget ?? 0, forecast?.high ?? 0, view.spent) * 1.12;
  const x = (at: number) => (at / Math.max(1, days.length)) * 100;
  const y = (value: number) => room - (value / top) * (room - 16);
  const gone =
    Math.max(
      0,
      days.findLastIndex((day) => day.cost !== null),
    ) + (view.spent > 0 ? 1 : 0);
  const line = addedUp(days.slice(0, gone).map((day) => day.cost ?? 0));
  const path = (points: readonly (readonly [number, number])[]) =>
    points.map(([at, value], index) => `${index === 0 ? "M" : "L"}${x(at)} ${y(value)}`).join("");
  const most = Math.max(1e-9, ...days.map((day) => (day.cost ?? 0) + (day.estimate ?? 0)));
  const bar = (value: number) => (value / most) * barRoom;
  const end = days.length;
  return (
    <ChartFigure
      title={view.month.over ? view.month.title : "Month to date"}
      note={`budget and forecast, ${currency}`}
      summary={`${view.daysCaption}${view.passesOn && !view.month.over ? ` It passes the budget on ${view.passesOn}.` : ""}`}
      rows={{
        head: ["Day", "Measured", "To come"],
        body: days.map((day) => [
          day.name,
          day.cost === null ? "" : money(day.cost, currency),
          day.estimate === null ? "" : money(day.estimate, currency),
        ]),
      }}
    >
      <div className="pr-[118px] max-md:pr-0">
        <svg aria-hidden="true" width="100%" height={room + barRoom + 40} className="block overflow-visible">
          <defs>
            <HatchPattern id={id} />
          </defs>
          <line x1="0" x2="100%" y1={y(0)} y2={y(0)} stroke="var(--line-strong)" />
          <svg
            x="0"
            y="0"
            width="100%"
            height={room}
            viewBox={`0 0 100 ${room}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            {gone > 0 ? <path d={`${path(line)}L${x(gone)} ${y(0)}Z`} fill={inkFill("faint", id)} /> : null}
            {forecast && gone < end ? (
              <>
                <path
                  d={`${path([
                    [gone, view.spent],
                    [end, forecast.high],
                    [end, forecast.low],
                  ])}Z`}
                  fill={inkFill("faint", id)}
                />
                <path
                  d={path([
                    [gone, view.spent],
                    [end, forecast.value],
                  ])}
                  fill="none"
                  stroke="var(--ink)"
                  strokeWidth={1.5}
                  strokeDasharray="3 3"
                  vectorEffect="non-scaling-stroke"
                />
              </>
            ) : null}
            <path
              d={path(line)}
              fill="none"
              stroke="var(--ink)"
              strokeWidth={2}
              vectorEffect="non-scaling-stroke"
            />
          </svg>
          {budget === null ? null : (
            <>
              <line x1="0" x2="100%" y1={y(budget)} y2={y(budget)} stroke="var(--ink)" />
              <text x="4" y={y(budget) - 5} style={strong}>
                Budget {money(budget, currency)}
              </text>
            </>
          )}
          <circle
            cx={percent(gone / end)}
            cy={y(view.spent)}
            r={4}
            fill="var(--ink)"
            stroke="var(--panel)"
            strokeWidth={1.5}
          />
          <text x={percent(gone / end)} y={y(view.spent) - 12} textAnchor="end" style={strong}>
            {money(view.spent, currency)} {view.month.over ? "in all" : "so far"}
          </text>
          {forecast && gone < end ? (
            <g className="max-md:hidden">
              <text x="100%" dx={8} y={y(forecast.value) - 2} style={strong}>
                {money(forecast.value, currency)}
              </text>
              <text x="100%" dx={8} y={y(forecast.value) + 12}>
                forecast
              </text>
              <text x="100%" dx={8} y={y(forecast.value) + 26}>
                {money(forecast.low, currency)} to {money(forecast.high, currency)}
              </text>
            </g>
          ) : null}
          {keyed(days, (day) => day.day).map(({ key, item: day }, at) => {
            const base = room + 12 + barRoom;
            const measured = bar(day.cost ?? 0);
            return (
              <g key={key}>
                <rect
                  x={percent((at + 0.1) / end)}
                  width={percent(0.8 / end)}
                  y={base - measured}
                  height={measured}
                  fill={inkFill("strong", id)}
                />
                {day.estimate ? (
                  <rect
                    x={percent((at + 0.1) / end)}
                    width={percent(0.8 / end)}
                    y={base - measured - bar(day.estimate)}
                    height={bar(day.estimate)}
                    fill={inkFill("hatched", id)}
                    stroke="var(--text-3)"
                  />
                ) : null}
                {at % 5 === 0 || at === end - 1 ? (
                  <text x={percent((at + 0.5) / end)} y={base + 16} textAnchor="middle">
                    {at === 0 ? day.name : Number(day.day.slice(8))}
                  </text>
                ) : null}
              </g>
            );
          })}
        </svg>
      </div>
    </ChartFigure>
  );
}

const strong = { fontWeight: 600, fill: "var(--text)" };

/** Where the sum stands after each day, from nothing. */
function addedUp(costs: readonly number[]): readonly (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [[0, 0]];
  let sum = 0;
  for (const cost of costs) {
    sum += cost;
    points.push([points.length, sum]);
  }
  return points;
}
