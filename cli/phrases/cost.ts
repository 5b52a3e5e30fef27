import { InvalidArgumentError, Option } from "commander";
import type { CostDimension } from "@/lib/contract/cost";
import { plainDimensions } from "@/lib/domain/cost-review/dimension";
import { type Phrase, UsageError } from "../io";
import { flagOption, listOption, textOption, wordsOption } from "../option";
import { asUsage, batchOption, batchText, print, printBatch } from "./batch";

export const costPhrases: readonly Phrase[] = [
  {
    words: "cost review",
    summary: "What a month costs, how it will close, why it moved, and what could be stopped",
    kind: "CostReview",
    formats: ["csv"],
    options: [
      new Option("--month <month>", "such as 2026-11 (default: this one)").argParser(month),
      new Option("--environment <name>", "only this environment"),
      new Option(
        "--by <dimensions>",
        "rows and columns of the table: one or two of environment, team, application, cluster, namespace, controller, label:NAME (default: team,environment)",
      ).argParser(dimensions),
      new Option(
        "--repo <dir>",
        "a checkout instead of the console: declared node pools at their prices, as an estimate",
      ),
    ],
    examples: [
      "o8 cost review",
      "o8 cost review --month 2026-10 --environment staging --by application",
      "o8 cost review --by team,cluster -o csv",
      "o8 cost review --by namespace,controller",
      "o8 cost review --by label:cost-center,environment",
    ],
    run: async (given) => (await import("../cost-review")).runCostReview(given),
  },
  {
    words: "cost import",
    summary:
      "Keep a cloud bill (FOCUS, CSV) to set it beside what was measured; the same charge is kept once",
    kind: "CostImport",
    arguments: [["<file>", "a FOCUS cost and usage export, CSV"]],
    options: [
      new Option(
        "--replace",
        "first take away what was imported of the file's accounts and billing periods: the bill was restated",
      ),
    ],
    examples: ["o8 cost import focus-2026-11.csv", "o8 cost import focus-2026-10.csv --replace -o json"],
    run: async (given) => (await import("../cost-import")).runCostImport(given),
  },
  {
    words: "cost allocate",
    summary: "Say what each namespace, team or workload costs, from a file of costs; works without a server",
    kind: "CostAllocate",
    options: [
      new Option("--input <file>", "costs in our form or OpenCost's allocation answer (- for stdin)"),
      listOption(
        "--by <properties>",
        "cluster, node, namespace, controllerKind, controller, pod, container, service, deployment, daemonset, statefulset, label:x, annotation:x; several are nested (default: namespace)",
      ),
      new Option("--idle <how>", "idle as rows of its own, shared over what ran there, or left out")
        .choices(["separate", "share", "hide"])
        .default("separate"),
      new Option("--idle-by <place>", "where idle is looked at and shared")
        .choices(["cluster", "node"])
        .default("cluster"),
      new Option("--idle-split", "one idle row per cluster or node, such as cluster1/__idle__"),
      repeated("--share <selector>", "spread these over the others: namespace=x or label:x=y (repeatable)"),
      new Option("--overhead <cost>", "a flat cost per hour, spread likewise").argParser(amount),
      new Option("--split <how>", "how tenants and overhead are spread")
        .choices(["even", "weighted"])
        .default("weighted"),
      repeated("--filter <selector>", "only these rows, with the share they have anyway (repeatable)"),
      batchOption(),
    ],
    examples: [
      "o8 cost allocate --input costs.json --by namespace --idle share",
      "o8 cost allocate --input costs.json --by label:team,cluster --share namespace=kube-system --overhead 0.1",
      "o8 cost allocate --input opencost.json --by controller -o json",
    ],
    run: async (given) => {
      const { runCostAllocate, runCostAllocateBatch } = await import("../cost-allocate");
      const { io, options } = given;
      const batch = await batchText(given);
      if (batch !== null) return printBatch(await asUsage(runCostAllocateBatch(batch, io)), given);
      const input = textOption(given, "input");
      if (input === undefined) throw new UsageError("--input FILE is needed (or use --batch FILE)");
      const { CostAllocateCase } = await import("@/lib/contract/documents/cost-allocate");
      const asked = CostAllocateCase.safeParse({
        input,
        by: wordsOption(given, "by"),
        idle: options.idle,
        idleBy: options.idleBy,
        idleSplit: flagOption(given, "idleSplit"),
        share: wordsOption(given, "share"),
        overhead: options.overhead,
        split: options.split,
        filter: wordsOption(given, "filter"),
      });
      if (!asked.success)
        throw new UsageError(
          asked.error.issues.map(({ path, message }) => `--${String(path[0])}: ${message}`).join("; "),
        );
      const { exit, document } = await runCostAllocate(asked.data, io);
      const { costText } = await import("../cost-allocate-text");
      await print(document, given, () => costText(document));
      return exit;
    },
  },
];

/** `team` or `team,cluster`: rows, then columns. */
function dimensions(text: string): readonly CostDimension[] {
  const words = text.split(",").map((word) => word.trim());
  const known = words.flatMap((word): CostDimension[] => {
    const found = plainDimensions.find((name) => name === word);
    if (found !== undefined) return [found];
    const label = /^label:(\S{1,317})$/.exec(word)?.[1];
    return label === undefined ? [] : [`label:${label}`];
  });
  if (known.length !== words.length || known.length > 2 || new Set(known).size !== known.length)
    throw new InvalidArgumentError(
      `It must be one or two of ${plainDimensions.join(", ")}, label:NAME, such as team,cluster.`,
    );
  return known;
}

function month(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text))
    throw new InvalidArgumentError("It must be a month such as 2026-11.");
  return text;
}

/** One selector a time: a label's value may hold a comma. */
function repeated(flags: string, text: string): Option {
  return new Option(flags, text).argParser((value: string, before: readonly string[] | undefined) => [
    ...(before ?? []),
    value,
  ]);
}

function amount(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError("It must be a number, 0 or more.");
  return value;
}
