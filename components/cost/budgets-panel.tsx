import { useId } from "react";
import type { BudgetView, CostReviewView } from "@/lib/contract/cost";
import { money, moneyChange } from "@/lib/domain/cost-review/money";
import { ChartFigure, HatchPattern, inkFill, percent } from "../chart/chart-figure";
import { EnvironmentName } from "../frame/prod-label";
import { StatusShape } from "../status/status-shape";
import { Panel } from "../ui/panel";

/** Each budget with what was spent of it and what is to come; who passes it is named with the day. */
export function BudgetsPanel({ view }: { view: CostReviewView }) {
  const id = useId();
  const { budgets, currency } = view;
  if (budgets.length === 0)
    return (
      <Panel title="Budgets">
        <p className="text-text-2">
          {view.budgetsCaption} A budget is <code>{"budget: { monthly: 900 }"}</code> of an environment or a
          team in orchestr8.yaml.
        </p>
      </Panel>
    );
  return (
    <Panel>
      <ChartFigure
        title="Budgets"
        note={`spent, forecast and budget of ${view.month.name}, ${currency}`}
        summary={view.budgetsCaption}
        rows={{
          head: ["Budget of", "Spent", "Forecast", "Budget", "Difference"],
          body: budgets.map((one) => [
            `${one.scope} ${one.name}`,
            money(one.spent, currency),
            one.forecast === null ? "not known" : money(one.forecast, currency),
            money(one.monthly, currency),
            verdict(one, currency),
          ]),
        }}
      >
        <svg aria-hidden="true" width={0} height={0} className="absolute">
          <defs>
            <HatchPattern id={id} />
          </defs>
        </svg>
        <ul>
          {budgets.map((one) => (
            <li
              key={`${one.scope} ${one.name}`}
              className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-center gap-x-3 gap-y-0.5 border-t border-line py-1.5 first:border-t-0 lg:grid-cols-[128px_minmax(60px,1fr)_minmax(0,1.4fr)_minmax(0,1fr)]"
            >
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {one.scope === "environment" ? (
                  <EnvironmentName name={one.name} production={one.production} />
                ) : (
                  <span>
                    {one.name} <span className="text-12 text-text-2">team</span>
                  </span>
                )}
              </span>
              <Bar budget={one} id={id} />
              <span className="text-12 text-text-2">
                <b className="text-text">{money(one.spent, currency)}</b> of {money(one.monthly, currency)},{" "}
                {one.forecast === null ? "no forecast yet" : `forecast ${money(one.forecast, currency)}`}
              </span>
              <span className="flex items-start gap-1.5 text-12">
                {one.over ? <StatusShape kind="attention" className="mt-0.5" /> : null}
                <span className={one.over ? "font-semibold" : "text-text-2"}>{verdict(one, currency)}</span>
              </span>
            </li>
          ))}
        </ul>
      </ChartFigure>
    </Panel>
  );
}

/** `+€120 over, from 26 Nov`, `€80 left`. */
function verdict({ forecast, spent, monthly, passesOn, over }: BudgetView, currency: string): string {
  const difference = (forecast ?? spent) - monthly;
  if (over)
    return `${moneyChange(difference, currency)} over${passesOn === null ? "" : `, from ${passesOn}`}`;
  return forecast === null ? "not passed yet" : `${money(-difference, currency)} left`;
}

/** Spent solid, to come hatched, the budget a tick; the bar's end is the larger of both. */
function Bar({ budget: { spent, forecast, monthly }, id }: { budget: BudgetView; id: string }) {
  const end = Math.max(1e-9, spent, forecast ?? 0, monthly) * 1.02;
  return (
    <svg aria-hidden="true" width="100%" height={16} className="block overflow-visible">
      <rect x="0" y="3" width={percent(monthly / end)} height="10" fill="var(--inset)" />
      {forecast === null ? null : (
        <rect
          x="0"
          y="3"
          width={percent(forecast / end)}
          height="10"
          fill={inkFill("hatched", id)}
          stroke="var(--text-3)"
        />
      )}
      <rect x="0" y="3" width={percent(spent / end)} height="10" fill={inkFill("strong", id)} />
      <line
        x1={percent(monthly / end)}
        x2={percent(monthly / end)}
        y1="0"
        y2="16"
        stroke="var(--ink)"
        strokeWidth={2}
      />
    </svg>
  );
}
