import { z } from "zod";
import { document } from "./document";

/** What `o8 fleet init -o json` prints. */
export const FleetInit = document("FleetInit", {
  proposal: z.string().describe("The text of orchestr8.yaml"),
  evidence: z
    .array(
      z.object({
        claim: z.string().describe("What is guessed"),
        because: z.string().describe("Why"),
        files: z.array(z.string()).describe("What speaks for it"),
      }),
    )
    .describe("One for every guess"),
  refusal: z
    .object({ code: z.string(), message: z.string(), facts: z.record(z.string(), z.unknown()) })
    .optional()
    .describe("Exit 3: there is an orchestr8.yaml already"),
});
export type FleetInit = z.infer<typeof FleetInit>;
