const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time in at most two units: "40 s", "4 min", "2 h", "2 h 5 min", "2 d 18 h". Negative counts as zero. */
export function durationText(ms: number, units: 1 | 2 = 1): string {
  const length = Math.max(0, ms);
  if (length < minute) return `${Math.floor(length / second)} s`;
  if (length < hour) return `${Math.floor(length / minute)} min`;
  if (length < day) {
    const rest = Math.floor((length % hour) / minute);
    return `${Math.floor(length / hour)} h${units === 2 && rest > 0 ? ` ${rest} min` : ""}`;
  }
  const rest = Math.floor((length % day) / hour);
  return `${Math.floor(length / day)} d${units === 2 && rest > 0 ? ` ${rest} h` : ""}`;
}

const cache = new Map<string, Intl.DateTimeFormat>();
function formatter(zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([zone, options]);
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    ...options,
    hour12: false,
    ...(zone ? { timeZone: zone } : {}),
  });
  cache.set(key, made);
  return made;
}

const part = (parts: Intl.DateTimeFormatPart[], type: Intl.DateTimeFormatPartTypes) =>
  parts.find((p) => p.type === type)?.value ?? "";

/** "20 Nov 2026 14:02 UTC" in an IANA zone; without a zone, the machine's own. The year may be left out. */
export function absoluteText(at: Date, zone: string | undefined, seconds = false, year = true): string {
  const parts = formatter(zone, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
    timeZoneName: "short",
  }).formatToParts(at);
  const clock = [
    part(parts, "hour"),
    part(parts, "minute"),
    ...(seconds ? [part(parts, "second")] : []),
  ].join(":");
  const date = [part(parts, "day"), part(parts, "month"), ...(year ? [part(parts, "year")] : [])].join(" ");
  return `${date} ${clock} ${part(parts, "timeZoneName")}`;
}

/** "14:02:31" */
export function clockText(at: Date, zone: string | undefined, seconds = false): string {
  const parts = formatter(zone, {
    hour: "2-digit",
    minute: "2-digit",
    ...(seconds ? { second: "2-digit" } : {}),
  }).formatToParts(at);
  return [part(parts, "hour"), part(parts, "minute"), ...(seconds ? [part(parts, "second")] : [])].join(":");
}

const dateText = (at: Date, now: Date, zone: string | undefined): string =>
  absoluteText(at, zone, false, at.getUTCFullYear() !== now.getUTCFullYear());

export type TimeForm = "ago" | "age" | "until" | "date" | "clock" | "minute";

/**
 * The words for an instant as seen at `now`: under 24 h relative, else date, time and zone.
 * `age` stays relative for dense cells ("6 d"), `until` looks ahead ("in 2 d 18 h"), `clock` is the time of day with seconds,
 * `minute` without. The year is named only when it is another one.
 */
export function timeText(at: Date, now: Date, form: TimeForm, zone?: string): string {
  const passed = now.getTime() - at.getTime();
  switch (form) {
    case "age":
      return passed < 10 * second ? "now" : durationText(passed);
    case "until":
      return passed >= 0 ? "now" : `in ${durationText(-passed, 2)}`;
    case "clock":
      return clockText(at, zone, true);
    case "minute":
      return clockText(at, zone);
    case "date":
      return dateText(at, now, zone);
    case "ago":
      // The shared tick may be some twenty seconds behind what has just happened.
      if (passed < 0 && passed > -30 * second) return "just now";
      if (passed < 0) return passed > -day ? `in ${durationText(-passed)}` : dateText(at, now, zone);
      if (passed < 10 * second) return "just now";
      return passed < day ? `${durationText(passed)} ago` : dateText(at, now, zone);
  }
}
