import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { Fault } from "@/lib/ports/fault";
import { asProcessEnv } from "../process/environment";
import type { Git } from "./git";

type Waiting = { done: (content: Buffer | null) => void; fail: (fault: Fault) => void };

const idleMs = 20_000;

/** Blobs by id, from one `git cat-file --batch` that is kept while it is used and never holds the process open. */
export interface Objects {
  /** The bytes of a blob, by its id or as `<commit>:<path>`; null when there is no such blob. */
  read(name: string): Promise<Buffer | null>;
  close(): void;
}

export function openObjects(git: Git): Objects {
  let child: ChildProcessWithoutNullStreams | null = null;
  let idle: NodeJS.Timeout | undefined;
  const waiting: Waiting[] = [];
  const answer = answerReader((content) => {
    waiting.shift()?.done(content);
    if (waiting.length === 0) rest();
  });

  const stop = (reason: string) => {
    clearTimeout(idle);
    child?.kill("SIGKILL");
    child = null;
    answer.reset();
    for (const one of waiting.splice(0))
      one.fail(new Fault(`git cat-file ended: ${reason}`, { retryable: true }));
  };
  const rest = () => {
    hold(child, false);
    clearTimeout(idle);
    idle = setTimeout(() => stop("idle"), idleMs).unref();
  };
  const start = (): ChildProcessWithoutNullStreams => {
    const { command, args, cwd, env } = git.prepare(["cat-file", "--batch"]);
    const started = spawn(command, [...args], {
      cwd,
      env: asProcessEnv(env),
      stdio: ["pipe", "pipe", "pipe"],
    });
    const mine = () => child === started;
    started.stdout.on("data", (chunk: Buffer) => mine() && answer.push(chunk));
    started.stderr.resume();
    started.stdin.on("error", () => undefined);
    started.on("error", () => mine() && stop("it did not start"));
    started.on("close", () => mine() && stop("closed"));
    return started;
  };

  return {
    read: (name) =>
      new Promise((done, fail) => {
        child ??= start();
        clearTimeout(idle);
        hold(child, true);
        waiting.push({ done, fail });
        child.stdin.write(`${name}\n`);
      }),
    close: () => stop("closed"),
  };
}

/** A child that waits must not keep the process alive; one that is asked must. */
function hold(child: ChildProcessWithoutNullStreams | null, yes: boolean): void {
  if (!child) return;
  const streams = [child.stdin, child.stdout, child.stderr] as unknown as {
    ref?: () => void;
    unref?: () => void;
  }[];
  for (const one of [child, ...streams]) yes ? one.ref?.() : one.unref?.();
}

/** Cuts the answers out of the stream: `<id> <type> <size>\n<content>\n`, or `<name> missing\n`. */
function answerReader(emit: (content: Buffer | null) => void) {
  let chunks: Buffer[] = [];
  let held = 0;
  let expected: number | null = null;
  let isBlob = false;
  const all = (): Buffer => {
    const joined = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    chunks = [joined];
    return joined;
  };
  const drop = (bytes: number) => {
    const rest = all().subarray(bytes);
    chunks = rest.length === 0 ? [] : [rest];
    held = rest.length;
  };
  return {
    reset: () => {
      chunks = [];
      held = 0;
      expected = null;
    },
    push: (chunk: Buffer) => {
      chunks.push(chunk);
      held += chunk.length;
      while (held > 0) {
        if (expected === null) {
          const end = all().indexOf(10);
          if (end < 0) return;
          const line = all().subarray(0, end).toString("latin1");
          const header = line.split(" ");
          drop(end + 1);
          // A name may hold spaces, so a missing one is known by its end and not by its number of words.
          if (line.endsWith(" missing") || header.length !== 3) {
            emit(null);
            continue;
          }
          isBlob = header[1] === "blob";
          expected = Number(header[2]);
        }
        if (held < expected + 1) return;
        const content = Buffer.from(all().subarray(0, expected));
        drop(expected + 1);
        expected = null;
        emit(isBlob ? content : null);
      }
    },
  };
}
