import { spawn } from "node:child_process";
import { asProcessEnv, type ChildEnvironment } from "./environment";

export type Run = {
  command: string;
  args: readonly string[];
  /** The whole environment: nothing is inherited beside it. */
  env: ChildEnvironment;
  cwd?: string;
  input?: string | Uint8Array;
  timeoutMs: number;
  /** Bytes of standard output after which the child is killed. */
  maxOutputBytes: number;
};

export type Ran =
  | { kind: "exited"; code: number; stdout: Buffer; stderr: string }
  | { kind: "killed"; signal: string; stderr: string }
  | { kind: "timeout" }
  | { kind: "overflow" }
  | { kind: "absent"; reason: string };

const stderrKept = 64 * 1024;

/**
 * Runs one program without a shell and ends it, with everything it started, at the limit of time or output.
 * Never throws for what the child does; a name or argument the system refuses (a NUL byte) answers `absent`.
 */
export function run(ask: Run): Promise<Ran> {
  return new Promise((done) => {
    let child: ReturnType<typeof start>;
    try {
      child = start(ask);
    } catch (error) {
      done({ kind: "absent", reason: error instanceof Error ? error.message : "cannot start" });
      return;
    }
    const out: Buffer[] = [];
    let outBytes = 0;
    let stderr = "";
    let ended: "timeout" | "overflow" | null = null;
    const end = (why: "timeout" | "overflow") => {
      ended ??= why;
      killGroup(child.pid);
    };
    const timer = setTimeout(() => end("timeout"), ask.timeoutMs);
    child.stdout.on("data", (chunk: Buffer) => {
      outBytes += chunk.length;
      if (outBytes > ask.maxOutputBytes) end("overflow");
      else out.push(chunk);
    });
    child.stderr.on("data", (chunk: Buffer) => {
      if (stderr.length < stderrKept) stderr += chunk.toString("utf8");
    });
    // A child that stops reading early closes its end; what it then says is in its exit code.
    child.stdin.on("error", () => undefined);
    child.stdin.end(ask.input ?? "");
    child.on("error", (error) => {
      clearTimeout(timer);
      done({ kind: "absent", reason: error.message });
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (ended) done({ kind: ended });
      else if (code === null) done({ kind: "killed", signal: signal ?? "unknown", stderr });
      else done({ kind: "exited", code, stdout: Buffer.concat(out), stderr });
    });
  });
}

// Its own process group, so that what it started dies with it.
const start = (ask: Run) =>
  spawn(ask.command, [...ask.args], {
    ...(ask.cwd === undefined ? {} : { cwd: ask.cwd }),
    env: asProcessEnv(ask.env),
    detached: true,
    shell: false,
    windowsHide: true,
    stdio: ["pipe", "pipe", "pipe"],
  });

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Already gone.
  }
}
