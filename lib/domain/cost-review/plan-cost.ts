import { hoursPerMonth, splitNodePrice } from "../cost/node-price";
import type { EnvironmentBlock, Fleet, Placement } from "../fleet";
import type { Plan } from "../plan/plan";
import type { PriceList } from "../price/price-list";
import { listed } from "../promotion/sentence";
import { money, moneyChange } from "./money";

/** What one cluster would cost more (or less) a month; null where there is no price. */
export type PlanCostPart = { cluster: string; of: "requests" | "nodes"; monthly: number | null };

/** The monthly effect of a plan: an estimate from what is declared and the price list. */
export type PlanCost = {
  currency: string;
  /** Sum of the parts that have a price; null when none has. */
  monthly: number | null;
  /** Of a node pool that may grow: the effect at its maximum; null when nodes do not change. */
  most: number | null;
  parts: readonly PlanCostPart[];
  /** Instance types without a price, or environments without a declared pool. */
  unpriced: readonly string[];
};

type Pool = { type: string | null; min: number | null; max: number | null };

/**
 * What a plan does to the monthly cost of its target: other requests at the unit prices of the pool's instance type,
 * and another size or type of the pool itself. Null when it changes neither. Requests that shrink free capacity that
 * is paid for until a node less is needed, so both are kept apart.
 */
export function planCost(
  fleet: Fleet,
  plan: Pick<Plan, "application" | "to" | "edits" | "capacity">,
  prices: PriceList,
  at: Date,
): PlanCost | null {
  const here = fleet.placements.filter(({ environment }) => environment === plan.to);
  const before = poolOf(fleet, plan.application, plan.to);
  const after = editedPool(before, plan);
  const unpriced = new Set<string>();
  const parts: PlanCostPart[] = [];
  for (const { placement, cpuMillis, memoryBytes } of plan.capacity) {
    const where = here.find(({ id }) => id === placement);
    if (!where || (cpuMillis === 0 && memoryBytes === 0)) continue;
    const unit = unitPrices(before.type, where, prices, at);
    if (!unit) unpriced.add(before.type ?? `${plan.to} declares no instance type`);
    const hour = unit && (cpuMillis / 1000) * unit.cpu + (memoryBytes / 2 ** 30) * unit.ram;
    parts.push({ cluster: where.cluster, of: "requests", monthly: hour && hour * hoursPerMonth });
  }
  let most: number | null = null;
  if (after.type !== before.type || after.min !== before.min || after.max !== before.max)
    for (const where of onePerCluster(here)) {
      const bill = ({ type, min, max }: Pool, size: "min" | "max"): number | null => {
        const hour =
          type === null
            ? null
            : (prices.price({ type, region: where.region, spot: false, at })?.hour ?? null);
        if (hour === null) unpriced.add(type ?? `${plan.to} declares no instance type`);
        const nodes = size === "min" ? min : (max ?? min);
        return hour === null || nodes === null ? null : hour * nodes * hoursPerMonth;
      };
      const change = (size: "min" | "max"): number | null => {
        const [then, now] = [bill(before, size), bill(after, size)];
        return then === null || now === null ? null : now - then;
      };
      parts.push({ cluster: where.cluster, of: "nodes", monthly: change("min") });
      const top = change("max");
      if (top !== null) most = (most ?? 0) + top;
    }
  if (parts.length === 0) return null;
  const known = parts.flatMap(({ monthly }) => (monthly === null ? [] : [monthly]));
  return {
    currency: prices.currency,
    monthly: known.length === 0 ? null : known.reduce((a, b) => a + b, 0),
    most,
    parts,
    unpriced: [...unpriced],
  };
}

/** `+€14 a month, estimate`; without a price it says so and never 0. */
export function planCostTitle({ monthly, most, unpriced, currency }: PlanCost): string {
  if (monthly === null) return `no price: ${listed(unpriced)}`;
  const lacking = unpriced.length > 0 ? `, without ${listed(unpriced)}: no price` : "";
  const range =
    most !== null && Math.abs(most - monthly) >= 0.005
      ? ` at the minimum, ${Math.abs(most) < 0.005 ? "nothing more" : moneyChange(most, currency)} at the maximum`
      : "";
  return Math.abs(monthly) < 0.005 && range === ""
    ? `${money(0, currency)} a month more or less, estimate${lacking}`
    : `${moneyChange(monthly, currency)} a month${range}, estimate${lacking}`;
}

function poolOf(fleet: Fleet, application: string, environment: string): Pool {
  const blocks = fleet.declarations.filter((one) => one.environment === environment);
  const own = blocks.find((one) => one.application === application && one.block.node_pool);
  const pool: EnvironmentBlock["node_pool"] = (own ?? blocks.find((one) => one.block.node_pool))?.block
    .node_pool;
  return { type: pool?.instance_type ?? null, min: pool?.min_nodes ?? null, max: pool?.max_nodes ?? null };
}

/** The pool as the plan's edits of `node_pool` in the target's block would declare it. */
function editedPool(pool: Pool, { edits, to }: Pick<Plan, "edits" | "to">): Pool {
  const edited = { ...pool };
  for (const { path, after } of edits) {
    const [section, key] = path.slice(-2);
    if (section !== "node_pool" || !path.includes(to) || after === null) continue;
    if (key === "instance_type") edited.type = after;
    const count = Number(after);
    if (key === "min_nodes" && Number.isInteger(count)) edited.min = count;
    if (key === "max_nodes" && Number.isInteger(count)) edited.max = count;
  }
  return edited;
}

/** An hour of a core and a GiB on nodes of that type, or by the region's own unit prices. */
function unitPrices(
  type: string | null,
  { region }: Placement,
  prices: PriceList,
  at: Date,
): { cpu: number; ram: number } | null {
  const hour = type === null ? undefined : prices.price({ type, region, spot: false, at })?.hour;
  const size = type === null ? null : prices.size(type);
  if (hour !== undefined && size) return splitNodePrice(hour, size)?.unit ?? null;
  return prices.units(region);
}

const onePerCluster = (placements: readonly Placement[]): readonly Placement[] => [
  ...new Map(placements.map((one) => [one.cluster, one])).values(),
];
