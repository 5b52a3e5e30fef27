import type { Fleet } from "./fleet";
import { freezesOf, type WindowState, windowAt } from "./window";
import { zoned } from "./window-clock";
import { momentText, zoneCity } from "./window-text";

/** The windows that the applications of an environment declare, each with the applications under it. */
export type EnvironmentWindow = {
  name: string | null;
  applications: readonly string[];
  state: WindowState;
};

/** One entry a declared window, the one with most applications first; applications without one are always open between freezes. */
export function environmentWindows(
  fleet: Fleet,
  environment: string,
  now: Date,
): readonly EnvironmentWindow[] {
  const groups = new Map<string | null, string[]>();
  for (const declaration of fleet.declarations.filter((d) => d.environment === environment)) {
    const name = declaration.block.deployment?.change_window ?? null;
    groups.set(name, [...(groups.get(name) ?? []), declaration.application]);
  }
  if (groups.size === 0) groups.set(null, []);
  return [...groups]
    .map(([name, applications]) => ({ name, applications, state: windowAt(fleet, environment, name, now) }))
    .sort(
      (a, b) =>
        Number(b.name !== null) - Number(a.name !== null) || b.applications.length - a.applications.length,
    );
}

export type WindowSummary = {
  name: string | null;
  state: "always" | "open" | "closed";
  text: string;
  because: "window" | "freeze" | null;
  until: string | null;
};

/** The environment's window in a few words: the declared one decides, and says for how many applications. */
export function windowSummary(fleet: Fleet, environment: string, now: Date): WindowSummary {
  const windows = environmentWindows(fleet, environment, now);
  const [first] = windows;
  if (!first) return { name: null, state: "always", text: "always open", because: null, until: null };
  const total = windows.reduce((sum, window) => sum + window.applications.length, 0);
  const some = windows.length > 1 ? `, ${first.applications.length} of ${total} applications` : "";
  const { state } = first;
  if (state.kind === "open") {
    if (first.name === null)
      return {
        name: null,
        state: state.until === null ? "always" : "open",
        text: state.until === null ? "always open" : `open until ${momentText(state.until, state.zone, now)}`,
        because: null,
        until: state.until,
      };
    const until = state.until === null ? "" : ` until ${timeOr(state.until, state.zone, now)}`;
    return {
      name: first.name,
      state: "open",
      text: `open${until}${some}`,
      because: null,
      until: state.until,
    };
  }
  const opens =
    state.opens === null ? "no opening in sight" : `opens ${momentText(state.opens, state.zone, now)}`;
  return {
    name: first.name,
    state: "closed",
    text: state.because === "freeze" ? `frozen, ${opens}` : `${opens}${some}`,
    because: state.because === "freeze" ? "freeze" : "window",
    until: state.opens,
  };
}

/** The freeze that holds now and the one that comes next, in words; null where there is none. */
export function freezeTexts(
  fleet: Fleet,
  environment: string,
  now: Date,
): { now: string | null; next: string | null } {
  const at = wallOf(now, fleet.zone);
  const all = [...freezesOf(fleet, environment)].sort((a, b) => (a.from < b.from ? -1 : 1));
  const current = all.find((freeze) => freeze.from <= at && at < freeze.to);
  const next = all.find((freeze) => freeze.from > at);
  const span = (from: string, to: string): string => `${from.replace("T", " ")} to ${to.replace("T", " ")}`;
  return {
    now: current ? `${current.name}, until ${current.to.replace("T", " ")}: ${current.reason}` : null,
    next: next ? `${next.name}, ${span(next.from, next.to)}` : null,
  };
}

/** Only the time when it is today; the whole moment otherwise. */
function timeOr(at: string, zone: string, now: Date): string {
  const [then, today] = [zoned(Date.parse(at), zone), zoned(now.getTime(), zone)];
  const sameDay = then.toPlainDate().equals(today.toPlainDate());
  return sameDay
    ? `${then.toPlainTime().toString({ smallestUnit: "minute" })} ${zoneCity(zone)}`
    : momentText(at, zone, now);
}

const wallOf = (now: Date, zone: string): string =>
  zoned(now.getTime(), zone).toPlainDateTime().toString({ smallestUnit: "minute" });
