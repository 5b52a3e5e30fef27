import type { JobSurroundings } from "../jobs";
import { promoteByThemselves } from "./automate";
import { observe } from "./observe";
import { startReady } from "./start-ready";

export type Advance = {
  /** One look at everything; a round that runs already is joined by one more. */
  round: () => Promise<void>;
  poke: () => void;
  close: () => Promise<void>;
};

/**
 * What happens by itself: releases that finished rolling out are noted, verified ones move on where `on_success` says
 * so, plans that moved are made anew, and a waiting promotion starts in the moment its last gate opens. Every round
 * looks at the state as it is, so a missed round loses nothing.
 */
export function startAdvance(
  surroundings: () => JobSurroundings,
  options: { everyMs: number | null; poked: () => void; fault: (error: unknown) => void },
): Advance {
  let closed = false;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function once(): Promise<void> {
    const now = { ...surroundings(), fault: options.fault };
    await observe(now);
    await promoteByThemselves(now);
    if (await startReady(now)) options.poked();
  }

  function round(): Promise<void> {
    if (closed) return Promise.resolve();
    if (!running) {
      running = once().finally(() => {
        running = null;
      });
      return running;
    }
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return round();
      });
    return next;
  }

  const poke = (): void => void round().catch(options.fault);
  const timer = options.everyMs === null ? null : setInterval(poke, options.everyMs);
  return {
    round,
    poke,
    async close() {
      closed = true;
      if (timer) clearInterval(timer);
      await running?.catch(() => undefined);
    },
  };
}
