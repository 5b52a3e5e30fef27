import { Temporal } from "temporal-polyfill";
import type { ChangeWindow, Freeze, Weekday } from "./fleet";

/** Milliseconds since the epoch, half-open: the closing instant is already outside. */
export type Span = { from: number; to: number };

const weekdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

export const weekdayOf = (date: Temporal.PlainDate): Weekday => weekdays[date.dayOfWeek - 1] ?? "mon";

export const zoned = (at: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/**
 * The instant a wall clock in `zone` reads `wall`. A time the clock skips stands for the moment of the jump;
 * a time it shows twice is the first or the last showing, as asked.
 */
export function wallInstant(wall: Temporal.PlainDateTime, zone: string, showing: "first" | "last"): number {
  const earlier = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
  const skipped = !earlier.toPlainDateTime().equals(wall);
  if (skipped) return (earlier.getTimeZoneTransition("next") ?? earlier).epochMilliseconds;
  return showing === "first"
    ? earlier.epochMilliseconds
    : wall.toZonedDateTime(zone, { disambiguation: "later" }).epochMilliseconds;
}

/** `24:00` is the midnight that ends the day. */
export function wallTime(date: Temporal.PlainDate, time: string): Temporal.PlainDateTime {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return date.toPlainDateTime("00:00").add({ hours, minutes });
}

/** The opening that starts on `date`; null when the window does not open that day, or the clock skips it whole. */
export function openingOn(window: ChangeWindow, date: Temporal.PlainDate): Span | null {
  if (!window.days.includes(weekdayOf(date))) return null;
  const opens = wallTime(date, window.from);
  const sameDay = wallTime(date, window.to);
  const closes = Temporal.PlainDateTime.compare(sameDay, opens) > 0 ? sameDay : sameDay.add({ days: 1 });
  const from = wallInstant(opens, window.zone, "first");
  const to = wallInstant(closes, window.zone, "first");
  return from < to ? { from, to } : null;
}

/** A freeze covers every instant whose clock reading could lie inside it. */
export const freezeSpan = (freeze: Freeze): Span => ({
  from: wallInstant(Temporal.PlainDateTime.from(freeze.from), freeze.zone, "first"),
  to: wallInstant(Temporal.PlainDateTime.from(freeze.to), freeze.zone, "last"),
});
