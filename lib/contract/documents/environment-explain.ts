import { z } from "zod";
import { Authorship } from "../explain";
import { document } from "./document";

const at = { layer: z.string(), file: z.string(), line: z.number().int(), column: z.number().int() };

/** What `o8 environment explain ENV PATH -o json` prints. */
export const EnvironmentExplain = document("EnvironmentExplain", {
  environment: z.string(),
  application: z.string(),
  cluster: z.string(),
  object: z.string().nullable().describe("Kind/name, `values` of a chart, or null for a declared value"),
  path: z.string(),
  value: z.unknown().describe("A secret is shown as ***"),
  status: z.enum(["resolved", "unresolved"]),
  from: z
    .object({ ...at, ...Authorship })
    .nullable()
    .describe("Null when only candidates are known"),
  candidates: z
    .array(
      z.object({
        ...at,
        value: z.unknown().describe("Null where the layer takes the value away"),
        won: z.boolean(),
        why: z.string(),
        ...Authorship,
      }),
    )
    .describe("Weakest first"),
  list: z.string().nullable(),
  note: z.string().nullable(),
  elsewhere: z
    .array(z.object({ cluster: z.string(), value: z.unknown() }))
    .describe("Other clusters of the environment with another value"),
  revision: z.string().describe('A commit, or "working" for the files as they are'),
});
export type EnvironmentExplain = z.infer<typeof EnvironmentExplain>;
