import { openingOn, type Span, wallInstant, wallTime, zoned } from "../window-clock";
import type { Schedule } from "./schedule";

const dayMs = 86_400_000;
/** Most changes are near; beyond the second reach none is in sight. */
const reaches = [9, 60] as const;

/**
 * The spans in which it is up that touch a stretch of time, in order, joined where they meet. An opening belongs to
 * the day on which it starts, so a holiday takes away the one that would start on it.
 */
export function upSpans(schedule: Schedule, { from, to }: Span): readonly Span[] {
  const window = { ...schedule, name: "schedule", place: null };
  const spans: Span[] = [];
  const first = zoned(from, schedule.zone).toPlainDate().subtract({ days: 2 });
  const days = Math.ceil((to - from) / dayMs) + 4;
  for (let day = 0; day < days; day++) {
    const date = first.add({ days: day });
    if (schedule.holidays.includes(date.toString())) continue;
    const span = openingOn(window, date);
    if (!span || span.to <= from || span.from >= to) continue;
    const last = spans.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else spans.push({ ...span });
  }
  return spans;
}

/** Somebody's word that an environment stays up: from `from` until `until`, or until it was taken back. */
export type Keep = Span;

/** What holds at one instant; `since` and `until` are null where no change is in sight. Milliseconds. */
export type SleepState = {
  state: "up" | "asleep";
  /** What decides: the hours, or somebody who keeps it up. */
  by: "hours" | "keep";
  since: number | null;
  until: number | null;
};

/**
 * Asleep or up at one instant: a function of the clock and nothing else, so that an hour that was missed, shown twice or
 * skipped by the clock makes no difference to where things end.
 */
export function stateAt(schedule: Schedule, keeps: readonly Keep[], now: number): SleepState {
  const near = stateWithin(schedule, keeps, now, reaches[0] * dayMs);
  return near.since !== null && near.until !== null
    ? near
    : stateWithin(schedule, keeps, now, reaches[1] * dayMs);
}

function stateWithin(schedule: Schedule, keeps: readonly Keep[], now: number, reach: number): SleepState {
  const up = joined([
    ...upSpans(schedule, { from: now - reach, to: now + reach }),
    ...keeps.filter((one) => one.from < one.to),
  ]);
  const current = up.find((span) => span.from <= now && now < span.to);
  if (current) {
    const byHours = upSpans(schedule, { from: now, to: now + 1 }).length > 0;
    return {
      state: "up",
      by: byHours ? "hours" : "keep",
      since: within(current.from, now, reach),
      until: within(current.to, now, reach),
    };
  }
  return {
    state: "asleep",
    by: "hours",
    since: up.findLast((span) => span.to <= now)?.to ?? null,
    until: up.find((span) => span.from > now)?.from ?? null,
  };
}

/** Every change between two instants, in order: `at` is the first moment of the new state. */
export function changesIn(
  schedule: Schedule,
  keeps: readonly Keep[],
  { from, to }: Span,
): readonly { at: number; to: "up" | "asleep" }[] {
  const up = joined([...upSpans(schedule, { from: from - dayMs, to: to + dayMs }), ...keeps]);
  return up
    .flatMap((span) => [
      { at: span.from, to: "up" as const },
      { at: span.to, to: "asleep" as const },
    ])
    .filter(({ at }) => from < at && at < to);
}

/** Hours asleep and hours in all of a stretch of time, as they really pass. */
export function hoursIn(schedule: Schedule, { from, to }: Span): { asleep: number; all: number } {
  const up = upSpans(schedule, { from, to }).reduce(
    (sum, span) => sum + Math.min(span.to, to) - Math.max(span.from, from),
    0,
  );
  return { asleep: (to - from - up) / 3_600_000, all: (to - from) / 3_600_000 };
}

/** From the Monday of the week that holds an instant to the next one, in the schedule's zone. */
export function weekOf({ zone }: Pick<Schedule, "zone">, now: number): Span {
  const today = zoned(now, zone).toPlainDate();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const midnight = (days: number): number =>
    wallInstant(wallTime(monday.add({ days }), "00:00"), zone, "first");
  return { from: midnight(0), to: midnight(7) };
}

/**
 * Seven rows from Monday, 24 wall-clock hours each: the share of the hour that is asleep. An hour that the clock skips
 * is null; one that it shows twice counts both.
 */
export function weekGrid(schedule: Schedule, now: number): readonly (readonly (number | null)[])[] {
  const week = weekOf(schedule, now);
  const up = upSpans(schedule, week);
  const monday = zoned(week.from, schedule.zone).toPlainDate();
  const instant = (day: number, hour: number, showing: "first" | "last"): number =>
    wallInstant(
      monday.add({ days: day }).toPlainDateTime("00:00").add({ hours: hour }),
      schedule.zone,
      showing,
    );
  return Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_, hour) => {
      const from = instant(day, hour, "first");
      const to = instant(day, hour + 1, "first");
      if (to <= from) return null;
      const awake = up.reduce(
        (sum, span) => sum + Math.max(0, Math.min(span.to, to) - Math.max(span.from, from)),
        0,
      );
      return 1 - awake / (to - from);
    }),
  );
}

function joined(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else all.push({ ...span });
  }
  return all;
}

const within = (at: number, now: number, reach: number): number | null =>
  Math.abs(at - now) >= reach ? null : at;
