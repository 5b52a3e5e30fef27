import pino from "pino";

const perMinute = 60;

/** JSON lines on stdout. `limited` is for what strangers can cause: at most sixty lines a minute, then one that counts the rest. */
export function logger(into?: pino.DestinationStream) {
  const log = pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { error: pino.stdSerializers.err } },
    into,
  );
  let minute = 0;
  let written = 0;
  return {
    warn: log.warn.bind(log),
    error: log.error.bind(log),
    limited(event: { what: string; operation: string; actor: string | null; requestId: string }): void {
      const now = Math.floor(Date.now() / 60_000);
      if (now !== minute) {
        if (written > perMinute)
          log.warn({ security: true, dropped: written - perMinute }, "more of the same was not logged");
        minute = now;
        written = 0;
      }
      written += 1;
      if (written <= perMinute) log.warn({ security: true, ...event }, event.what);
    },
  };
}

export type Logger = ReturnType<typeof logger>;
