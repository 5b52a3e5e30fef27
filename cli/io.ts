import type { Option } from "commander";

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
  /** Asks a person for a secret without showing it; null when nobody sits there. */
  hidden: ((prompt: string) => Promise<string>) | null;
  sleep: (ms: number) => Promise<void>;
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
  /** `<a>` must be given, `[a]` may be. */
  arguments?: readonly (readonly [name: string, text: string])[];
  options?: readonly Option[];
  examples?: readonly string[];
  /** The kind of the document that it prints; absent when it prints something else. */
  kind?: string;
  /** Other ways to print it, besides text, json and yaml. */
  formats?: readonly string[];
  run: (given: Given) => Promise<number>;
};

/**
 * Text from files and people may hold terminal escapes, or letters that turn the reading direction: they are shown as
 * a replacement sign and do nothing (line feeds and tabs stay).
 */
export const inert = (text: string): string =>
  text
    .replace(/\r\n/g, "\n")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "\uFFFD");
