import { hoursPerMonth } from "../cost/node-price";
import type { Fleet } from "../fleet";
import type { PriceList } from "../price/price-list";

export type PoolEstimate = {
  environment: string;
  cluster: string;
  instanceType: string;
  min: number;
  max: number;
  /** A month of the smallest and of the largest pool; null without a price. */
  low: number | null;
  high: number | null;
};

/**
 * What the declared node pools cost a month, from Git and prices alone: one pool an environment and cluster, failover
 * clusters too. A pool without counts is left out: nobody said how large it is.
 */
export function poolEstimates(fleet: Fleet, prices: PriceList, at: Date): readonly PoolEstimate[] {
  const found = new Map<string, PoolEstimate>();
  for (const { application, environment, block } of fleet.declarations) {
    const pool = block.node_pool;
    if (pool?.instance_type === undefined || pool.min_nodes === undefined) continue;
    const type = pool.instance_type;
    const [min, max] = [pool.min_nodes, pool.max_nodes ?? pool.min_nodes];
    for (const placement of fleet.placements) {
      if (placement.application !== application || placement.environment !== environment) continue;
      const { cluster, region } = placement;
      const hour = prices.price({ type, region, spot: false, at })?.hour;
      const month = hour === undefined ? null : hour * hoursPerMonth;
      found.set(`${environment} ${cluster}`, {
        environment,
        cluster,
        instanceType: type,
        min,
        max,
        low: month === null ? null : month * min,
        high: month === null ? null : month * max,
      });
    }
  }
  const order = new Map(fleet.environments.map((one) => [one.name, one.order]));
  return [...found.values()].sort(
    (a, b) =>
      (order.get(a.environment) ?? 0) - (order.get(b.environment) ?? 0) || (a.cluster < b.cluster ? -1 : 1),
  );
}
