import "server-only";
import { type Engine, startEngine } from "@/lib/engine/engine";
import { readSettings } from "@/lib/engine/settings";

const shared = globalThis as typeof globalThis & { o8Engine?: Promise<Engine> | undefined };

/** The one engine of this process, whatever module graph asks; started at the first question. */
export function engine(): Promise<Engine> {
  // A page that queries during prerender would open the database inside the build.
  if (process.env.NEXT_PHASE === "phase-production-build")
    throw new Error("the engine was asked for during the build");
  shared.o8Engine ??= startEngine(readSettings(process.env)).catch((fault: unknown) => {
    shared.o8Engine = undefined;
    throw fault;
  });
  return shared.o8Engine;
}

export const runningEngine = (): Promise<Engine> | undefined => shared.o8Engine;
