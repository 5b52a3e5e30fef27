import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { readFile } from "node:fs/promises";

export type Guarded = {
  name: string;
  /** True until the program has ended by itself or was stopped. */
  running(): boolean;
  /** The end of what it wrote, for a failure's message. */
  tail(): Promise<string>;
  stop(): Promise<void>;
};

// The shell holds one end of a pipe (fd 3) whose other end only this process has. However this process ends
// (Ctrl-C, crash, SIGKILL), the pipe closes and the shell kills its child, so nothing is ever left behind.
const GUARD = `
exec </dev/null
"$@" 3<&- &
child=$!
( cat <&3 >/dev/null; kill -9 $child 2>/dev/null ) &
exec 3<&-
wait $child
`;

/**
 * Starts a program that cannot outlive this process. Its output goes to `log`.
 * Detached from the terminal, so Ctrl-C reaches this process first and the parts end in order.
 */
export function startGuarded(name: string, file: string, args: readonly string[], log: string): Guarded {
  const output = openSync(log, "a");
  const child = spawn("/bin/sh", ["-c", GUARD, name, file, ...args], {
    stdio: ["ignore", output, output, "pipe"],
    detached: true,
  });
  closeSync(output);
  child.unref();
  const leash = child.stdio[3];
  if (leash && "unref" in leash && typeof leash.unref === "function") leash.unref();
  let running = true;
  const ended = new Promise<void>((resolve) => {
    const note = () => {
      running = false;
      leash?.destroy();
      resolve();
    };
    child.once("exit", note);
    child.once("error", note);
  });
  return {
    name,
    running: () => running,
    async tail() {
      const text = await readFile(log, "utf8").catch(() => "");
      return text.trimEnd().split("\n").slice(-15).join("\n");
    },
    async stop() {
      if (!running) return;
      child.ref();
      leash?.destroy();
      await ended;
    },
  };
}

/** Removes the folder when this process has ended, however it ended; a stopped run removes it itself, earlier. */
export function removeAtTheEnd(folder: string): void {
  const script = 'cat <&3 >/dev/null; sleep 1; rm -rf -- "$1"';
  const child = spawn("/bin/sh", ["-c", script, "sweep", folder], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    detached: true,
  });
  child.unref();
  const leash = child.stdio[3];
  if (leash && "unref" in leash && typeof leash.unref === "function") leash.unref();
}
