import type { CostReviewView } from "@/lib/contract/cost";
import { type BillCompared, compareBill } from "@/lib/domain/bill/compare";
import { money, moneyChange } from "@/lib/domain/cost-review/money";
import { shortDay } from "@/lib/domain/cost-review/month";
import { counted } from "@/lib/domain/promotion/sentence";
import type { Reads } from "@/lib/ports/store/store";
import { isProduction } from "../environment-head";
import type { Measured } from "./measured";
import type { CostScope } from "./scope";

/** What was billed for the month, of what the reader may see, beside what was measured on the same days. */
export async function billedView(
  store: Pick<Reads, "bills">,
  { shown, whole }: CostScope,
  { month, ofMonth }: Measured,
  { currency, exchange }: { currency: string; exchange: Readonly<Record<string, number>> },
): Promise<CostReviewView["billed"]> {
  const [from, to] = [month.days[0] ?? "", month.days.at(-1) ?? ""];
  const all = await store.bills.days({ from, to });
  const names = new Set(shown.map(({ name }) => name));
  const billed = all.filter(({ environment }) => (environment === null ? whole : names.has(environment)));
  if (billed.length === 0) return null;
  const found = compareBill(billed, ofMonth, (one) => (one === currency ? 1 : (exchange[one] ?? null)));
  const sum = (amount: (row: BillCompared["rows"][number]) => number) =>
    found.rows.reduce((total, row) => total + amount(row), 0);
  const totals = {
    billed: sum((row) => row.billed),
    effective: sum((row) => row.effective),
    measured: sum((row) => row.measured ?? 0),
  };
  const last = await store.bills.last();
  return {
    ...totals,
    rows: found.rows.map((row) => ({
      ...row,
      production: shown.some((one) => one.name === row.environment && isProduction(one)),
    })),
    days: found.days.length,
    from: found.days[0] ?? from,
    to: found.days.at(-1) ?? to,
    others: [...found.others],
    imported: last && { name: last.name, at: last.at.toISOString() },
    caption: captionOf(found, totals, currency),
  };
}

function captionOf(
  { rows, days, others }: BillCompared,
  { billed, measured }: { billed: number; measured: number },
  currency: string,
): string {
  const apart = others.map((one) => money(one.billed, one.currency)).join(" and ");
  const left =
    apart === "" ? "" : ` ${apart} is left out: pricing.yaml's exchange does not turn it into ${currency}.`;
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return `Nothing was billed in ${currency}.${left}`;
  const nobodys = rows.find(({ environment }) => environment === null)?.billed ?? 0;
  const mapped =
    Math.abs(nobodys) < 0.005
      ? ""
      : ` ${money(nobodys, currency)} of it belongs to no environment that \`bills\` in pricing.yaml maps.`;
  return `On ${counted(days.length, "day")} from ${shortDay(first)} to ${shortDay(last)} ${money(billed, currency)} was billed and ${money(measured, currency)} measured, ${moneyChange(billed - measured, currency)}.${mapped}${left}`;
}
