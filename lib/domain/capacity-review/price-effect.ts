import { hoursPerMonth, splitNodePrice } from "../cost/node-price";
import type { PriceList } from "../price/price-list";

/** What a core and a GiB of one kind of node cost an hour. */
export type UnitPrice = { cpu: number; ram: number };

/** Null where the type, its size or its price is unknown: no price is not 0. */
export function unitPriceOf(
  prices: PriceList,
  node: { type: string | null; region: string | null; at: Date },
): UnitPrice | null {
  const size = node.type === null ? null : prices.size(node.type);
  const price = node.type === null ? null : prices.price({ ...node, type: node.type, spot: false });
  return size && price ? (splitNodePrice(price.hour, size)?.unit ?? null) : null;
}

/** One amount of one pod that changes: millicores and bytes. */
export type SizeChange = { resource: "cpu" | "memory"; from: number; to: number };

/**
 * What smaller or larger requests are worth a month at the price of the nodes they are taken from; negative is less.
 * It is paid only once fewer nodes run: until then what is given back turns into idle (Kubecost's caveat).
 */
export function monthlyEffect(changes: readonly SizeChange[], pods: number, unit: UnitPrice): number {
  const hour = changes.reduce(
    (sum, { resource, from, to }) =>
      sum + (resource === "cpu" ? ((to - from) / 1000) * unit.cpu : ((to - from) / 2 ** 30) * unit.ram),
    0,
  );
  return hour * pods * hoursPerMonth;
}
