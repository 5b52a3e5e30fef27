import type { EstimateView } from "@/lib/contract/resources-view";
import { objectAt } from "@/lib/domain/capacity-review/container";
import {
  monthlyEffect,
  type SizeChange,
  type UnitPrice,
  unitPriceOf,
} from "@/lib/domain/capacity-review/price-effect";
import type { Placement } from "@/lib/domain/fleet";
import type { PriceList } from "@/lib/domain/price/price-list";
import type { DesiredState } from "@/lib/ports/desired";
import type { Live } from "@/lib/ports/live";
import { declaredPool } from "./declared-pool";

/** What the price effect of a request never says (Kubecost says the same of its own). */
export const effectCaveat =
  "An estimate at the price of the nodes: requests that shrink are saved only when nodes go; until then they turn into idle.";

export const estimate = (value: number, currency: string): EstimateView => ({
  value,
  currency,
  mark: "estimate",
});

/** The unit price where a placement runs: of the nodes that are there, else of the pool that is declared. */
export function unitPriceAt(
  state: DesiredState,
  live: Live,
  prices: PriceList,
  { cluster, region, environment }: Placement,
  at: Date,
): UnitPrice | null {
  const label = objectAt(live.nodes(cluster)?.[0]?.metadata.labels)["node.kubernetes.io/instance-type"];
  const type =
    typeof label === "string" ? label : (declaredPool(state.fleet, environment)?.instanceType ?? null);
  return unitPriceOf(prices, { type, region, at });
}

/** What other requests of some pods are worth a month; null where a price or an old request is unknown. */
export function effectOf(
  changes: readonly { resource: "cpu" | "memory"; from: number | null; to: number }[],
  pods: number | null,
  unit: UnitPrice | null,
): number | null {
  const known = changes.flatMap(({ resource, from, to }): SizeChange[] =>
    from === null ? [] : [{ resource, from, to }],
  );
  if (pods === null || unit === null || known.length === 0 || known.length < changes.length) return null;
  return monthlyEffect(known, pods, unit);
}
