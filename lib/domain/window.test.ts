import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChangeWindow, Fleet, Freeze, Weekday } from "./fleet";
import { missionFleet } from "./promotion/fleet.fixture";
import { windowAt } from "./window";
import { weekCalendar } from "./window-calendar";
import { momentText, windowSentence } from "./window-text";

const at = (text: string): Date => new Date(text);
const window = (change: Partial<ChangeWindow> = {}): ChangeWindow => ({
  name: "w",
  zone: "Europe/Berlin",
  days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
  from: "09:00",
  to: "17:00",
  place: null,
  ...change,
});
const freeze = (from: string, to: string, environments: string[] = ["production"]): Freeze => ({
  name: "year-end",
  zone: "Europe/Berlin",
  from,
  to,
  environments,
  reason: "Settlement",
  place: null,
});
const fleetWith = (windows: ChangeWindow[], freezes: Freeze[] = []): Fleet =>
  missionFleet({ windows, freezes });
const state = (fleet: Fleet, now: string, name: string | null = "w") =>
  windowAt(fleet, "production", name, at(now));

describe("a change window", () => {
  test("is half-open: the opening instant is open, the closing instant is already closed", () => {
    const fleet = missionFleet();
    expect(state(fleet, "2026-11-23T08:00:00Z", "business-hours")).toMatchObject({
      kind: "open",
      until: "2026-11-23T16:00:00.000Z",
    });
    expect(state(fleet, "2026-11-23T07:59:59.999Z", "business-hours").kind).toBe("closed");
    expect(state(fleet, "2026-11-23T15:59:59.999Z", "business-hours").kind).toBe("open");
    expect(state(fleet, "2026-11-23T16:00:00Z", "business-hours")).toMatchObject({
      kind: "closed",
      opens: "2026-11-24T08:00:00.000Z",
      because: "window",
    });
  });

  test("closed on Friday evening opens on Monday", () => {
    expect(state(missionFleet(), "2026-11-27T20:00:00Z", "business-hours")).toMatchObject({
      opens: "2026-11-30T08:00:00.000Z",
    });
  });

  test("keeps its wall time over both daylight saving edges", () => {
    const fleet = fleetWith([window()]);
    expect(state(fleet, "2026-03-28T20:00:00Z")).toMatchObject({ opens: "2026-03-29T07:00:00.000Z" });
    expect(state(fleet, "2026-10-24T20:00:00Z")).toMatchObject({ opens: "2026-10-25T08:00:00.000Z" });
  });

  test("whose opening the clock skips opens at the jump", () => {
    const fleet = fleetWith([window({ from: "02:30", to: "04:00" })]);
    expect(state(fleet, "2026-03-29T00:59:59Z")).toMatchObject({
      kind: "closed",
      opens: "2026-03-29T01:00:00.000Z",
    });
    expect(state(fleet, "2026-03-29T01:00:00Z")).toMatchObject({
      kind: "open",
      until: "2026-03-29T02:00:00.000Z",
    });
  });

  test("that lies wholly in the skipped hour does not open that day", () => {
    const fleet = fleetWith([window({ from: "02:10", to: "02:50" })]);
    expect(state(fleet, "2026-03-29T00:30:00Z")).toMatchObject({
      kind: "closed",
      opens: "2026-03-30T00:10:00.000Z",
    });
  });

  test("whose edge the clock shows twice takes the first showing, and does not open again", () => {
    const fleet = fleetWith([window({ from: "01:00", to: "02:30" })]);
    expect(state(fleet, "2026-10-25T00:29:59Z")).toMatchObject({
      kind: "open",
      until: "2026-10-25T00:30:00.000Z",
    });
    expect(state(fleet, "2026-10-25T01:10:00Z").kind).toBe("closed");
  });

  test("may cross midnight", () => {
    const fleet = fleetWith([window({ days: ["fri"], from: "22:00", to: "04:00" })]);
    expect(state(fleet, "2026-11-28T01:00:00Z")).toMatchObject({
      kind: "open",
      until: "2026-11-28T03:00:00.000Z",
    });
  });

  test("around the clock has no closing in sight", () => {
    const fleet = fleetWith([window({ from: "00:00", to: "24:00" })]);
    expect(state(fleet, "2026-11-28T01:00:00Z")).toMatchObject({ kind: "open", until: null });
  });

  test("nobody declared never opens", () => {
    expect(state(missionFleet(), "2026-11-23T10:00:00Z", "busines-hours")).toMatchObject({
      kind: "closed",
      because: "undeclared",
      opens: null,
    });
  });

  test("an environment without a window is open between freezes", () => {
    expect(state(missionFleet(), "2026-11-28T03:00:00Z", null)).toMatchObject({ kind: "open", until: null });
  });
});

describe("a freeze", () => {
  const fleet = missionFleet({ freezes: [freeze("2026-12-21T00:00", "2027-01-04T00:00")] });

  test("wins over an open window, and the next opening lies after it", () => {
    expect(state(fleet, "2026-12-22T10:00:00Z", "business-hours")).toMatchObject({
      kind: "closed",
      because: "freeze",
      opens: "2027-01-04T08:00:00.000Z",
      freeze: { name: "year-end" },
    });
  });

  test("ends an open window early", () => {
    const early = missionFleet({ freezes: [freeze("2026-11-23T12:00", "2026-11-23T13:00")] });
    expect(state(early, "2026-11-23T09:00:00Z", "business-hours")).toMatchObject({
      kind: "open",
      until: "2026-11-23T11:00:00.000Z",
    });
    expect(state(early, "2026-11-23T11:30:00Z", "business-hours")).toMatchObject({
      because: "freeze",
      opens: "2026-11-23T12:00:00.000Z",
    });
  });

  test("before which the window is closed is skipped by the next opening", () => {
    expect(state(fleet, "2026-12-18T20:00:00Z", "business-hours")).toMatchObject({
      because: "window",
      opens: "2027-01-04T08:00:00.000Z",
    });
  });

  test("closes an environment that has no window", () => {
    expect(state(fleet, "2026-12-22T10:00:00Z", null)).toMatchObject({
      because: "freeze",
      opens: "2027-01-03T23:00:00.000Z",
    });
  });

  test("of another environment does nothing here; one that names none holds everywhere", () => {
    const others = missionFleet({ freezes: [freeze("2026-11-23T00:00", "2026-11-24T00:00", ["staging"])] });
    expect(state(others, "2026-11-23T10:00:00Z", null).kind).toBe("open");
    const all = missionFleet({ freezes: [freeze("2026-11-23T00:00", "2026-11-24T00:00", [])] });
    expect(state(all, "2026-11-23T10:00:00Z", null).kind).toBe("closed");
  });

  test("that ends in the repeated hour holds until the last showing", () => {
    const repeated = missionFleet({ freezes: [freeze("2026-10-24T00:00", "2026-10-25T02:30")] });
    expect(state(repeated, "2026-10-25T01:29:00Z", null).kind).toBe("closed");
    expect(state(repeated, "2026-10-25T01:30:00Z", null).kind).toBe("open");
  });
});

const allDays: Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 45))
  .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`);
const anyWindow = fc
  .record({
    zone: fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kolkata"),
    days: fc.subarray(allDays, { minLength: 1 }),
    from: time,
    to: time,
  })
  .map((w) => window(w));
const instant = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
const anyFreeze = fc
  .tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 40 }))
  .map(([start, length]) => {
    const day = (n: number): string =>
      new Date(Date.parse("2026-01-01T00:00:00Z") + n * 86_400_000).toISOString().slice(0, 16);
    return freeze(day(start), day(start + length));
  });

describe("for any window, freezes and instant", () => {
  const ask = fc.tuple(anyWindow, fc.array(anyFreeze, { maxLength: 3 }), instant);

  test("the promised opening is open, and the instant before it is not", () => {
    fc.assert(
      fc.property(ask, ([w, freezes, now]) => {
        const fleet = fleetWith([w], freezes);
        const here = windowAt(fleet, "production", "w", now);
        if (here.kind === "open" || here.opens === null) return;
        const opens = Date.parse(here.opens);
        expect(opens).toBeGreaterThan(now.getTime());
        expect(windowAt(fleet, "production", "w", new Date(opens)).kind).toBe("open");
        expect(windowAt(fleet, "production", "w", new Date(opens - 1)).kind).toBe("closed");
      }),
      { numRuns: 150 },
    );
  });

  test("the promised closing is closed, and the instant before it is not", () => {
    fc.assert(
      fc.property(ask, ([w, freezes, now]) => {
        const fleet = fleetWith([w], freezes);
        const here = windowAt(fleet, "production", "w", now);
        if (here.kind === "closed" || here.until === null) return;
        const until = Date.parse(here.until);
        expect(until).toBeGreaterThan(now.getTime());
        expect(windowAt(fleet, "production", "w", new Date(until)).kind).toBe("closed");
        expect(windowAt(fleet, "production", "w", new Date(until - 1)).kind).toBe("open");
      }),
      { numRuns: 150 },
    );
  });

  test("the week's calendar has no hole and agrees with the rule", () => {
    fc.assert(
      fc.property(ask, ([w, freezes, now]) => {
        const fleet = fleetWith([w], freezes);
        const spans = weekCalendar(fleet, "production", "w", now).days.flatMap((d) => d.spans);
        spans.forEach((span, i) => {
          const next = spans[i + 1];
          if (next) expect(span.toAt).toBe(next.fromAt);
          const middle = new Date((Date.parse(span.fromAt) + Date.parse(span.toAt)) / 2);
          expect(windowAt(fleet, "production", "w", middle).kind === "open").toBe(span.kind === "open");
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe("the sentence about a window", () => {
  test("names the opening in the window's own zone", () => {
    const now = "2026-11-27T20:00:00Z";
    expect(windowSentence(state(missionFleet(), now, "business-hours"), at(now))).toBe(
      "The change window business-hours is closed; opens Mon 09:00 Berlin.",
    );
  });

  test("adds the date to a far moment", () => {
    expect(momentText("2027-01-03T23:00:00Z", "Europe/Berlin", at("2026-12-22T00:00:00Z"))).toBe(
      "Mon 4 Jan 2027 00:00 Berlin",
    );
  });
});

test("a calendar day of 25 hours is drawn with its true spans", () => {
  const week = weekCalendar(missionFleet(), "production", "business-hours", at("2026-10-20T10:00:00Z"));
  expect(week.days.map((d) => d.weekday)).toEqual(allDays);
  expect(week.days[0]?.spans.map((s) => [s.kind, s.fromMinute, s.toMinute])).toEqual([
    ["closed", 0, 540],
    ["open", 540, 1020],
    ["closed", 1020, 1440],
  ]);
  const sunday = week.days[6]?.spans[0];
  expect(Date.parse(sunday?.toAt ?? "") - Date.parse(sunday?.fromAt ?? "")).toBe(25 * 3_600_000);
});
