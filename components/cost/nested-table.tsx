import type { CostReviewView } from "@/lib/contract/cost";
import { nestedCells } from "@/lib/contract/cost-table";
import { dimensionName } from "@/lib/domain/cost-review/dimension";
import { money } from "@/lib/domain/cost-review/money";
import { capitalised } from "@/lib/domain/promotion/sentence";
import { EnvironmentName } from "../frame/prod-label";
import { cn } from "../ui/class-names";
import { Panel } from "../ui/panel";
import { tableHeading } from "./table-heading";

/** Two dimensions of the cost as rows within rows, where columns would be too many; the dearest first. */
export function NestedTable({ view }: { view: CostReviewView }) {
  const { table, currency } = view;
  const most = Math.max(1e-9, ...table.rows.flatMap((row) => row.cells));
  return (
    <Panel {...tableHeading(view)}>
      <table className="w-full border-collapse">
        <caption className="heard">{table.caption}</caption>
        <thead>
          <tr className="border-b border-line-strong text-12 text-text-2">
            <th scope="col" className="py-1.5 pr-2 text-left font-normal">
              {capitalised(dimensionName(view.by))}, {dimensionName(view.across)}
            </th>
            <th scope="col" className="px-2 py-1.5 text-right font-normal">
              {view.month.over ? "Cost" : "So far"}
            </th>
            <th scope="col" className="w-2/5 py-1.5 pl-2 max-sm:hidden">
              <span className="heard">Beside the dearest</span>
            </th>
          </tr>
        </thead>
        {table.rows.map((row) => (
          <tbody key={`${row.kind} ${row.name}`} className="border-t border-line">
            <tr>
              <th
                scope="rowgroup"
                className={cn(
                  "pt-2 pr-2 pb-0.5 text-left font-semibold [overflow-wrap:anywhere]",
                  row.kind !== "named" && "text-text-2",
                )}
              >
                <EnvironmentName name={row.name} production={row.production} />
              </th>
              <td className="px-2 pt-2 pb-0.5 text-right font-semibold whitespace-nowrap">
                {money(row.total, currency)}
              </td>
              <td className="max-sm:hidden" />
            </tr>
            {nestedCells(table, row).map(({ column, cost }) => (
              <tr key={`${column.kind} ${column.name}`}>
                <th
                  scope="row"
                  className={cn(
                    "py-0.5 pr-2 pl-4 text-left font-normal [overflow-wrap:anywhere]",
                    column.kind !== "named" && "text-text-2",
                  )}
                >
                  <EnvironmentName name={column.name} production={column.production} />
                </th>
                <td className="px-2 py-0.5 text-right whitespace-nowrap">{money(cost, currency)}</td>
                <td className="py-0.5 pl-2 max-sm:hidden">
                  <span
                    aria-hidden
                    className="block h-2 bg-text-3"
                    style={{ width: `${Math.max(0.5, (cost / most) * 100)}%` }}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
        <tfoot>
          <tr className="border-t border-t-line-strong font-semibold">
            <th scope="row" className="py-1.5 pr-2 text-left font-semibold">
              All
            </th>
            <td className="px-2 py-1.5 text-right whitespace-nowrap">{money(table.total, currency)}</td>
            <td className="max-sm:hidden" />
          </tr>
        </tfoot>
      </table>
      <p className="pt-2 text-12 text-text-2">{table.caption}</p>
    </Panel>
  );
}
