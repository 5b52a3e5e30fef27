import type { Temporal } from "temporal-polyfill";
import type { Fleet, Weekday } from "./fleet";
import { freezesOf, windowAt } from "./window";
import { freezeSpan, openingOn, wallInstant, wallTime, weekdayOf, zoned } from "./window-clock";

/** Minutes are wall-clock minutes from midnight; on a day the clock changes they jump or overlap. */
export type CalendarSpan = {
  kind: "open" | "closed" | "frozen";
  fromAt: string;
  toAt: string;
  fromMinute: number;
  toMinute: number;
  /** The freeze's name and reason. */
  label: string | null;
};
export type CalendarDay = { date: string; weekday: Weekday; spans: readonly CalendarSpan[] };
export type WeekCalendar = { zone: string; window: string | null; days: readonly CalendarDay[] };

/** Seven days from the Monday of the week that holds `now`, in the window's own zone, without holes. */
export function weekCalendar(
  fleet: Fleet,
  environment: string,
  windowName: string | null,
  now: Date,
): WeekCalendar {
  const window = fleet.windows.find((w) => w.name === windowName);
  const zone = window?.zone ?? fleet.zone;
  const today = zoned(now.getTime(), zone).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const openings = Array.from({ length: 9 }, (_, day) =>
    window ? openingOn(window, monday.add({ days: day - 1 })) : null,
  );
  const edges = [...openings, ...freezesOf(fleet, environment).map(freezeSpan)].flatMap((s) =>
    s ? [s.from, s.to] : [],
  );
  const days = Array.from({ length: 7 }, (_, day): CalendarDay => {
    const date = monday.add({ days: day });
    const midnight = (d: Temporal.PlainDate): number => wallInstant(wallTime(d, "00:00"), zone, "first");
    const [start, end] = [midnight(date), midnight(date.add({ days: 1 }))];
    const cuts = [...new Set([start, ...edges.filter((e) => e > start && e < end), end])].sort(
      (a, b) => a - b,
    );
    const spans = cuts.slice(0, -1).map((from, i): CalendarSpan => {
      const to = cuts[i + 1] ?? end;
      const state = windowAt(fleet, environment, windowName, new Date(from));
      const freeze = state.kind === "closed" ? state.freeze : undefined;
      return {
        kind: state.kind === "open" ? "open" : freeze ? "frozen" : "closed",
        fromAt: new Date(from).toISOString(),
        toAt: new Date(to).toISOString(),
        fromMinute: minuteOfDay(from, zone),
        toMinute: to === end ? 1440 : minuteOfDay(to, zone),
        label: freeze ? `${freeze.name}: ${freeze.reason}` : null,
      };
    });
    return { date: date.toString(), weekday: weekdayOf(date), spans };
  });
  return { zone, window: windowName, days };
}

function minuteOfDay(at: number, zone: string): number {
  const wall: Temporal.ZonedDateTime = zoned(at, zone);
  return wall.hour * 60 + wall.minute;
}
