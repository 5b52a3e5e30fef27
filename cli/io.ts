import type { Option } from "commander";
import type { Outcome } from "@/lib/contract/outcome";

export const exitCodes = { done: 0, found: 1, usage: 2, refused: 3, fault: 4 } as const;

/** Everything a command touches of the process, so that tests can run it without one. */
export type Io = {
  out: (text: string) => void;
  err: (text: string) => void;
  colours: boolean;
  columns: number;
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  stdin: () => Promise<string>;
};

/** The words on the command line are off: exit 2. */
export class UsageError extends Error {}

export type Given = {
  /** Positional arguments, in order. */
  values: readonly (string | undefined)[];
  options: Record<string, unknown>;
  io: Io;
};

/** One thing people say to `o8`: its words, and what runs. */
export type Phrase = {
  /** `environment diff` or `version`. */
  words: string;
  summary: string;
  arguments?: readonly (readonly [name: string, text: string])[];
  options?: readonly Option[];
  examples?: readonly string[];
  /** False: the command prints something else than a document. */
  output?: false;
  run: (given: Given) => Promise<number>;
};

/** The exit code of an outcome that is no success; its words go to stderr. */
export function failedExit(outcome: Exclude<Outcome, { ok: true }>, io: Io): number {
  if ("refusal" in outcome) {
    io.err(`o8: ${inert(outcome.refusal.message)} (${outcome.refusal.code})\n`);
    return exitCodes.refused;
  }
  io.err(
    outcome.fault.requestId === "no-answer"
      ? "o8: the console did not answer; is it running, and is its address right? (o8 login --url URL)\n"
      : `o8: something failed; try again${outcome.fault.retryable ? "" : " after telling us the request id"} (request ${outcome.fault.requestId})\n`,
  );
  return exitCodes.fault;
}

/** Text from files and people may hold terminal escapes; they are printed as symbols. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
export const inert = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "\uFFFD");
