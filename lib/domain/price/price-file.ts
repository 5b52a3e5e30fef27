import { z } from "zod";
import { conform } from "../fleet/conform";
import type { Problem } from "../problem";
import { readSimpleYaml } from "../yaml/simple";

export const PRICE_FILE = "pricing.yaml";

const day = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "must be a day such as 2026-10-28");
const amount = z.number().positive("must be more than 0");
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
      }),
    )
    .optional(),
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
  committed: readonly CommittedDiscount[];
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
