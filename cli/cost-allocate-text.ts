import type { CostAllocate } from "@/lib/contract/documents/cost-allocate";
import { costParts } from "@/lib/domain/cost/cost-parts";
import { IDLE } from "@/lib/domain/cost/reserved-name";
import { table } from "./print";
import { problemsText } from "./problem-text";
import { bold, dim, widthOf, yellow } from "./style";

type Row = CostAllocate["rows"][number];

const heads: Readonly<Record<(typeof costParts)[number], string>> = {
  cpu: "CPU",
  ram: "RAM",
  gpu: "GPU",
  pv: "PV",
  network: "NETWORK",
  loadBalancer: "LB",
  shared: "SHARED",
  external: "EXTERNAL",
};

/** For people: the dearest first, idle last, only the columns that hold something, and the total below. */
export function costText({ rows, total, incomplete, overAllocated, problems }: CostAllocate): string {
  const isIdle = ({ name }: Row) => name === IDLE || name.endsWith(`/${IDLE}`);
  const ordered = [...rows].sort(
    (a, b) => Number(isIdle(a)) - Number(isIdle(b)) || b.cost.total - a.cost.total,
  );
  const parts = costParts.filter((part) => rows.some(({ cost }) => cost[part] !== 0));
  const measured = rows.some(({ efficiency }) => efficiency.total !== null);
  const cells = [
    ["NAME", ...parts.map((part) => heads[part]), "TOTAL", ...(measured ? ["EFFICIENCY"] : [])],
    ...ordered.map(({ name, cost, efficiency }) => [
      name,
      ...parts.map((part) => money(cost[part])),
      money(cost.total),
      ...(measured ? [percent(efficiency.total)] : []),
    ]),
    [
      "total",
      ...parts.map((part) => money(rows.reduce((sum, { cost }) => sum + cost[part], 0))),
      money(total),
      ...(measured ? [""] : []),
    ],
  ];
  const lines = table(rightAligned(cells)).split("\n");
  const [head = "", ...body] = lines;
  const last = body.pop() ?? "";
  return [
    ...(rows.length === 0 ? ["nothing to show"] : [dim(head), ...body, bold(last)]),
    ...(incomplete ? [yellow("incomplete: something has no price")] : []),
    ...overAllocated.map(
      ({ cluster, node, cost }) =>
        `over-allocated: ${[cluster, node].filter((one) => one !== null).join("/")} by ${money(cost.cpu + cost.ram + cost.gpu)}`,
    ),
    ...(problems.length === 0 ? [] : ["", problemsText(problems)]),
  ].join("\n");
}

/** Every column but the name ends where its head ends. */
function rightAligned(cells: readonly (readonly string[])[]): string[][] {
  const widths = (cells[0] ?? []).map((_, at) => Math.max(...cells.map((row) => widthOf(row[at] ?? ""))));
  return cells.map((row) => row.map((cell, at) => (at === 0 ? cell : cell.padStart(widths[at] ?? 0))));
}

const money = (amount: number): string => amount.toFixed(2);
const percent = (ratio: number | null): string => (ratio === null ? "-" : `${Math.round(ratio * 100)} %`);
