import type { CostReviewView } from "@/lib/contract/cost";
import { dimensionName } from "@/lib/domain/cost-review/dimension";
import { money, moneyChange } from "@/lib/domain/cost-review/money";
import { capitalised } from "@/lib/domain/promotion/sentence";
import { EnvironmentName } from "../frame/prod-label";
import { cn } from "../ui/class-names";
import { keyed } from "../ui/keyed";
import { Panel } from "../ui/panel";
import { tableHeading } from "./table-heading";

/** Two dimensions of the cost, the dearest cell darkest; what nobody owns or asked for has its own row. */
export function HeatTable({ view }: { view: CostReviewView }) {
  const { table, currency } = view;
  const most = Math.max(1e-9, ...table.rows.flatMap((row) => row.cells));
  const shade = (value: number) =>
    `color-mix(in srgb, var(--ink) ${Math.round((value / most) * 38)}%, var(--panel))`;
  const edge = (production: boolean) => (production ? "border-l-2 border-l-rule" : "");
  const foot = (
    label: string,
    textOf: (at: number) => string,
    all: string,
    warn?: (at: number) => boolean,
  ) => (
    <tr className="text-text-2">
      <th scope="row" className="py-1 pr-2 text-left font-normal">
        {label}
      </th>
      {table.columns.map((column, at) => (
        <td
          key={`${column.kind} ${column.name}`}
          className={cn(
            "px-2 py-1 text-right whitespace-nowrap",
            edge(column.production),
            warn?.(at) && "font-semibold text-text",
          )}
        >
          {textOf(at)}
        </td>
      ))}
      <td className="py-1 pl-2 text-right font-semibold whitespace-nowrap text-text">{all}</td>
    </tr>
  );
  const difference = (at: number): number | null => {
    const column = table.columns[at];
    return column && column.budget !== null && column.forecast !== null
      ? column.forecast - column.budget
      : null;
  };
  return (
    <Panel {...tableHeading(view)} className="flex flex-col" bodyClassName="flex flex-1 flex-col">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, by keyboard too */}
      <div className="overflow-x-auto" tabIndex={0}>
        <table className="w-full border-collapse">
          <caption className="heard">{table.caption}</caption>
          <thead>
            <tr className="border-b border-line-strong">
              <th scope="col" className="heard">
                {capitalised(dimensionName(view.by))}
              </th>
              {table.columns.map((column) => (
                <th
                  key={`${column.kind} ${column.name}`}
                  scope="col"
                  className={cn(
                    "px-2 py-1.5 text-right text-12 font-semibold whitespace-nowrap",
                    edge(column.production),
                  )}
                >
                  <EnvironmentName name={column.name} production={column.production} />
                </th>
              ))}
              <th scope="col" className="py-1.5 pl-2 text-right text-12 font-normal text-text-2">
                All
              </th>
            </tr>
          </thead>
          <tbody>
            {keyed(table.rows, (row) => `${row.kind} ${row.name}`).map(({ key, item: row }) => (
              <tr key={key} className="border-t-2 border-t-panel">
                <th
                  scope="row"
                  className={cn(
                    "py-1.5 pr-2 text-left font-normal whitespace-nowrap",
                    row.kind !== "named" && "text-text-2",
                  )}
                >
                  <EnvironmentName name={row.name} production={row.production} />
                </th>
                {table.columns.map((column, at) => (
                  <td
                    key={`${column.kind} ${column.name}`}
                    className={cn(
                      "border-l-2 border-l-panel px-2 py-1.5 text-right",
                      edge(column.production),
                    )}
                    style={{ background: shade(row.cells[at] ?? 0) }}
                  >
                    {money(row.cells[at] ?? 0, currency)}
                  </td>
                ))}
                <td className="py-1.5 pl-2 text-right font-semibold whitespace-nowrap">
                  {money(row.total, currency)}
                  {row.budget === null ? null : (
                    <span className="block text-11 font-normal text-text-2">
                      of {money(row.budget, currency)}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="border-t border-t-line-strong font-semibold">
              <th scope="row" className="py-1.5 pr-2 text-left font-semibold">
                So far
              </th>
              {table.columns.map((column, at) => (
                <td
                  key={`${column.kind} ${column.name}`}
                  className={cn("px-2 py-1.5 text-right", edge(column.production))}
                >
                  {money(table.totals[at] ?? 0, currency)}
                </td>
              ))}
              <td className="py-1.5 pl-2 text-right">{money(table.total, currency)}</td>
            </tr>
            {foot(
              "Forecast",
              (at) => amount(table.columns[at]?.forecast, currency),
              amount(view.forecast?.value, currency),
            )}
            {foot(
              "Budget",
              (at) => amount(table.columns[at]?.budget, currency),
              amount(view.budget, currency),
            )}
            {foot(
              "Difference",
              (at) => {
                const value = difference(at);
                return value === null ? "–" : `${value > 0 ? "over " : ""}${moneyChange(value, currency)}`;
              },
              view.forecast && view.budget !== null
                ? moneyChange(view.forecast.value - view.budget, currency)
                : "–",
              (at) => (difference(at) ?? 0) > 0,
            )}
          </tfoot>
        </table>
      </div>
      <p className="mt-auto pt-2 text-12 text-text-2">{table.caption}</p>
    </Panel>
  );
}

const amount = (value: number | null | undefined, currency: string): string =>
  value === null || value === undefined ? "–" : money(value, currency);
