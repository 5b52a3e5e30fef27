import { spawn } from "node:child_process";

/** Runs a program by its argument array, its output passed through; answers its exit code. */
export function run(command, args, options = {}) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, {
      stdio: "inherit",
      ...options,
      env: { ...process.env, ...options.env },
    });
    running.add(child);
    child.on("error", failed);
    child.on("exit", (code, signal) => {
      running.delete(child);
      done(code ?? (signal === "SIGINT" ? 130 : 1));
    });
  });
}

/** Like `run`, but the output is kept and answered with the code. */
export function ask(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      ...options,
      env: { ...process.env, ...options.env },
    });
    let out = "";
    child.stdout.on("data", (data) => {
      out += data;
    });
    child.stderr.on("data", (data) => {
      out += data;
    });
    child.on("error", () => done({ code: 127, out }));
    child.on("exit", (code) => done({ code: code ?? 1, out }));
  });
}

const running = new Set();
/** Ends what still runs, so that Ctrl-C leaves nothing behind. */
export function endAll(signal = "SIGTERM") {
  for (const child of running) child.kill(signal);
}

export const say = (line) => process.stderr.write(`${line}\n`);
