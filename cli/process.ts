import { setTimeout } from "node:timers/promises";
import type { Io } from "./io";

/** The real process. Colours only on a terminal that did not decline them (no-color.org). */
export function processIo(): Io {
  // A reader that has seen enough, such as `head`, ends the program quietly.
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
      throw error;
    });
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colours: Boolean(process.stdout.isTTY) && !process.env.NO_COLOR && process.env.TERM !== "dumb",
    columns: process.stdout.columns ?? 100,
    cwd: process.cwd(),
    env: process.env,
    stdin: async () => {
      let text = "";
      process.stdin.setEncoding("utf8");
      for await (const chunk of process.stdin) text += chunk;
      return text;
    },
    hidden: process.stdin.isTTY ? hidden : null,
    sleep: (ms) => setTimeout(ms),
  };
}

/** Reads one line from the terminal without showing it. */
function hidden(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true).setEncoding("utf8").resume();
  return new Promise((resolve) => {
    let line = "";
    const read = (typed: string): void => {
      for (const letter of typed) {
        if (letter === "\u0003") process.exit(130);
        if (letter === "\r" || letter === "\n" || letter === "\u0004") {
          stdin.off("data", read).setRawMode(false).pause();
          stderr.write("\n");
          resolve(line);
          return;
        }
        line = letter === "\u007f" || letter === "\b" ? line.slice(0, -1) : line + letter;
      }
    };
    stdin.on("data", read);
  });
}
