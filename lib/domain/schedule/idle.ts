import type { Weekday } from "../fleet";
import { weekdayOf, zoned } from "../window-clock";
import { type Schedule, workdays } from "./schedule";

/** Cores asked for and used in one measured hour. */
export type UsedHour = { hour: Date; asked: number; used: number };

/** Below this share of what it asks for, an hour counts as unused: probes and timers use a little all the time. */
export const unusedBelow = 0.05;
/** So many unused hours at a stretch, and it is proposed for shutdown. */
export const idleAfterHours = 24;
/** A habit is told from this many measured hours. */
const habitHours = 7 * 24;
const hourMs = 3_600_000;

/** Hours at the end of the measured time, without a gap, in which next to nothing was used. */
export function idleHours(hours: readonly UsedHour[]): number {
  let count = 0;
  for (let at = hours.length - 1; at >= 0; at--) {
    const [here, later] = [hours[at], hours[at + 1]];
    if (!here || here.asked <= 0 || here.used / here.asked >= unusedBelow) break;
    // An hour that nobody measured is not an unused one.
    if (later && later.hour.getTime() - here.hour.getTime() > hourMs) break;
    count += 1;
  }
  return count;
}

/**
 * The hours to propose, by habit: the days and the span of the day in which it was used at all; the usual office hours
 * where there is no habit to see, or where it was used around the clock.
 */
export function habitOf(hours: readonly UsedHour[], zone: string): Pick<Schedule, "days" | "from" | "to"> {
  const usual = { days: workdays, from: "08:00", to: "20:00" };
  const busy = hours.filter(({ asked, used }) => asked > 0 && used / asked >= unusedBelow);
  if (hours.length < habitHours || busy.length === 0) return usual;
  const walls = busy.map(({ hour }) => zoned(hour.getTime(), zone));
  const first = Math.min(...walls.map((wall) => wall.hour));
  const last = Math.max(...walls.map((wall) => wall.hour)) + 1;
  if (last - first > 16) return usual;
  const used = new Set<Weekday>(walls.map((wall) => weekdayOf(wall.toPlainDate())));
  const week: readonly Weekday[] = [...workdays, "sat", "sun"];
  return { days: week.filter((day) => used.has(day)), from: clock(first), to: clock(last) };
}

const clock = (hour: number): string => `${String(hour).padStart(2, "0")}:00`;
