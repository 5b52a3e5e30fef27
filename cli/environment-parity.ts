import { environment } from "@/lib/contract";
import type { EnvironmentParity } from "@/lib/contract/documents/parity";
import { parity } from "@/lib/operations/environment/parity";
import { printFailed } from "./answer";
import { askCheckout } from "./checkout";
import { exitCodes, type Given } from "./io";
import { flagOption, textOption } from "./option";
import { formatOf, plural, printDocument, table } from "./print";
import { anyError, problemsText } from "./problem-text";
import { server } from "./server";
import { bold, cyan, dim, green, red, yellow } from "./style";

/**
 * `o8 environment parity [ENV...]`: how alike neighbouring environments are, with the findings behind the score. Exit 1
 * when a finding or a problem is an error.
 */
export async function runEnvironmentParity(given: Given): Promise<number> {
  const { io, options } = given;
  // A variadic argument comes as a list in its own place.
  const named: unknown = given.values[0];
  const input = {
    ...(Array.isArray(named) && named.length > 0 && { environments: named.map(String) }),
    revision: textOption(given, "revision"),
  };
  const { answer, problems } = flagOption(given, "server")
    ? { answer: await server(io)(environment.parity, input), problems: [] }
    : await askCheckout<typeof environment.parity>(given, parity, input);
  if (!answer.ok) return printFailed(answer, "EnvironmentParity", formatOf(options), io);
  const { environments, pairs, revision, score, groups, findings, problems: own } = answer.value;
  const document: EnvironmentParity = {
    schemaVersion: 1,
    kind: "EnvironmentParity",
    environments,
    pairs,
    revision,
    score,
    groups,
    findings,
    problems: [...problems, ...own],
  };
  await printDocument(document, formatOf(options), io, parityText);
  const found = findings.some(({ severity }) => severity === "error") || anyError(document.problems);
  return found ? exitCodes.found : exitCodes.done;
}

const colours = { error: red, warning: yellow, info: dim } as const;

/** For people: what weighs most first, each with its lines and the way out; then the four groups. */
export function parityText({ environments, score, groups, findings, problems }: EnvironmentParity): string {
  // What is only told would bury what has to be done.
  const loud = findings.filter(({ severity }) => severity !== "info");
  const quiet = findings.length - loud.length;
  const told = problems.filter(({ severity }) => severity !== "info");
  return [
    ...loud.flatMap(({ severity, environments: where, subject, cause, places, fix }) => [
      `${colours[severity](severity.padEnd(7))}  ${bold(where.join(" and "))}  ${subject}`,
      `         ${cause}`,
      ...(places.length === 0
        ? []
        : [`         ${cyan(places.map(({ file, line }) => `${file}:${line}`).join(", "))}`]),
      `         ${dim(fix)}`,
    ]),
    ...(quiet === 0
      ? []
      : [dim(`${quiet} more ${quiet === 1 ? "is" : "are"} only told; -o json lists them`)]),
    ...(told.length === 0 ? [] : ["", problemsText(told)]),
    "",
    table(
      groups.map(({ name, score: own, errors, warnings, infos, from }) => [
        name,
        own === null ? dim("not judged") : `${coloured(own)} of 100`,
        own === null
          ? dim(from)
          : `${plural(errors, "error")}, ${plural(warnings, "warning")}, ${infos} told ${dim(`(${from})`)}`,
      ]),
    ),
    "",
    `${bold(environments.join(", "))}: ${score === null ? "nothing to judge" : `parity ${coloured(score)} of 100`}`,
  ]
    .join("\n")
    .replace(/^\n+/, "");
}

const coloured = (score: number): string => (score >= 90 ? green : score >= 60 ? yellow : red)(String(score));
