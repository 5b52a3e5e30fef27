import { Temporal } from "temporal-polyfill";
import { hoursPerMonth } from "../cost/node-price";
import shipped from "./aws-list.json";
import type { CommittedDiscount, PriceFile } from "./price-file";

/** vCPU, GiB of memory and GPUs of an instance type. */
export type InstanceSize = { cpu: number; ram: number; gpu: number };

/**
 * What one node costs per hour, in the list's currency, and where the number is from. `list` is the shipped list:
 * another region's on-demand price, turned into the fleet's currency.
 */
export type NodePriceFound = { hour: number; from: "file" | "list"; discount: number };

export type PriceList = {
  /** ISO 4217 of every amount. */
  currency: string;
  /** The day the prices were true, YYYY-MM-DD: of the repository's file where it says so, else of the shipped list. */
  asOf: string;
  source: string;
  /** Null when nobody knows the price: never 0. */
  price(ask: { type: string; region: string | null; spot: boolean; at: Date }): NodePriceFound | null;
  /**
   * An hour of a volume's GiB or of a load balancer, or a GiB of traffic; null when pricing.yaml says none, as no price
   * of these is shipped. `class` is the storage class, or how far the traffic went.
   */
  asset(ask: {
    kind: "volume" | "balancer" | "egress";
    class: string | null;
    region: string | null;
  }): number | null;
  /** An hour of a core, a GiB and a GPU, for nodes whose type has no price; null when pricing.yaml says none. */
  units(region: string | null): { cpu: number; ram: number; gpu: number | null } | null;
  /** Null for a type nobody knows. */
  size(type: string): InstanceSize | null;
};

type Row = { size: InstanceSize; hour: number };

const rows: ReadonlyMap<string, Row> = new Map(
  shipped.types.flatMap((entry): [string, Row][] => {
    const [type, cpu, ram, gpu, hour] = entry;
    return typeof type === "string" && [cpu, ram, gpu, hour].every((value) => typeof value === "number")
      ? [[type, { size: { cpu: Number(cpu), ram: Number(ram), gpu: Number(gpu) }, hour: Number(hour) }]]
      : [];
  }),
);

/** Name, day, region and licence of the list that is shipped, and how many types it knows. */
export const shippedList = {
  asOf: shipped.asOf,
  source: shipped.source,
  licence: shipped.licence,
  region: shipped.region,
  currency: shipped.currency,
  types: rows.size,
} as const;

/** Prices older than this are warned about. */
export const oldAfterDays = 90;

/** Whole days from the day of the prices to `at`; a day in the future is 0. */
export function priceAge(asOf: string, at: Date): number {
  const from = Temporal.PlainDate.from(asOf).toZonedDateTime("UTC").epochMilliseconds;
  return Math.max(0, Math.floor((at.getTime() - from) / 86_400_000));
}

/**
 * The prices in force: pricing.yaml's where it names the type and region, else the shipped list. Without a way to turn
 * the shipped list's currency into the fleet's, the list alone is used in its own currency when there is no file, and
 * its types have no price when there is one.
 */
export function priceList(file: PriceFile | null, fleetCurrency: string): PriceList {
  const currency = file?.currency ?? (fleetCurrency === shipped.currency ? fleetCurrency : shipped.currency);
  const rate = currency === shipped.currency ? 1 : (file?.exchange[shipped.currency] ?? null);
  return {
    currency,
    asOf: file?.asOf ?? shipped.asOf,
    source: file?.source ?? (file ? "pricing.yaml" : shipped.source),
    size: (type) => rows.get(type)?.size ?? null,
    units: (region) => (region === null ? null : (file?.others[region]?.units ?? null)),
    asset({ kind, class: name, region }) {
      const here = region === null ? undefined : file?.others[region];
      if (kind === "balancer") return here?.balancerHour ?? null;
      if (name === null) return null;
      if (kind === "egress") return here?.egress[name] ?? null;
      const month = here?.storage[name];
      return month === undefined ? null : month / hoursPerMonth;
    },
    price({ type, region, spot, at }) {
      const own = region === null ? undefined : file?.regions[region]?.[type];
      const hour = own ? (spot ? (own.spot ?? own.onDemand) : own.onDemand) : null;
      if (hour !== null) {
        const discount = spot ? 0 : discountOf(file?.committed ?? [], type, region, at);
        return { hour: hour * (1 - discount), from: "file", discount };
      }
      const row = rows.get(type);
      return row && rate !== null ? { hour: row.hour * rate, from: "list", discount: 0 } : null;
    },
  };
}

/** The best discount agreed for that type and region on that day; `until` is its last day. */
function discountOf(
  all: readonly CommittedDiscount[],
  type: string,
  region: string | null,
  at: Date,
): number {
  const day = at.toISOString().slice(0, 10);
  const held = all.filter(
    (one) =>
      one.instance === type && one.region === region && (one.from ?? day) <= day && day <= (one.until ?? day),
  );
  return Math.max(0, ...held.map((one) => one.discount));
}
