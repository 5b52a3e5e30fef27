import "server-only";
import { engine, runningEngine } from "./engine";

const leaving = globalThis as typeof globalThis & { o8Leaving?: Set<() => void> };
leaving.o8Leaving ??= new Set();
/** Open streams register here how to close them: an open one keeps the process alive. */
export const onLeave: Set<() => void> = leaving.o8Leaving;

/** Starts the engine, and ends it in order on a signal (the start command sets NEXT_MANUAL_SIG_HANDLE=1). */
export function ownShutdown(): void {
  void engine().catch((fault: unknown) => {
    console.error(fault instanceof Error ? fault.message : fault);
    process.exit(1);
  });
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, async () => {
      for (const close of onLeave) close();
      const running = await runningEngine()?.catch(() => undefined);
      await running?.close().catch(() => undefined);
      process.exit(0);
    });
  }
}
