import { z } from "zod";
import { document } from "./document";

/** What `o8 cost import` kept of a file; with problems nothing is sent and nothing kept. */
export const CostImport = document("CostImport", {
  file: z.string(),
  charges: z.number().int().describe("Charges that the file has"),
  added: z.number().int(),
  known: z.number().int().describe("Kept before"),
  unmapped: z.number().int().describe("Charges that nothing maps to an environment"),
  totals: z
    .array(z.object({ currency: z.string(), billed: z.number(), effective: z.number() }))
    .describe("Of the whole file"),
});
export type CostImport = z.infer<typeof CostImport>;
