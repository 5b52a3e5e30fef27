import { cost } from "@/lib/contract";
import type { CostDimension } from "@/lib/contract/cost";
import type { CostReview } from "@/lib/contract/documents/cost-review";
import { printFailed } from "./answer";
import { askCheckout } from "./checkout";
import { exitCodes, type Given } from "./io";
import { textOption } from "./option";
import { formatOf, printDocument } from "./print";
import { server } from "./server";
import { note } from "./style";

/**
 * `o8 cost review`: the same answer as the cost page's, of the console; with `--repo` what a checkout alone can say.
 * `-o csv` prints exactly the rows that the page's button saves.
 */
export async function runCostReview(given: Given): Promise<number> {
  const { io, options } = given;
  const [by, across] = (options.by ?? []) as readonly CostDimension[];
  const month = textOption(given, "month");
  const environment = textOption(given, "environment");
  const ask = {
    ...(month === undefined ? {} : { month }),
    ...(environment === undefined ? {} : { environment }),
    ...(by === undefined ? {} : { by }),
    ...(across === undefined ? {} : { across }),
  };
  const answer =
    textOption(given, "repo") === undefined
      ? await server(io)(cost.review, ask)
      : await ofCheckout(given, ask);
  const csv = options.output === "csv";
  const format = csv ? "text" : formatOf(options);
  if (!answer.ok) return printFailed(answer, "CostReview", format, io);
  if (csv) {
    const { costCsv } = await import("@/lib/contract/cost-csv");
    io.out(costCsv(answer.value));
    return exitCodes.done;
  }
  const document: CostReview = { schemaVersion: 1, kind: "CostReview", review: answer.value, problems: [] };
  const { costReviewText } = await import("./cost-review-text");
  await printDocument(document, format, io, ({ review }) => costReviewText(review));
  return exitCodes.done;
}

async function ofCheckout(given: Given, ask: { environment?: string }) {
  const { review } = await import("@/lib/operations/cost/review");
  note(given.io, "What the files here declare, at their prices: what was measured only the console knows.");
  return (await askCheckout<typeof cost.review>(given, review, ask)).answer;
}
