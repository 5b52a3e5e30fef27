import { z } from "zod";
import { conform } from "../fleet/conform";
import type { Problem } from "../problem";
import { readSimpleYaml } from "../yaml/simple";

export const PRICE_FILE = "pricing.yaml";

const day = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "must be a day such as 2026-10-28");
const amount = z.number().positive("must be more than 0");
/** What is given away is a price too, when somebody says so. */
const free = z.number().nonnegative("must be 0 or more");
const currency = z.string().regex(/^[A-Z]{3}$/, "must be a currency such as EUR");

/** pricing.yaml, as docs/fleet-file.md describes it. */
export const priceFileSchema = z.strictObject({
  currency: currency.optional(),
  as_of: day.optional(),
  source: z.string().optional(),
  exchange: z.record(currency, amount).optional(),
  regions: z
    .record(
      z.string(),
      z.strictObject({
        instances: z
          .record(z.string(), z.strictObject({ on_demand: amount, spot: amount.optional() }))
          .optional(),
        units: z
          .strictObject({ cpu: amount, ram: amount, gpu: amount.optional() })
          .optional()
          .describe("An hour of a core, a GiB and a GPU of nodes whose type has no price"),
        storage: z
          .record(z.string(), free)
          .optional()
          .describe("A GiB for a month of 730 hours, by storage class"),
        load_balancer: free.optional().describe("An hour of one"),
        egress: z
          .strictObject({
            zone: free.optional(),
            region: free.optional(),
            internet: free.optional(),
            unlabelled: free.optional(),
          })
          .optional()
          .describe("A GiB that left, by how far it went; `unlabelled` where no label says how far"),
      }),
    )
    .optional(),
  bills: z
    .strictObject({
      tags: z
        .array(z.string().min(1))
        .optional()
        .describe("Tags that name an environment, the first that does"),
      cluster_tags: z
        .array(z.string().min(1))
        .optional()
        .describe("Tags that name a cluster of one environment"),
      accounts: z.record(z.string(), z.string()).optional().describe("Account -> environment"),
    })
    .optional()
    .describe("Whose the charges of imported bills are"),
  committed: z
    .array(
      z.strictObject({
        instance: z.string(),
        region: z.string(),
        discount: z.string().regex(/^\d{1,2}(\.\d+)?\s?%$/, "must be a percentage such as 28%"),
        from: day.optional(),
        until: day.optional(),
      }),
    )
    .optional(),
});

/** How the charges of imported bills find their environment. */
export type BillMapping = {
  tags: readonly string[];
  clusterTags: readonly string[];
  accounts: Readonly<Record<string, string>>;
};
/** Without a mapping a tag named `environment` is enough. */
export const defaultBillMapping: BillMapping = { tags: ["environment"], clusterTags: [], accounts: {} };

/** Prices of what is not a node, as a region of the file says them. */
export type RegionPrices = {
  units: { cpu: number; ram: number; gpu: number | null } | null;
  /** Storage class -> a GiB-month. */
  storage: Readonly<Record<string, number>>;
  balancerHour: number | null;
  /** `zone`, `region`, `internet` -> a GiB. */
  egress: Readonly<Record<string, number>>;
};

/** `discount` from 0 to 1; both days belong to it. */
export type CommittedDiscount = {
  instance: string;
  region: string;
  discount: number;
  from: string | null;
  until: string | null;
  /** Line of pricing.yaml, to lead there from a cause. */
  line: number | null;
};

export type PriceFile = {
  currency: string | null;
  asOf: string | null;
  source: string | null;
  /** Currency -> what one of it is in the file's currency. */
  exchange: Readonly<Record<string, number>>;
  /** Region -> instance type -> prices per hour. */
  regions: Readonly<Record<string, Readonly<Record<string, { onDemand: number; spot: number | null }>>>>;
  /** Region -> prices of the rest. */
  others: Readonly<Record<string, RegionPrices>>;
  committed: readonly CommittedDiscount[];
  bills: BillMapping;
};

/** Reads pricing.yaml: every misfit is a problem at its place, and what is good is used. Null when nothing is. */
export function readPriceFile(text: string): { file: PriceFile | null; problems: readonly Problem[] } {
  const reading = readSimpleYaml(text, PRICE_FILE);
  const contents = reading.documents[0]?.contents;
  if (!contents) return { file: null, problems: reading.problems };
  const { value, problems } = conform(contents, priceFileSchema);
  const all = [...reading.problems, ...problems];
  if (value === null) return { file: null, problems: all };
  const lines = text.split("\n");
  const lineOf = (instance: string, from: number): number | null => {
    const at = lines.findIndex(
      (line, index) => index >= from && line.includes("instance:") && line.includes(instance),
    );
    return at < 0 ? null : at + 1;
  };
  const start = Math.max(
    0,
    lines.findIndex((line) => line.startsWith("committed:")),
  );
  return {
    problems: all,
    file: {
      currency: value.currency ?? null,
      asOf: value.as_of ?? null,
      source: value.source ?? null,
      exchange: value.exchange ?? {},
      regions: Object.fromEntries(
        Object.entries(value.regions ?? {}).map(([region, { instances }]) => [
          region,
          Object.fromEntries(
            Object.entries(instances ?? {}).map(([type, price]) => [
              type,
              { onDemand: price.on_demand, spot: price.spot ?? null },
            ]),
          ),
        ]),
      ),
      others: Object.fromEntries(
        Object.entries(value.regions ?? {}).map(([region, { units, storage, load_balancer, egress }]) => [
          region,
          {
            units: units ? { ...units, gpu: units.gpu ?? null } : null,
            storage: storage ?? {},
            balancerHour: load_balancer ?? null,
            egress: Object.fromEntries(
              Object.entries(egress ?? {}).flatMap(([far, price]) =>
                price === undefined ? [] : [[far, price]],
              ),
            ),
          },
        ]),
      ),
      bills: value.bills
        ? {
            tags: value.bills.tags ?? [],
            clusterTags: value.bills.cluster_tags ?? [],
            accounts: value.bills.accounts ?? {},
          }
        : defaultBillMapping,
      committed: (value.committed ?? []).map((one) => ({
        instance: one.instance,
        region: one.region,
        discount: Number.parseFloat(one.discount) / 100,
        from: one.from ?? null,
        until: one.until ?? null,
        line: lineOf(one.instance, start),
      })),
    },
  };
}
