"use client";

import { Download, Printer } from "lucide-react";
import { useQueryStates } from "nuqs";
import { type CostReviewView, review } from "@/lib/contract/cost";
import { costCsv } from "@/lib/contract/cost-csv";
import { money } from "@/lib/domain/cost-review/money";
import { monthBefore, monthOf } from "@/lib/domain/cost-review/month";
import { HeatCalendar } from "../chart/heat-calendar";
import { StackedColumns } from "../chart/stacked-bar";
import { Page, PageHead } from "../frame/page";
import { Sentence } from "../frame/sentence";
import { useAsk } from "../query/use-ask";
import { Freshness } from "../time/freshness";
import { Button } from "../ui/button";
import { Panel } from "../ui/panel";
import { ProblemList } from "../ui/problem";
import { Select } from "../ui/select";
import { Refreshing } from "../ui/skeleton";
import { AnomaliesPanel } from "./anomalies-panel";
import { BilledPanel } from "./billed-panel";
import { BudgetsPanel } from "./budgets-panel";
import { askOf, costState } from "./cost-state";
import { DimensionSelects } from "./dimension-selects";
import { HeatTable } from "./heat-table";
import { MonthFigure } from "./month-figure";
import { MovementFigure } from "./movement-figure";
import { NestedTable } from "./nested-table";
import { PoolsPanel } from "./pools-panel";
import { QualityStrip } from "./quality-strip";
import { SavingsPanel } from "./savings-panel";

/** What do we pay, why did it change, and what can we stop? */
export function CostPage({
  fleet,
  initial,
  initialAsk,
}: {
  fleet: string;
  initial: CostReviewView;
  initialAsk: ReturnType<typeof askOf>;
}) {
  const [state, setState] = useQueryStates(costState);
  const input = askOf(state);
  const same = JSON.stringify(input) === JSON.stringify(initialAsk);
  const ask = useAsk(review, input, same ? initial : undefined);
  const view = ask.data ?? initial;
  const { currency } = view;
  return (
    <Page crumbs={[{ label: fleet, href: "/" }, { label: "Cost" }]}>
      <Refreshing active={ask.isFetching} />
      <PageHead
        title="Cost"
        sub={
          <span className="flex flex-wrap items-center gap-x-2 print:hidden">
            <Select
              quiet
              label="Month"
              aria-label="Month"
              value={view.month.id}
              options={monthsToChoose(view, initial)}
              onChange={(event) => void setState({ month: event.target.value })}
            />
            <Select
              quiet
              label="of"
              aria-label="Environment"
              value={view.environment ?? ""}
              options={[
                { value: "", label: "all environments" },
                ...view.environments.map((name) => ({ value: name, label: name })),
              ]}
              onChange={(event) => void setState({ env: event.target.value })}
            />
            <DimensionSelects view={view} onChange={(axes) => void setState(axes)} />
          </span>
        }
        asOf={
          <span className="inline-flex flex-wrap items-center gap-x-1.5 text-12 text-text-3">
            <Freshness
              at={view.measuredTo ?? view.asOf}
              limitMs={24 * 3_600_000}
              reason={ask.isError ? ask.error.message : undefined}
              onRetry={() => void ask.refetch()}
            />
            <span>
              {view.mark === "measured" ? "measured" : "estimate"}, in {currency}
            </span>
          </span>
        }
        acts={
          <span className="flex gap-2 print:hidden">
            <Button size="sm" onClick={() => save(costCsv(view), `cost-${view.month.id}.csv`)}>
              <Download aria-hidden />
              CSV
            </Button>
            <Button size="sm" onClick={() => window.print()}>
              <Printer aria-hidden />
              Print
            </Button>
          </span>
        }
      >
        <Sentence words={view.sentence} size="large" />
      </PageHead>
      {view.mark === "measured" ? <Measured view={view} /> : <Estimated view={view} />}
      {view.billed ? (
        <div className="mt-3">
          <BilledPanel billed={view.billed} currency={currency} />
        </div>
      ) : null}
      <QualityStrip view={view} />
      {view.problems.length > 0 ? (
        <section className="mt-4 grid gap-2">
          <h2>Problems in pricing.yaml</h2>
          <ProblemList problems={view.problems} label="Problems in pricing.yaml" />
        </section>
      ) : null}
    </Page>
  );
}

function Measured({ view }: { view: CostReviewView }) {
  const { currency, months, idle } = view;
  return (
    <div className="grid gap-3">
      <div className="grid gap-3 xl:grid-cols-[minmax(0,2.1fr)_minmax(0,1fr)]">
        <Panel>
          <MonthFigure view={view} />
        </Panel>
        <Panel>
          <StackedColumns
            title="Twelve months"
            note={currency}
            summary={view.monthsCaption}
            height={236}
            columns={months.map(({ id, name, cost, estimate }) => ({
              label: name,
              text: money(cost + estimate, currency),
              strong: id === view.month.id,
              segments: [
                { value: cost, ink: id === view.month.id ? ("strong" as const) : ("middle" as const) },
                ...(estimate > 0 ? [{ value: estimate, ink: "hatched" as const }] : []),
              ],
            }))}
          />
        </Panel>
      </div>
      <div className="grid gap-3 xl:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)]">
        <BudgetsPanel view={view} />
        <AnomaliesPanel view={view} />
      </div>
      <div className={`grid gap-3 ${idle ? "xl:grid-cols-[minmax(0,2.1fr)_minmax(0,1fr)]" : ""}`}>
        <MovementFigure view={view} />
        {idle ? (
          <Panel>
            <HeatCalendar
              title="Idle hours"
              note={`${idle.environment}, the last 4 weeks`}
              summary={idle.caption}
              shades={idle.shares.map((row) => row.map((share) => Math.max(0, share)))}
              rows={{
                head: ["Day", ...Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"))],
                body: idle.shares.map((row, day) => [
                  ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day] ?? "",
                  ...row.map((share) => (share < 0 ? "–" : `${Math.round(share * 100)} %`)),
                ]),
              }}
            />
          </Panel>
        ) : null}
      </div>
      <SavingsPanel view={view} />
      <div
        className={`grid gap-3 ${view.pools.length > 0 && view.table.columns.length < 6 ? "xl:grid-cols-2" : ""}`}
      >
        {view.table.nested ? <NestedTable view={view} /> : <HeatTable view={view} />}
        {view.pools.length > 0 ? (
          <Panel>
            <PoolsPanel view={view} />
          </Panel>
        ) : null}
      </div>
    </div>
  );
}

/** Before the first sample: what Git and the prices say. */
const Estimated = ({ view }: { view: CostReviewView }) =>
  view.pools.length > 0 ? (
    <Panel>
      <PoolsPanel view={view} />
    </Panel>
  ) : null;

/** Every month that was measured, the one shown, and the one before. */
function monthsToChoose(view: CostReviewView, initial: CostReviewView) {
  const ids = new Set([
    ...initial.months.map(({ id }) => id),
    ...view.months.map(({ id }) => id),
    view.month.id,
    monthBefore(view.asOf.slice(0, 7)),
    view.asOf.slice(0, 7),
  ]);
  return [...ids].sort().map((id) => ({ value: id, label: monthOf(id).title }));
}

function save(text: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
