import { z } from "zod";
import { command } from "./operation";
import { Instant } from "./view";

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "a month such as 2026-11");
const Short = z.string().max(500);

/** What a FOCUS row says that matters here. Amounts are in its currency. */
export const Charge = z
  .object({
    /** SHA-256 of everything the row says, and how many equal rows came before it in its file. */
    content: z.string().regex(/^[0-9a-f]{64}$/, "a SHA-256 in lower-case hex"),
    occurrence: z.number().int().min(0).max(1_000_000_000),
    start: Instant,
    end: Instant,
    period: Month,
    currency: z.string().regex(/^[A-Z]{3}$/, "a currency such as EUR"),
    billed: z.number(),
    effective: z.number(),
    account: Short,
    service: Short,
    tags: z.record(z.string().max(500), z.string().max(5000)),
  })
  .refine(({ start, end }) => start < end, { error: "must be later than start", path: ["end"] });
export type Charge = z.infer<typeof Charge>;

export const chargesAtOnce = 2000;

export const importBill = command("cost.import", {
  summary: "Keep charges of a cloud bill, to be set beside what was measured",
  input: z.object({
    /** The file's name, for the ledger and the page. */
    name: z.string().trim().min(1).max(200),
    charges: z.array(Charge).min(1).max(chargesAtOnce),
    /** Accounts and billing periods whose earlier charges are taken away first: the bill was restated. */
    replaces: z
      .array(z.object({ account: Short, period: Month }))
      .max(1000)
      .default([]),
  }),
  result: z.object({
    /** Charges that were kept now, and those that were kept before. */
    added: z.number().int(),
    known: z.number().int(),
    /** Charges of this call that nothing maps to an environment. */
    unmapped: z.number().int(),
  }),
});
export type ImportResult = z.infer<typeof importBill.result>;
