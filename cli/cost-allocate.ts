import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { type CostAllocate, CostAllocateCase, CostFile } from "@/lib/contract/documents/cost-allocate";
import { allocate } from "@/lib/domain/cost/allocate";
import { type IdleBy, type InputRead, readInput } from "@/lib/domain/cost/allocation-input";
import { readOpenCost } from "@/lib/domain/cost/opencost-answer";
import { isJsonObject, type Json, JsonTextError, parseJson } from "@/lib/domain/json";
import { hasErrors, type Problem } from "@/lib/domain/problem";
import { type Done, runBatch } from "./batch";
import type { Here } from "./manifest-files";

/**
 * `o8 cost allocate`: reads the input, allocates it and answers the document and the exit code (1 when the input could
 * not be read).
 */
export async function runCostAllocate(given: CostAllocateCase, here: Here): Promise<Done<CostAllocate>> {
  const { read, problems } = await readCosts(given.input, given.idleBy ?? "cluster", here);
  const overhead = given.overhead ?? 0;
  problems.push(...remarks(read, overhead));
  const { rows, total } = allocate(read.sets, {
    by: given.by?.length ? given.by : [{ kind: "plain", field: "namespace" }],
    idle: given.idle ?? "separate",
    idleSplit: given.idleSplit ?? false,
    share: given.share ?? [],
    overhead,
    split: given.split ?? "weighted",
    filter: given.filter ?? [],
  });
  const { incomplete, overAllocated } = read;
  return {
    exit: hasErrors(problems) ? 1 : 0,
    document: { schemaVersion: 1, kind: "CostAllocate", rows, total, incomplete, overAllocated, problems },
  };
}

/** `o8 cost allocate --batch FILE`: many allocations in one call. */
export const runCostAllocateBatch = (text: string, here: Here) =>
  runBatch(text, CostAllocateCase, (one) => runCostAllocate(one, here));

const nothing: InputRead = { sets: [], incomplete: true, overAllocated: [], withoutNodes: [] };

async function readCosts(
  input: CostAllocateCase["input"],
  idleBy: IdleBy,
  here: Here,
): Promise<{ read: InputRead; problems: Problem[] }> {
  const failed = (problem: Omit<Problem, "severity">) => ({
    read: nothing,
    problems: [{ severity: "error" as const, ...problem, ...fileOf(input) }],
  });
  let value: unknown = input;
  if (typeof input === "string") {
    const text = await textOf(input, here);
    if (text === null)
      return failed({ code: "cost.missing", message: `There is no file ${input} that can be read` });
    try {
      value = parseJson(text);
    } catch (error) {
      if (!(error instanceof JsonTextError)) throw error;
      return failed({
        code: "cost.syntax",
        message: error.message,
        line: error.line,
        column: error.column,
      });
    }
  }
  if (isOpenCost(value)) {
    const answer = CostFile.openCost.safeParse(value);
    if (answer.success) return { read: readOpenCost(answer.data, idleBy), problems: [] };
    return failed(notReadable(answer.error.issues, "OpenCost's allocation answer"));
  }
  const own = CostFile.own.safeParse(value);
  if (own.success) return { read: readInput(own.data, idleBy), problems: [] };
  return failed(notReadable(own.error.issues, "a cost input"));
}

const textOf = async (file: string, here: Here): Promise<string | null> =>
  file === "-" ? here.stdin() : readFile(resolve(here.cwd, file), "utf8").catch(() => null);

const fileOf = (input: CostAllocateCase["input"]) => (typeof input === "string" ? { file: input } : {});

const isOpenCost = (value: unknown): boolean => {
  const found = value as Json;
  return isJsonObject(found) && Array.isArray(found.data) && !Object.hasOwn(found, "allocations");
};

const notReadable = (issues: readonly { path: PropertyKey[]; message: string }[], what: string) => {
  const [issue] = issues;
  const place = issue?.path.map(String).join(".") ?? "";
  return {
    code: "cost.input" as const,
    message: `Not ${what}: ${place === "" ? "" : `${place}: `}${issue?.message ?? "another form"}`,
    hint: "Either {hours, allocations: [...], idleByCluster, idleByNode} or OpenCost's {code, data: [...]}",
  };
};

function remarks({ sets, incomplete, overAllocated, withoutNodes }: InputRead, overhead: number): Problem[] {
  const said: Problem[] = [];
  const warn = (code: Problem["code"], message: string) => said.push({ code, severity: "warning", message });
  if (incomplete && sets.length > 0) warn("cost.no-price", "Something has no price; the total is too small");
  if (overhead > 0 && sets.some(({ hours }) => hours === null))
    said.push({
      code: "cost.no-hours",
      severity: "error",
      message: "The input does not say how many hours it covers, so an overhead per hour cannot be spread",
      hint: 'Add "hours": 24',
    });
  for (const { cluster, node } of overAllocated)
    warn(
      "cost.over-allocated",
      `More was given out than ${node ?? cluster ?? "the nodes"} cost; idle there is 0 and the excess is told apart`,
    );
  for (const cluster of withoutNodes)
    warn("cost.idle-by-node", `The idle of ${cluster || "the nodes"} is not known by node; it stays one`);
  return said;
}
