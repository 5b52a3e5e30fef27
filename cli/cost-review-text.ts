import type { ChangeView, CostReviewView } from "@/lib/contract/cost";
import { changesText } from "@/lib/contract/cost-csv";
import { nestedCells } from "@/lib/contract/cost-table";
import { dimensionName } from "@/lib/domain/cost-review/dimension";
import { money, moneyChange } from "@/lib/domain/cost-review/money";
import { counted } from "@/lib/domain/promotion/sentence";
import { sentenceText } from "./plan-text";
import { table } from "./print";
import { bold, dim, yellow } from "./style";

/** A review as a manager reads it: the sentence, then budgets, what moved, unusual days, the table, what to stop. */
export function costReviewText(view: CostReviewView): string {
  const parts =
    view.mark === "measured"
      ? [budgets(view), moved(view), unusual(view), costs(view), savings(view), trust(view)]
      : [pools(view), trust(view)];
  const head = `${bold(view.month.title)}, ${view.environment ?? "all environments"}, ${view.mark}, in ${view.currency}`;
  return [
    head,
    "",
    sentenceText(view.sentence),
    ...parts.flatMap((part) => (part === "" ? [] : ["", part])),
  ].join("\n");
}

const section = (title: string, rows: readonly (readonly string[])[], note = ""): string =>
  [bold(title), table(rows), ...(note === "" ? [] : [dim(note)])].filter((line) => line !== "").join("\n");

function budgets({ budgets: all, budgetsCaption, currency }: CostReviewView): string {
  if (all.length === 0) return section("Budgets", [], budgetsCaption);
  const rows = all.map(({ scope, name, spent, forecast, monthly, over, passesOn }) => {
    const away = (forecast ?? spent) - monthly;
    const verdict = over
      ? yellow(`${moneyChange(away, currency)} over${passesOn === null ? "" : `, from ${passesOn}`}`)
      : dim(forecast === null ? "not passed yet" : `${money(-away, currency)} left`);
    return [
      `${name} ${dim(scope)}`,
      money(spent, currency),
      forecast === null ? "–" : money(forecast, currency),
      money(monthly, currency),
      verdict,
    ];
  });
  return section("Budgets", [["", "spent", "forecast", "budget", ""].map(dim), ...rows]);
}

function moved({ movement, movementReason, currency }: CostReviewView): string {
  if (!movement) return section("What moved", [], movementReason ?? "");
  const rows = [
    [movement.before.label, money(movement.before.value, currency), dim("measured")],
    ...movement.causes.map(({ label, value, because, changes }) => [
      label,
      moneyChange(value, currency),
      `${because}${changed(changes)}`,
    ]),
    [
      bold(movement.now.label),
      bold(money(movement.now.value, currency)),
      dim(movement.now.mark === "estimate" ? "forecast" : "measured"),
    ],
  ];
  return section("What moved and why", rows, movement.caption);
}

function unusual({ anomalies, currency }: CostReviewView): string {
  const rows = anomalies.items.map(({ when, environment, cost, usual, because, changes }) => [
    when,
    environment ?? "no environment",
    moneyChange(cost - usual, currency),
    `${because}${changed(changes)}`,
  ]);
  return section("Unusual days", rows, anomalies.caption);
}

const changed = (changes: readonly ChangeView[]): string =>
  changes.length === 0 ? "" : dim(`; ${changesText(changes)}`);

function costs({ table: costTable, by, across, currency, month }: CostReviewView): string {
  const amounts = (cells: readonly number[]) => cells.map((cell) => money(cell, currency));
  const head = `${dimensionName(by)} by ${dimensionName(across)}, ${month.title}${month.over ? "" : " so far"}`;
  if (costTable.nested) return section(head, nested(costTable, currency), costTable.caption);
  const rows = costTable.rows.map(({ name, kind, cells, total, budget }) => [
    kind === "named" ? name : dim(name),
    ...amounts(cells),
    `${bold(money(total, currency))}${budget === null ? "" : dim(` of ${money(budget, currency)}`)}`,
  ]);
  return section(
    head,
    [
      ["", ...costTable.columns.map(({ name }) => name), "all"].map(dim),
      ...rows,
      [bold("all"), ...amounts(costTable.totals), bold(money(costTable.total, currency))],
    ],
    costTable.caption,
  );
}

/** Rows within rows, where columns would be too many to read. */
const nested = (costTable: CostReviewView["table"], currency: string): readonly (readonly string[])[] => [
  ...costTable.rows.flatMap((row) => [
    [bold(row.name), bold(money(row.total, currency))],
    ...nestedCells(costTable, row).map(({ column, cost }) => [`  ${column.name}`, money(cost, currency)]),
  ]),
  [bold("all"), bold(money(costTable.total, currency))],
];

function savings({ savings: { items, caption }, currency }: CostReviewView): string {
  const rows = items.map(({ monthly, title, detail, owner, risk }) => [
    money(monthly, currency),
    title,
    owner ?? "no owner",
    `${risk} risk`,
    dim(detail),
  ]);
  return section("What we can stop, a month, estimates", rows, caption);
}

function pools({ pools: all, poolsCaption, currency }: CostReviewView): string {
  const rows = all.map(({ environment, cluster, instanceType, min, max, low, high }) => [
    environment,
    cluster,
    `${min} to ${max} ${instanceType}`,
    low === null || high === null
      ? yellow("no price")
      : `${money(low, currency)} to ${money(high, currency)} a month`,
  ]);
  return section("Declared node pools", rows, poolsCaption);
}

function trust({ quality, mark, currency }: CostReviewView): string {
  const { prices, covered, possible, incomplete } = quality;
  return [
    dim(
      `Prices of ${prices.asOf}, ${counted(prices.ageDays, "day")} old, ${prices.source}; all amounts in ${currency}.`,
    ),
    ...(prices.old ? [yellow("The prices are older than 90 days.")] : []),
    ...(mark === "measured" ? [dim(`Samples of ${covered} of ${counted(possible, "cluster-hour")}.`)] : []),
    ...(incomplete
      ? [
          yellow(
            `Totals are incomplete; without a price: ${prices.missing.join(", ") || "see the months before"}.`,
          ),
        ]
      : []),
  ].join("\n");
}
