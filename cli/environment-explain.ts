import { environment } from "@/lib/contract";
import type { EnvironmentExplain } from "@/lib/contract/documents/environment-explain";
import type { ExplainView } from "@/lib/contract/explain";
import type { ProblemView } from "@/lib/contract/view";
import { type Printable, stringifyJson } from "@/lib/domain/json";
import { explain } from "@/lib/operations/environment/explain";
import { printFailed } from "./answer";
import { askCheckout } from "./checkout";
import { exitCodes, type Given } from "./io";
import { flagOption, textOption, valueAt } from "./option";
import { formatOf, printDocument, table } from "./print";
import { anyError, problemsText } from "./problem-text";
import { server } from "./server";
import { bold, dim, yellow } from "./style";

/**
 * `o8 environment explain ENV PATH`: which layer, file and line set a value, and which candidates lost. Exit 1 when the
 * entry that made the value cannot be told, or a file has an error.
 */
export async function runEnvironmentExplain(given: Given): Promise<number> {
  const { io, options } = given;
  const application = textOption(given, "application");
  const input = {
    environment: valueAt(given, 0),
    path: valueAt(given, 1),
    application,
    cluster: textOption(given, "cluster"),
    revision: textOption(given, "revision"),
  };
  const { answer, problems } = flagOption(given, "server")
    ? { answer: await server(io)(environment.explain, input), problems: [] }
    : await askCheckout<typeof environment.explain>(given, explain, input, application);
  if (!answer.ok) return printFailed(answer, "EnvironmentExplain", formatOf(options), io);
  const document = documentOf(answer.value, problems);
  await printDocument(document, formatOf(options), io, explainText);
  return document.status === "unresolved" || anyError(document.problems) ? exitCodes.found : exitCodes.done;
}

function documentOf(view: ExplainView, problems: readonly ProblemView[]): EnvironmentExplain {
  const { address: _address, secret: _secret, candidates, problems: own, ...rest } = view;
  return {
    schemaVersion: 1,
    kind: "EnvironmentExplain",
    ...rest,
    candidates: candidates.map(({ how: _how, editable: _editable, removes: _removes, ...one }) => one),
    problems: [...problems, ...own],
  };
}

function explainText(document: EnvironmentExplain): string {
  const {
    application,
    environment: name,
    cluster,
    object,
    path,
    value,
    candidates,
    list,
    note,
    elsewhere,
    problems,
  } = document;
  const rows = candidates
    .toReversed()
    .map((one) => [
      one.won ? bold(one.layer) : dim(one.layer),
      one.won ? short(one.value) : dim(short(one.value)),
      `${one.file}:${one.line}${one.commit === null ? "" : `@${one.commit.slice(0, 7)}`}`,
      one.author === null ? dim("not committed") : `${one.author}, ${(one.time ?? "").slice(0, 10)}`,
      dim(one.won ? `wins: ${one.why}` : one.why),
    ]);
  const told = problems.filter(({ severity }) => severity !== "info");
  return [
    `${bold(path)} = ${bold(short(value))}`,
    dim(`${object ?? "declared"}, ${application} in ${name} on ${cluster}`),
    "",
    ...(document.status === "unresolved"
      ? [yellow("It could not be told which entry made this value. Candidates:")]
      : []),
    table(rows),
    ...(list === null ? [] : [dim(list)]),
    ...(note === null ? [] : [note]),
    ...elsewhere.map((one) => `On ${one.cluster} it is ${short(one.value)}.`),
    ...(told.length === 0 ? [] : ["", problemsText(told)]),
  ].join("\n");
}

const widest = 72;

/** Any JSON value with exact integers, in one line. */
function short(value: unknown): string {
  const text = typeof value === "string" ? value : stringifyJson(value as Printable);
  const line = text.replace(/\s*\n\s*/g, " ");
  return line.length > widest ? `${line.slice(0, widest - 1)}…` : line;
}
