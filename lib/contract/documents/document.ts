import { z } from "zod";
import { ProblemView } from "../view";

/** What every printed document starts with, and the problems it ends with. */
export const document = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.object({ schemaVersion: z.literal(1), kind: z.literal(kind), ...shape, problems: z.array(ProblemView) });

/** The document in place of an answer: a guard said no (exit 3), or something failed (exit 4). */
export const Unanswered = z.object({
  schemaVersion: z.literal(1),
  kind: z.string(),
  refusal: z
    .object({ code: z.string(), message: z.string(), facts: z.record(z.string(), z.unknown()) })
    .optional()
    .describe("Exit 3"),
  fault: z
    .object({ requestId: z.string(), retryable: z.boolean(), message: z.string() })
    .optional()
    .describe("Exit 4"),
  problems: z.array(ProblemView),
});
