import {
  fittingPool,
  isBurstable,
  meanCost,
  type PoolFit,
  poolRules,
} from "@/lib/domain/capacity-review/pool-fit";
import { hoursPerMonth } from "@/lib/domain/cost/node-price";
import type { PriceList } from "@/lib/domain/price/price-list";
import { counted } from "@/lib/domain/promotion/sentence";
import type { Refusal } from "@/lib/domain/refusal";
import type { DesiredState } from "@/lib/ports/desired";
import { pricesAt } from "../cost/prices";
import type { Context, Ports } from "../definition";
import { isProduction } from "../environment-head";
import { type DeclaredPool, declaredPool } from "./declared-pool";
import { placesOf } from "./place";
import { type ClusterHours, clusterHours } from "./pool-hours";
import { type Window, windowDays, windowOf } from "./use";

export type PoolSize = { instanceType: string; min: number; max: number };
/** A pool with its cost a month, in the price list's currency. */
export type TriedPool = PoolSize & { now: boolean; monthly: number };

export type PoolSuggestion = {
  declared: DeclaredPool;
  hours: number;
  from: PoolSize;
  to: PoolSize;
  quietest: number;
  busiest: number;
  tried: readonly TriedPool[];
  /** A month; null where today's pool has no price or could not have carried an hour. */
  effect: number | null;
  currency: string;
};

type Answer = ({ ok: true } & PoolSuggestion) | { ok: false; refusal: Refusal };

/**
 * The node pool that would have carried every measured hour for the least money: types that the fleet's own prices
 * name are packed with the pods that ran, on each cluster of the environment, because one declaration holds for all.
 */
export async function poolSuggestion(
  { live, store }: Pick<Ports, "live" | "store">,
  state: DesiredState,
  environment: string,
  window: Window,
  { now }: Pick<Context, "now">,
): Promise<Answer> {
  const declared = declaredPool(state.fleet, environment);
  if (!declared?.min || !declared.max || declared.instanceType === null)
    return no(
      "missing",
      "scale.no-pool",
      `${environment} declares no node_pool with instance_type, min_nodes and max_nodes, so there is no line to change.`,
    );
  const { prices, file } = await pricesAt(state);
  const places = await placesOf(state, live, environment, now);
  const clusters = await Promise.all(
    places.map((place) => clusterHours(store, live, state, environment, place, windowOf(window, now))),
  );
  const hours = clusters.reduce((sum, one) => sum + one.ran.hours.length, 0);
  const fewest = Math.min(...clusters.map((one) => one.ran.hours.length));
  if (fewest < poolRules.minHours)
    return no(
      "conflict",
      "size.no-pool-suggestion",
      `Nothing is suggested for the node pool of ${environment}: ${counted(Math.max(0, fewest === Number.POSITIVE_INFINITY ? 0 : fewest), "hour")} of the last ${windowDays[window]} days were measured, and ${poolRules.minHours} are needed.`,
    );
  const from = { instanceType: declared.instanceType, min: declared.min.value, max: declared.max.value };
  const agreed = clusters.map(({ region }) => Object.keys(file?.regions[region ?? ""] ?? {}));
  const types = new Set([
    from.instanceType,
    ...(agreed[0] ?? []).filter((type) => agreed.every((names) => names.includes(type))),
  ]);
  const target = state.fleet.environments.find((one) => one.name === environment);
  const least = Math.min(from.min, target && isProduction(target) ? 2 : 1);
  const fits = [...types]
    .filter((type) => !isBurstable(type) || isBurstable(from.instanceType))
    .flatMap((type) => {
      const fit = fitOf(type, clusters, prices, least, now);
      return fit ? [fit] : [];
    });
  const same = fits.find((fit) => fit.type === from.instanceType);
  const cost = (fit: Fit, min: number): number => hoursPerMonth * fit.cost(min);
  const [cheapest] = [...fits].sort((a, b) => cost(a, a.min) - cost(b, b.min));
  const best =
    same && cheapest && cost(cheapest, cheapest.min) > cost(same, same.min) * (1 - poolRules.worthIt)
      ? same
      : cheapest;
  if (!best)
    return no(
      "conflict",
      "size.no-pool-suggestion",
      `No type with a known price would have carried what ran in ${environment}.`,
    );
  const today = same ? cost(same, from.min) : null;
  const to = { instanceType: best.type, min: best.min, max: best.max };
  const effect = today === null ? null : cost(best, best.min) - today;
  const starved = same === undefined || same.busiest > from.max;
  if (!starved && (effect ?? 0) > -(today ?? 0) * poolRules.worthIt)
    return no(
      "conflict",
      "size.no-pool-suggestion",
      `The node pool of ${environment} fits: ${from.min} to ${from.max} ${from.instanceType} carried ${counted(hours, "hour")}, of which the busiest needed ${counted(same.busiest, "node")} and the quietest ${same.quietest}, and no pool saves ${Math.round(poolRules.worthIt * 100)} %.`,
    );
  return {
    ok: true,
    declared,
    hours,
    from,
    to,
    quietest: best.quietest,
    busiest: best.busiest,
    tried: [
      ...(today === null ? [] : [{ ...from, now: true, monthly: today }]),
      ...fits.map((fit) => ({
        instanceType: fit.type,
        min: fit.min,
        max: fit.max,
        now: false,
        monthly: cost(fit, fit.min),
      })),
    ].sort((a, b) => a.monthly - b.monthly),
    effect,
    currency: prices.currency,
  };
}

/** One type over all clusters: the counts that serve each of them, and the mean cost of an hour with a minimum. */
type Fit = Omit<PoolFit, "needed"> & { cost: (min: number) => number };

function fitOf(
  type: string,
  clusters: readonly ClusterHours[],
  prices: PriceList,
  least: number,
  at: Date,
): Fit | null {
  const size = prices.size(type);
  if (size === null) return null;
  const fits: { fit: PoolFit; hourPrice: number }[] = [];
  for (const { region, ran, allocatable } of clusters) {
    const hourPrice = prices.price({ type, region, spot: false, at })?.hour;
    const fit =
      hourPrice === undefined
        ? null
        : fittingPool(ran, { type, allocatable: allocatable(size), hourPrice }, least);
    if (hourPrice === undefined || fit === null) return null;
    fits.push({ fit, hourPrice });
  }
  const most = (of: (fit: PoolFit) => number): number => Math.max(...fits.map(({ fit }) => of(fit)));
  return {
    type,
    min: most((fit) => fit.min),
    max: most((fit) => fit.max),
    quietest: most((fit) => fit.quietest),
    busiest: most((fit) => fit.busiest),
    cost: (min) => fits.reduce((sum, { fit, hourPrice }) => sum + meanCost(fit.needed, min, hourPrice), 0),
  };
}

const no = (kind: Refusal["kind"], code: Refusal["code"], message: string): Answer => ({
  ok: false,
  refusal: { kind, code, message },
});
