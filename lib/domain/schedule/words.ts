import type { Weekday } from "../fleet";
import { momentText, zoneCity } from "../window-text";
import type { SleepState } from "./clock";
import type { Schedule } from "./schedule";

const week: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const title = (day: Weekday): string => day.charAt(0).toUpperCase() + day.slice(1);

/** `Mon to Fri, 08:00 to 20:00 Berlin`: when it is up. */
export function hoursText({ days, from, to, zone }: Schedule): string {
  return `${daysText(days)}, ${from} to ${to} ${zoneCity(zone)}`;
}

/** Neighbouring days are joined: `Mon to Fri`, `Mon, Wed`, `every day`. */
export function daysText(days: readonly Weekday[]): string {
  const at = week.flatMap((day, index) => (days.includes(day) ? [index] : []));
  if (at.length === 7) return "every day";
  const runs: number[][] = [];
  for (const index of at) {
    const run = runs.at(-1);
    if (run && run.at(-1) === index - 1) run.push(index);
    else runs.push([index]);
  }
  const named = (index: number | undefined): string => {
    const day = index === undefined ? undefined : week[index];
    return day ? title(day) : "";
  };
  return runs
    .map((run) =>
      run.length > 2
        ? `${named(run[0])} to ${named(run.at(-1))}`
        : run.map((index) => named(index)).join(", "),
    )
    .join(", ");
}

/** `asleep until Mon 08:00 Berlin`, `up until Fri 20:00 Berlin`, `kept awake until …`. */
export function stateText({ state, by, until }: SleepState, zone: string, now: Date): string {
  const word = state === "asleep" ? "asleep" : by === "keep" ? "kept awake" : "up";
  if (until === null) return `${word}, no change in sight`;
  return `${word} until ${momentText(new Date(until).toISOString(), zone, now)}`;
}
