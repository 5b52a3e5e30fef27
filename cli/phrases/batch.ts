import { Option } from "commander";
import { type Given, type Io, UsageError } from "../io";
import { textOption } from "../option";

export const batchOption = (): Option =>
  new Option(
    "--batch <file>",
    "many cases in one call: a JSON array of argument objects, each with an id (- for stdin)",
  );

/** The text of the batch that was named; null when none was. */
export async function batchText(given: Given): Promise<string | null> {
  const file = textOption(given, "batch");
  if (file === undefined) return null;
  if (file === "-") return given.io.stdin();
  const [{ readFile }, { resolve }] = await Promise.all([import("node:fs/promises"), import("node:path")]);
  return readFile(resolve(given.io.cwd, file), "utf8").catch(() => {
    throw new UsageError(`there is no file ${file} that can be read`);
  });
}

/** A text that is no batch is a wrong word on the command line, not a fault. */
export async function asUsage<T>(running: Promise<T>): Promise<T> {
  const { BatchTextError } = await import("../batch");
  return running.catch((error: unknown) => {
    throw error instanceof BatchTextError ? new UsageError(error.message) : error;
  });
}

/** Prints a batch; for people one line a case. */
export async function printBatch<D extends { results: readonly { id: unknown; exit: number }[] }>(
  { exit, document }: { exit: number; document: D },
  given: Given,
): Promise<number> {
  await print(document, given, () =>
    document.results.map((one) => `${String(one.id)}: exit ${one.exit}`).join("\n"),
  );
  return exit;
}

/** Prints a document in the format that was asked for. */
export async function print<T>(
  document: T,
  { options, io }: { options: Given["options"]; io: Io },
  text: () => string,
): Promise<void> {
  const { formatOf, printDocument } = await import("../print");
  await printDocument(document, formatOf(options), io, text);
}
