/** Before now: `12d 09:30` (that day, UTC, moved off weekends; 3 to 56 days), `20h` (under 48), `26m`. */
export type Ago = `${number}d ${number}:${number}` | `${number}h` | `${number}m`;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The moment meant, before it is moved off a weekend; it orders the history. */
export function momentOf(ago: Ago, now: Date): number {
  const [, days, time] = /^(\d+)d (\d+:\d+)$/.exec(ago) ?? [];
  if (days !== undefined && time !== undefined) {
    const midnight = Math.floor(now.getTime() / day) * day - Number(days) * day;
    const [hours, minutes] = time.split(":").map(Number);
    return midnight + (hours ?? 0) * hour + (minutes ?? 0) * minute;
  }
  return now.getTime() - Number.parseInt(ago, 10) * (ago.endsWith("h") ? hour : minute);
}

/** The same time on the Friday before, when the moment lies on a weekend and was given as a day. */
export function weekdayOf(ago: Ago, moment: number): number {
  const weekday = new Date(moment).getUTCDay();
  if (!ago.includes("d") || (weekday !== 0 && weekday !== 6)) return moment;
  return moment - (weekday === 6 ? 1 : 2) * day;
}
