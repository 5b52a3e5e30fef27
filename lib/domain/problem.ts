import type { ProblemCode } from "./codes";

/** A position in a file of the repository; lines and columns count from 1. */
export type Place = { file: string; line: number; column: number };

export type Severity = "error" | "warning" | "info";

/**
 * Something wrong in somebody's file. Collected, never thrown: one broken application never hides the rest.
 * `file`, `line` and `column` are absent when there is no place; `hint` says the next step.
 */
export type Problem = {
  code: ProblemCode;
  severity: Severity;
  message: string;
  hint?: string | undefined;
  file?: string | undefined;
  line?: number | undefined;
  column?: number | undefined;
  related?: Place[] | undefined;
};

export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some((p) => p.severity === "error");
