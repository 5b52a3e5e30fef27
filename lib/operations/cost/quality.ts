import type { CostReviewView } from "@/lib/contract/cost";
import { dayStart, daysBefore, type Month } from "@/lib/domain/cost-review/month";
import type { Fleet } from "@/lib/domain/fleet";
import { isJsonObject } from "@/lib/domain/json";
import { oldAfterDays, type PriceList, priceAge } from "@/lib/domain/price/price-list";
import type { Live } from "@/lib/ports/live";
import type { Coverage, SamplesReads } from "@/lib/ports/store/samples";
import type { Measured } from "./measured";

/** How far the numbers can be trusted: hours with samples, the age of prices, and what has none. */
export function quality(
  fleet: Fleet,
  live: Pick<Live, "nodes">,
  prices: PriceList,
  { month, ofMonth }: Measured,
  told: {
    coverage: Coverage;
    sources: Awaited<ReturnType<SamplesReads["sources"]>>;
    /** Volumes and the like without a price, in words. */
    unpriced: readonly string[];
  },
  now: Date,
): CostReviewView["quality"] {
  const { coverage, sources } = told;
  const missing = [...unpricedTypes(fleet, live, prices, now), ...told.unpriced];
  const age = priceAge(prices.asOf, now);
  return {
    covered: coverage.hours,
    possible: possibleHours(fleet, month, now),
    late: coverage.late,
    measured: coverage.measured,
    withAssets: coverage.withAssets,
    usage: [...coverage.usage],
    elsewhere: sources.flatMap(({ cluster, source, days }) =>
      source === "samples" ? [] : [{ cluster, source, last: days.at(-1) ?? "" }],
    ),
    prices: {
      asOf: prices.asOf,
      ageDays: age,
      old: age > oldAfterDays,
      source: prices.source,
      missing,
    },
    incomplete: missing.length > 0 || ofMonth.some(({ unpriced }) => unpriced > 0),
  };
}

function unpricedTypes(
  fleet: Fleet,
  live: Pick<Live, "nodes">,
  prices: PriceList,
  at: Date,
): readonly string[] {
  const types = new Map<string, string | null>();
  for (const { name, region } of fleet.clusters)
    for (const node of live.nodes(name) ?? []) {
      const { labels } = node.metadata;
      const type = isJsonObject(labels) ? labels["node.kubernetes.io/instance-type"] : undefined;
      if (typeof type === "string") types.set(type, region);
    }
  for (const { block } of fleet.declarations)
    if (block.node_pool?.instance_type && !types.has(block.node_pool.instance_type))
      types.set(block.node_pool.instance_type, null);
  return [...types]
    .filter(([type, region]) => prices.price({ type, region, spot: false, at }) === null)
    .map(([type]) => type)
    .sort();
}

/** Cluster-hours of the month that are over. */
function possibleHours(fleet: Fleet, month: Month, now: Date): number {
  const from = dayStart(month.days[0] ?? "", fleet.zone).getTime();
  const end = dayStart(daysBefore(month.days.at(-1) ?? "", -1), fleet.zone).getTime();
  const hours = Math.max(0, Math.floor((Math.min(end, now.getTime()) - from) / 3_600_000));
  return hours * fleet.clusters.length;
}
