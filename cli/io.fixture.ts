import type { Io } from "./io";
import { main } from "./main";

export type Ran = { exit: number; out: string; err: string };

/** Runs one command line in this process and keeps what it printed; nothing of the real process is touched. */
export async function o8(
  argv: readonly string[],
  given: Partial<Pick<Io, "cwd" | "env" | "colours" | "columns" | "hidden">> & {
    stdin?: string;
    heard?: (text: string) => void;
  } = {},
): Promise<Ran> {
  const { stdin = "", heard, ...rest } = given;
  let [out, err] = ["", ""];
  const exit = await main(argv, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
      heard?.(text);
    },
    colours: false,
    columns: 120,
    cwd: process.cwd(),
    env: {},
    stdin: async () => stdin,
    hidden: null,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 200))),
    ...rest,
  });
  return { exit, out, err };
}
