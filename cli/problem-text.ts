import type { ProblemView } from "@/lib/contract/view";
import { dim, red, yellow } from "./style";

/** One problem as people read it: place first, then what is wrong, and below it the next step. */
export function problemText({
  severity,
  message,
  code,
  hint,
  file,
  line,
  column,
  related,
}: ProblemView): string {
  const place =
    file === undefined ? "" : `${[file, line, column].filter((part) => part !== undefined).join(":")}: `;
  const word = severity === "error" ? red("error") : severity === "warning" ? yellow("warning") : dim("info");
  return [
    `${place}${word}: ${message} ${dim(`(${code})`)}`,
    ...(related ?? []).map((other) => `  see ${other.file}:${other.line}:${other.column}`),
    ...(hint === undefined ? [] : [`  ${hint}`]),
  ].join("\n");
}

export const problemsText = (problems: readonly ProblemView[]): string =>
  problems.map(problemText).join("\n");

export const anyError = (problems: readonly { severity: string }[]): boolean =>
  problems.some(({ severity }) => severity === "error");
