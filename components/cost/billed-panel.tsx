import type { CostReviewView } from "@/lib/contract/cost";
import { money, moneyChange } from "@/lib/domain/cost-review/money";
import { EnvironmentName } from "../frame/prod-label";
import { When } from "../time/when";
import { Panel } from "../ui/panel";

type Billed = NonNullable<CostReviewView["billed"]>;

/** What the provider billed, beside what was measured on the same days: two marks that are never added. */
export function BilledPanel({ billed, currency }: { billed: Billed; currency: string }) {
  return (
    <Panel title="Billed and measured">
      <p className="mb-2 text-text-2">{billed.caption}</p>
      <div className="overflow-x-auto">
        <table className="w-full min-w-[440px] text-13">
          <thead>
            <tr className="text-12 text-text-2">
              <th scope="col" className="py-1 pr-3 text-left font-normal">
                Environment
              </th>
              {["Billed", "Effective", "Measured", "Billed − measured"].map((name) => (
                <th key={name} scope="col" className="py-1 pl-3 text-right font-normal whitespace-nowrap">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {billed.rows.map((row) => (
              <tr key={row.environment ?? ""} className="border-t border-line">
                <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                  {row.environment === null ? (
                    <span className="text-text-2">no environment</span>
                  ) : (
                    <EnvironmentName name={row.environment} production={row.production} />
                  )}
                </th>
                <Amounts row={row} currency={currency} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className="border-t border-line-strong font-semibold">
              <th scope="row" className="py-1.5 pr-3 text-left font-semibold">
                All
              </th>
              <Amounts row={billed} currency={currency} />
            </tr>
          </tfoot>
        </table>
      </div>
      {billed.imported ? (
        <p className="mt-2 text-12 text-text-2">
          Last import: {billed.imported.name}, <When at={billed.imported.at} />
        </p>
      ) : null}
    </Panel>
  );
}

function Amounts({
  row: { billed, effective, measured },
  currency,
}: {
  row: { billed: number; effective: number; measured: number | null };
  currency: string;
}) {
  const cells = [
    money(billed, currency),
    money(effective, currency),
    measured === null ? "not measured" : money(measured, currency),
    measured === null ? "–" : moneyChange(billed - measured, currency),
  ];
  return cells.map((text, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the columns are always these
    <td key={index} className="py-1.5 pl-3 text-right whitespace-nowrap tabular-nums">
      {text}
    </td>
  ));
}
