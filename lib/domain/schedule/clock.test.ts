import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import type { Weekday } from "../fleet";
import { changesIn, hoursIn, stateAt, upSpans, weekGrid, weekOf } from "./clock";
import { type Schedule, workdays } from "./schedule";

const office: Schedule = {
  days: workdays,
  from: "08:00",
  to: "20:00",
  zone: "Europe/Berlin",
  holidays: [],
  exclude: [],
};
const at = (wall: string, zone = office.zone): number =>
  Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;
const hour = 3_600_000;

const time = fc
  .tuple(fc.nat({ max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`);
const days = fc.subarray<Weekday>(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], { minLength: 1 });
const instants = fc.integer({ min: at("2026-01-01T00:00"), max: at("2027-12-31T00:00") });
const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    days,
    from: time,
    to: time,
    zone: fc.constantFrom(
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "Asia/Kolkata",
      "America/Santiago",
    ),
    holidays: fc.constantFrom([], ["2026-12-25"], ["2026-03-29", "2026-10-26"]),
    exclude: fc.constant([]),
  })
  .filter(({ from, to }) => from !== to);
const keeps = fc.array(
  fc
    .tuple(instants, fc.integer({ min: 1, max: 72 * hour }))
    .map(([from, long]) => ({ from, to: from + long })),
  { maxLength: 2 },
);

describe("hours asleep in a week", () => {
  test.each([
    ["an ordinary week", "2026-11-23T12:00", 108, 168],
    ["the week in which the clock goes forward", "2026-03-25T12:00", 107, 167],
    ["the week in which it goes back", "2026-10-21T12:00", 109, 169],
  ])("weekday nights and weekends: %s", (_title, wall, asleep, all) => {
    expect(hoursIn(office, weekOf(office, at(wall)))).toEqual({ asleep, all });
  });

  test("June 2026 has 456 of 720, and up from 07:30 to 20:30 leaves 103 a week", () => {
    expect(hoursIn(office, { from: at("2026-06-01T00:00"), to: at("2026-07-01T00:00") })).toEqual({
      asleep: 456,
      all: 720,
    });
    const longer = { ...office, from: "07:30", to: "20:30" };
    expect(hoursIn(longer, weekOf(longer, at("2026-11-23T12:00"))).asleep).toBe(103);
  });

  test("the picture of the week adds up to the hours, whatever the clock does", () => {
    fc.assert(
      fc.property(schedules, instants, (schedule, now) => {
        const { from, to } = weekOf(schedule, now);
        const grid = weekGrid(schedule, now);
        const shown = grid.flatMap((row) => row.filter((one) => one !== null));
        expect(grid.map((row) => row.length)).toEqual([24, 24, 24, 24, 24, 24, 24]);
        for (const share of shown) expect(share).toBeGreaterThanOrEqual(0);
        // Without a clock change every cell is an hour.
        if (to - from === 168 * hour)
          expect(shown.reduce((sum, one) => sum + one, 0)).toBeCloseTo(
            hoursIn(schedule, { from, to }).asleep,
            6,
          );
      }),
      { numRuns: 60 },
    );
  });
});

describe("asleep or up", () => {
  test("half-open: up in the moment it opens, asleep in the moment it closes", () => {
    expect(stateAt(office, [], at("2026-11-23T08:00"))).toEqual({
      state: "up",
      by: "hours",
      since: at("2026-11-23T08:00"),
      until: at("2026-11-23T20:00"),
    });
    expect(stateAt(office, [], at("2026-11-27T20:00"))).toEqual({
      state: "asleep",
      by: "hours",
      since: at("2026-11-27T20:00"),
      until: at("2026-11-30T08:00"),
    });
  });

  test("a holiday keeps it asleep from the evening before to the morning after", () => {
    const schedule = { ...office, holidays: ["2026-12-24", "2026-12-25"] };
    expect(stateAt(schedule, [], at("2026-12-24T10:00"))).toMatchObject({
      state: "asleep",
      since: at("2026-12-23T20:00"),
      until: at("2026-12-28T08:00"),
    });
  });

  test("up all day on workdays is one stretch from Monday to Friday", () => {
    const schedule = { ...office, from: "00:00", to: "24:00" };
    expect(stateAt(schedule, [], at("2026-11-25T12:00"))).toMatchObject({
      since: at("2026-11-23T00:00"),
      until: at("2026-11-28T00:00"),
    });
  });

  test("kept up until ten in the evening, it sleeps from ten; taken back, it sleeps at once", () => {
    const keep = { from: at("2026-11-23T19:00"), to: at("2026-11-23T22:00") };
    expect(stateAt(office, [keep], at("2026-11-23T21:00"))).toMatchObject({
      state: "up",
      by: "keep",
      until: keep.to,
    });
    expect(stateAt(office, [keep], at("2026-11-23T22:30"))).toMatchObject({
      state: "asleep",
      since: keep.to,
    });
    const ended = { ...keep, to: at("2026-11-23T20:30") };
    expect(stateAt(office, [ended], at("2026-11-23T21:00"))).toMatchObject({
      state: "asleep",
      since: ended.to,
    });
  });

  test("kept up through the night, it goes on into the day", () => {
    const keep = { from: at("2026-11-23T19:00"), to: at("2026-11-24T09:00") };
    expect(stateAt(office, [keep], at("2026-11-24T03:00"))).toMatchObject({
      by: "keep",
      until: at("2026-11-24T20:00"),
    });
  });

  test("since and until are the edges: the state is the same between them and another outside", () => {
    fc.assert(
      fc.property(
        schedules,
        keeps,
        instants,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (s, k, now, part) => {
          const here = stateAt(s, k, now);
          if (here.since === null || here.until === null) return;
          expect(here.since).toBeLessThanOrEqual(now);
          expect(here.until).toBeGreaterThan(now);
          const between = Math.floor(here.since + (here.until - here.since - 1) * part);
          expect(stateAt(s, k, between).state).toBe(here.state);
          expect(stateAt(s, k, here.until).state).not.toBe(here.state);
          expect(stateAt(s, k, here.since - 1).state).not.toBe(here.state);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("a clock that jumps an hour, or a server that was off, ends in the same state as one that never was", () => {
    fc.assert(
      fc.property(
        schedules,
        keeps,
        instants,
        fc.array(fc.integer({ min: -hour, max: 3 * 24 * hour })),
        (s, k, now, jumps) => {
          let seen = stateAt(s, k, now);
          for (const jump of jumps) seen = stateAt(s, k, now + jump);
          seen = stateAt(s, k, now);
          expect(seen).toEqual(stateAt(s, k, now));
          // Walking along the announced changes leads to every state between.
          const end = now + 8 * 24 * hour;
          const changes = changesIn(s, k, { from: now, to: end });
          for (const [index, change] of changes.entries()) {
            expect(stateAt(s, k, change.at).state).toBe(change.to);
            expect(changes[index + 1]?.to).not.toBe(change.to);
          }
          const last = changes.at(-1)?.to ?? seen.state;
          expect(stateAt(s, k, end - 1).state).toBe(last);
        },
      ),
      { numRuns: 60 },
    );
  });

  test("a wall clock agrees: up exactly while the schedule's zone reads a time inside", () => {
    fc.assert(
      fc.property(instants, fc.constantFrom("Europe/Berlin", "America/New_York"), (now, zone) => {
        const wall = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
        const inside = wall.dayOfWeek <= 5 && wall.hour >= 8 && wall.hour < 20;
        expect(stateAt({ ...office, zone }, [], now).state).toBe(inside ? "up" : "asleep");
      }),
      { numRuns: 200 },
    );
  });

  test("spans are in order and never touch", () => {
    fc.assert(
      fc.property(schedules, instants, (schedule, from) => {
        const spans = upSpans(schedule, { from, to: from + 20 * 24 * hour });
        for (const [index, span] of spans.entries()) {
          expect(span.from).toBeLessThan(span.to);
          const next = spans[index + 1];
          if (next) expect(next.from).toBeGreaterThan(span.to);
        }
      }),
      { numRuns: 60 },
    );
  });
});
