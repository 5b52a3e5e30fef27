import { join } from "node:path";
import type { Worker as Thread } from "node:worker_threads";
import { isJsonObject, type Json, type JsonObject, parseJson } from "@/lib/domain/json";
import type { Problem } from "@/lib/domain/problem";
import { Fault } from "@/lib/ports/fault";
import type { Hcl, HclReading } from "@/lib/ports/hcl";
import { parseProblem } from "./parse-error";
import { workerSource } from "./worker-source";

// Bundlers rewrite what they see of workers and of createRequire; here both must stay Node's own.
const { Worker } = process.getBuiltinModule("node:worker_threads");
const { createRequire } = process.getBuiltinModule("node:module");

const longest = 20_000;
const largest = 2_000_000;
const remembered = 2_000;

type Answer = { id: number; value?: unknown; message?: string };

/**
 * `@cdktn/hcl2json` in one worker thread that starts with the first file and never keeps the process alive. A file that
 * takes longer than 20 s, or kills the worker, is a problem of that file. Answers are remembered by content.
 */
export function openHcl(): Hcl & { close: () => Promise<void> } {
  let worker: Thread | null = null;
  let next = 0;
  const waiting = new Map<number, (answer: Answer) => void>();
  const memory = new Map<string, Promise<HclReading>>();

  function stop(message: string): void {
    const old = worker;
    worker = null;
    void old?.terminate();
    for (const [id, done] of waiting) done({ id, message });
    waiting.clear();
  }

  function running(): Thread {
    if (worker) return worker;
    const started = new Worker(workerSource, {
      eval: true,
      workerData: { parser: parserPath() },
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    started.unref();
    started.on("message", (answer: Answer) => {
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
      if (waiting.size === 0) started.unref();
    });
    started.on("error", (error) => started === worker && stop(`The parser failed: ${error.message}`));
    worker = started;
    return started;
  }

  function ask(file: string, text: string): Promise<Answer> {
    const id = next++;
    return new Promise((resolve) => {
      const late = setTimeout(() => stop(`The parser took longer than ${longest / 1000} s`), longest);
      waiting.set(id, (answer) => {
        clearTimeout(late);
        resolve(answer);
      });
      const thread = running();
      thread.ref();
      thread.postMessage({ id, file, text });
    });
  }

  async function one(file: string, text: string): Promise<HclReading> {
    const failed = (problem: Problem): HclReading => ({ file, text, value: null, problems: [problem] });
    if (text.length > largest) return failed(parseProblem(file, "The file is too large to be read"));
    if (file.endsWith(".json")) return jsonReading(file, text);
    const { value, message } = await ask(file, text);
    if (message !== undefined) return failed(parseProblem(file, message));
    // Structured clones of parsed JSON are JSON.
    return { file, text, value: isJsonObject(value) ? (value as JsonObject) : {}, problems: [] };
  }

  return {
    read: (files) =>
      Promise.all(
        files.map(({ file, text }) => {
          const key = `${file}\0${text}`;
          let reading = memory.get(key);
          if (!reading) {
            reading = one(file, text);
            memory.set(key, reading);
            if (memory.size > remembered) memory.delete(memory.keys().next().value ?? key);
          }
          return reading;
        }),
      ),
    close: async () => stop("The parser was closed"),
  };
}

/** `.tf.json`: the same blocks, with single ones not in a list. */
function jsonReading(file: string, text: string): HclReading {
  try {
    const value: Json = parseJson(text);
    return { file, text, value: isJsonObject(value) ? value : {}, problems: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : "It is no JSON";
    const place = error as { line?: number; column?: number };
    const { line = 1, column = 1 } = place;
    return {
      file,
      text,
      value: null,
      problems: [{ code: "terraform.syntax", severity: "error", message, file, line, column }],
    };
  }
}

const parserName = "@cdktn/hcl2json";

/** Beside this program, or beside the one that started it when a bundler moved this file. */
function parserPath(): string {
  for (const from of [import.meta.url, join(process.cwd(), "package.json")]) {
    try {
      return createRequire(from).resolve(parserName);
    } catch {
      // The next place.
    }
  }
  throw new Fault(`${parserName} is not installed`, { retryable: false });
}
