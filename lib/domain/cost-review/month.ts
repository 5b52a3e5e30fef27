import { Temporal } from "temporal-polyfill";

/** One calendar month: `2026-11`, its days and its names. */
export type Month = { id: string; name: string; title: string; days: readonly string[] };

const names = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

export function monthOf(id: string): Month {
  const month = Temporal.PlainYearMonth.from(id);
  const name = names[month.month - 1] ?? id;
  return {
    id,
    name,
    title: `${name} ${month.year}`,
    days: Array.from({ length: month.daysInMonth }, (_, at) => month.toPlainDate({ day: at + 1 }).toString()),
  };
}

export const monthBefore = (id: string, months = 1): string =>
  Temporal.PlainYearMonth.from(id).subtract({ months }).toString();

/** The UTC day of an ISO instant. */
export const isoDay = (instant: string): string => instant.slice(0, 10);

/** Whether the text is a day of the calendar: 30 February is none. */
export function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false;
  }
}

/** The day that it is in the zone. */
export const dayIn = (at: Date, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();

export const daysBefore = (day: string, count: number): string =>
  Temporal.PlainDate.from(day).subtract({ days: count }).toString();

/** `4 Nov`. */
export function shortDay(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return `${date.day} ${(names[date.month - 1] ?? "").slice(0, 3)}`;
}

/** The instant a day of the zone begins. */
export const dayStart = (day: string, zone: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
