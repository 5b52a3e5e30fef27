import type { WindowState } from "./window";
import { zoned } from "./window-clock";

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const nearDays = 6;

/** `Europe/Berlin` -> `Berlin`: what people call a zone. */
export const zoneCity = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** `Mon 09:00 Berlin` within six days of `now`, otherwise with the date: `Mon 4 Jan 2027 00:00 Berlin`. */
export function momentText(at: string, zone: string, now: Date): string {
  const then = zoned(Date.parse(at), zone);
  const day = weekdays[then.dayOfWeek - 1] ?? "";
  const time = `${String(then.hour).padStart(2, "0")}:${String(then.minute).padStart(2, "0")}`;
  const near = Math.abs(Date.parse(at) - now.getTime()) < nearDays * 86_400_000;
  const date = near ? "" : ` ${then.day} ${months[then.month - 1] ?? ""} ${then.year}`;
  return `${day}${date} ${time} ${zoneCity(zone)}`;
}

/** One sentence about a window's state, for a gate, a badge or a refusal. */
export function windowSentence(state: WindowState, now: Date): string {
  if (state.kind === "open") {
    const which =
      state.window === null ? "Changes are allowed at any time" : `The change window ${state.window} is open`;
    return state.until === null ? `${which}.` : `${which} until ${momentText(state.until, state.zone, now)}.`;
  }
  const opens =
    state.opens === null ? "no opening is in sight" : `opens ${momentText(state.opens, state.zone, now)}`;
  switch (state.because) {
    case "undeclared":
      return `The change window ${state.window ?? ""} is not declared in orchestr8.yaml, so it never opens.`;
    case "freeze":
      return `Frozen by ${state.freeze?.name ?? "a freeze"}${state.freeze?.reason ? ` (${state.freeze.reason})` : ""}; ${opens}.`;
    case "window":
      return `The change window ${state.window ?? ""} is closed; ${opens}.`;
  }
}
