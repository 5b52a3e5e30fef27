/** One timer for every time on the page: it runs only while something listens, and stops in a hidden tab. */
const period = 10_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let current = 0;

const tick = () => {
  current = Date.now();
  for (const listener of listeners) listener();
};

const onVisible = () => {
  if (!document.hidden) tick();
};

/** Listens for the next tick, some ten seconds apart; answers the way to stop. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    current = Date.now();
    timer = setInterval(() => {
      if (!document.hidden) tick();
    }, period);
    document.addEventListener("visibilitychange", onVisible);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
    document.removeEventListener("visibilitychange", onVisible);
  };
}

/** The moment of the last tick in milliseconds, the same for everything drawn between two ticks. */
export function lastTick(): number {
  if (timer === undefined) current = Date.now();
  return current;
}
