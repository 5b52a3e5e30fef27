import { z } from "zod";
import { ProblemView } from "../view";

/** What `o8 fleet lint -o json` prints; guides for its fields are in `docs/fleet-file.md`. */
export const FleetLint = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal("FleetLint"),
  environments: z
    .array(
      z.object({
        name: z.string(),
        order: z.number().int().describe("Place in the promotion order, from 0"),
        type: z.enum(["development", "integration", "staging", "production"]),
        application: z.string(),
        cluster: z.string().nullable(),
        namespace: z.string().nullable(),
        file: z.string(),
        line: z.number().int(),
      }),
    )
    .describe("One for every application and environment"),
  applications: z.array(z.string()),
  clusters: z.array(z.string()),
  problems: z.array(ProblemView),
});
export type FleetLint = z.infer<typeof FleetLint>;
