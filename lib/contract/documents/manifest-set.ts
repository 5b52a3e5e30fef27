import { z } from "zod";
import { ProblemView } from "../view";

const scalar = z.union([z.string(), z.number(), z.bigint(), z.boolean(), z.null()]);

/** One edit as `o8 manifest set --batch` takes it. */
export const ManifestSetCase = z.strictObject({
  id: z.union([z.string(), z.number()]).optional(),
  file: z.string().min(1),
  document: z
    .number()
    .int()
    .nonnegative()
    .optional()
    .describe("From 0; needed when several documents have content"),
  path: z
    .union([
      z.string().min(1),
      z
        .array(
          z.union([
            z.string(),
            z.number().int().nonnegative(),
            z.record(z.string(), z.union([z.string(), z.number(), z.bigint(), z.boolean()])),
          ]),
        )
        .min(1),
    ])
    .describe("As written, or its segments"),
  value: scalar.describe("The text of the new value as a YAML reader sees it"),
  expect: scalar.describe("The text of the value that must be there now"),
  type: z
    .enum(["string", "number", "boolean", "null", "json"])
    .optional()
    .describe("When it should not stay the type it was"),
});
export type ManifestSetCase = z.infer<typeof ManifestSetCase>;

/** What `o8 manifest set -o json` prints. */
export const ManifestSet = z.object({
  schemaVersion: z.literal(1),
  kind: z.literal("ManifestSet"),
  file: z.string(),
  line: z.number().int().optional().describe("The first line that changes, from 1; absent when refused"),
  before: z.string().optional().describe("The lines as they were"),
  after: z.string().optional().describe("The lines as they become"),
  sha256: z.string().optional().describe("Of the whole new file's bytes"),
  refusal: z
    .object({ code: z.string(), message: z.string(), facts: z.record(z.string(), z.unknown()).optional() })
    .optional(),
  problems: z.array(ProblemView),
});
export type ManifestSet = z.infer<typeof ManifestSet>;
