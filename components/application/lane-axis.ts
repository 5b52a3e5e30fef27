const day = 86_400_000;
const midnight = (time: number): number => Math.floor(time / day) * day;

export type Span = { from: string; to: string };

/** Saturdays and Sundays (UTC) inside a span, each weekend as one piece. */
export function weekends(from: string, to: string): Span[] {
  const end = Date.parse(to);
  const found: Span[] = [];
  for (let at = midnight(Date.parse(from)) - day; at < end; at += day) {
    if (new Date(at).getUTCDay() !== 6) continue;
    const start = Math.max(at, Date.parse(from));
    const stop = Math.min(at + 2 * day, end);
    if (start < stop) found.push({ from: new Date(start).toISOString(), to: new Date(stop).toISOString() });
  }
  return found;
}

const words = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", timeZone: "UTC" });
const months = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** "28 Sept" in UTC, as the axis says it. */
export const dateText = (at: string): string => months.format(new Date(at));

/** At most eight days of the span, evenly apart, the last one called today. */
export function dayTicks(from: string, to: string): { at: string; text: string }[] {
  const end = Date.parse(to);
  const days = Math.max(1, (midnight(end) - midnight(Date.parse(from))) / day);
  const step = Math.ceil(days / 7) * day;
  const ticks = [{ at: to, text: "today" }];
  for (let at = midnight(end) - step; at >= Date.parse(from); at -= step) {
    const date = new Date(at);
    ticks.unshift({ at: date.toISOString(), text: (days > 24 ? months : words).format(date) });
  }
  return ticks;
}
