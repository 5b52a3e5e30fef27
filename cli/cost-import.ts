import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename, resolve } from "node:path";
import { bill } from "@/lib/contract";
import { type Charge, chargesAtOnce, type ImportResult } from "@/lib/contract/bill";
import type { CostImport } from "@/lib/contract/documents/cost-import";
import { CsvError, CsvReader, type CsvRecord } from "@/lib/domain/bill/csv";
import { type FocusHeader, type FocusRow, readHeader, readRow } from "@/lib/domain/bill/focus";
import { money } from "@/lib/domain/cost-review/money";
import type { Problem } from "@/lib/domain/problem";
import { counted } from "@/lib/domain/promotion/sentence";
import { problemView } from "@/lib/operations/problem-view";
import { printFailed } from "./answer";
import { exitCodes, type Given, UsageError } from "./io";
import { flagOption } from "./option";
import { formatOf, printDocument } from "./print";
import { problemsText } from "./problem-text";
import { server } from "./server";
import { bold } from "./style";

/** A call's body is at most a megabyte. */
const mostBytes = 700_000;
const mostProblems = 100;

/**
 * `o8 cost import FILE`: reads the file once to check it whole, and once more to send it in parts. With a mistake
 * anywhere nothing is sent; a broken-off import is taken up by the same command, as what is kept is known.
 */
export async function runCostImport(given: Given): Promise<number> {
  const { io, options, values } = given;
  const format = formatOf(options);
  const file = values[0] ?? "";
  const path = resolve(io.cwd, file);
  const name = basename(file);
  const first = await checked(path, name);
  const problems = first.problems.slice(0, mostProblems).map(problemView);
  const document: CostImport = {
    schemaVersion: 1,
    kind: "CostImport",
    file: name,
    charges: first.charges,
    added: 0,
    known: 0,
    unmapped: 0,
    totals: [...first.totals].map(([currency, sums]) => ({ currency, ...sums })),
    problems,
  };
  if (problems.length > 0) {
    await printDocument(document, format, io, () => problemsText(problems));
    return exitCodes.found;
  }
  const ask = server(io);
  let replaces = flagOption(given, "replace") ? [...first.periods.values()] : [];
  for await (const charges of inParts(path, name)) {
    const answer = await ask(bill.importBill, { name, charges, replaces });
    if (!answer.ok) return printFailed(answer, "CostImport", format, io);
    replaces = [];
    add(document, answer.value);
  }
  await printDocument(document, format, io, importText);
  return exitCodes.done;
}

function add(document: CostImport, { added, known, unmapped }: ImportResult): void {
  document.added += added;
  document.known += known;
  document.unmapped += unmapped;
}

function importText({ file, charges, added, known, unmapped, totals }: CostImport): string {
  const sums = totals.map(({ currency, billed }) => money(billed, currency)).join(" and ");
  return [
    `${bold(file)}: ${counted(charges, "charge")}${sums === "" ? "" : ` of ${sums} billed`}`,
    `  ${added} kept now, ${known} kept before`,
    ...(unmapped > 0
      ? [`  ${unmapped} of no environment: map them by \`bills\` in pricing.yaml, then import again`]
      : []),
  ].join("\n");
}

type Checked = {
  charges: number;
  totals: Map<string, { billed: number; effective: number }>;
  periods: Map<string, { account: string; period: string }>;
  problems: Problem[];
};

async function checked(path: string, name: string): Promise<Checked> {
  const found: Checked = { charges: 0, totals: new Map(), periods: new Map(), problems: [] };
  for await (const { row, problems } of rowsOf(path, name)) {
    found.problems.push(...problems);
    if (found.problems.length >= mostProblems) break;
    if (!row) continue;
    found.charges += 1;
    const before = found.totals.get(row.currency) ?? { billed: 0, effective: 0 };
    found.totals.set(row.currency, {
      billed: before.billed + row.billed,
      effective: before.effective + row.effective,
    });
    found.periods.set(`${row.account} ${row.period}`, { account: row.account, period: row.period });
  }
  return found;
}

/** Charges in parts that one call may carry; equal rows are told apart by their order in the file. */
async function* inParts(path: string, name: string): AsyncGenerator<Charge[]> {
  const seen = new Map<string, number>();
  let part: Charge[] = [];
  let bytes = 0;
  for await (const { row } of rowsOf(path, name)) {
    if (!row) continue;
    const { content: text, ...rest } = row;
    const content = createHash("sha256").update(text).digest("hex");
    const occurrence = seen.get(content) ?? 0;
    seen.set(content, occurrence + 1);
    const charge = { ...rest, content, occurrence };
    const size = Buffer.byteLength(JSON.stringify(charge));
    if (part.length > 0 && (bytes + size > mostBytes || part.length >= chargesAtOnce)) {
      yield part;
      [part, bytes] = [[], 0];
    }
    part.push(charge);
    bytes += size;
  }
  if (part.length > 0) yield part;
}

type Read = { row: FocusRow | null; problems: readonly Problem[] };

/** The rows of a file, read piece by piece. */
async function* rowsOf(path: string, file: string): AsyncGenerator<Read> {
  const reader = new CsvReader();
  let header: FocusHeader | null = null;
  const read = (record: CsvRecord): Read => {
    if (header) return readRow(header, record, file);
    const first = readHeader(record, file);
    header = first.header;
    return { row: null, problems: first.problems };
  };
  try {
    for await (const piece of createReadStream(path, { encoding: "utf8" }))
      for (const record of reader.feed(String(piece))) yield read(record);
    const last = reader.end();
    if (last) yield read(last);
  } catch (error) {
    if (error instanceof CsvError) {
      const { message, line, column } = error;
      yield { row: null, problems: [{ code: "bill.csv", severity: "error", message, file, line, column }] };
      return;
    }
    if (isMissing(error)) throw new UsageError(`there is no file ${path}`);
    throw error;
  }
  if (!header)
    yield {
      row: null,
      problems: [{ code: "bill.header", severity: "error", message: "The file is empty", file }],
    };
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EISDIR");
