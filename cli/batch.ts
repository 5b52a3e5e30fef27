import type { z } from "zod";
import type { Batch } from "@/lib/contract/manifest";
import { isJsonObject, type Json, JsonTextError, parseJson } from "@/lib/domain/json";
import type { Problem } from "@/lib/domain/problem";

export type Done<D> = { exit: number; document: D };

/**
 * Runs every case of a batch (the text of a JSON array); one bad case never spoils the others. A malformed case exits
 * with 2 and says why; a text that is no JSON array is a usage error of the whole call.
 */
export async function runBatch<S extends z.ZodType, D>(
  text: string,
  schema: S,
  run: (one: z.output<S>) => Promise<Done<D>>,
): Promise<Done<Batch>> {
  const cases = batchCases(text);
  const results: Batch["results"] = [];
  for (const [index, given] of cases.entries()) {
    const id = idOf(given) ?? index;
    const parsed = schema.safeParse(given);
    if (!parsed.success) {
      results.push({
        id,
        exit: 2,
        result: { schemaVersion: 1, problems: parsed.error.issues.map(inputProblem) },
      });
      continue;
    }
    try {
      const { exit, document } = await run(parsed.data);
      results.push({ id, exit, result: document });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      results.push({
        id,
        exit: 4,
        result: { schemaVersion: 1, problems: [{ code: "manifest.input", severity: "error", message }] },
      });
    }
  }
  return {
    exit: results.some(({ exit }) => exit !== 0) ? 1 : 0,
    document: { schemaVersion: 1, kind: "Batch", results },
  };
}

/** Not a batch at all. */
export class BatchTextError extends Error {}

function batchCases(text: string): Json[] {
  try {
    const value = parseJson(text);
    if (Array.isArray(value)) return value;
  } catch (error) {
    if (error instanceof JsonTextError)
      throw new BatchTextError(`The batch is not JSON: ${error.message} at ${error.line}:${error.column}`);
    throw error;
  }
  throw new BatchTextError("The batch must be a JSON array of cases");
}

function idOf(given: Json): string | number | null {
  const id = isJsonObject(given) ? given.id : null;
  return typeof id === "string" || typeof id === "number" ? id : null;
}

const inputProblem = (issue: { path: PropertyKey[]; message: string }): Problem => ({
  code: "manifest.input",
  severity: "error",
  message: `${issue.path.map(String).join(".") || "case"}: ${issue.message}`,
});
