import type { ChangeWindow, Fleet, Freeze } from "./fleet";
import { freezeSpan, openingOn, type Span, zoned } from "./window-clock";

/** Times are UTC ISO 8601. */
export type WindowState =
  /** `until` is null when no closing is in sight. */
  | { kind: "open"; window: string | null; zone: string; until: string | null }
  /** `opens` is null when no opening is in sight. */
  | {
      kind: "closed";
      window: string | null;
      zone: string;
      opens: string | null;
      because: "window" | "freeze" | "undeclared";
      freeze?: Freeze | undefined;
    };

type Frozen = Span & { freeze: Freeze };
/** Openings repeat weekly; a fortnight also spans a day that a clock change swallowed. */
const lookAheadDays = 15;
const maximumHops = 500;

/** Freezes that govern an environment; one that names no environment governs all. */
export const freezesOf = (fleet: Fleet, environment: string): readonly Freeze[] =>
  fleet.freezes.filter((f) => f.environments.length === 0 || f.environments.includes(environment));

/**
 * May changes happen in `environment` now? A freeze wins over any window; an environment without a window is
 * open between freezes; a window nobody declared is closed, because a typo must not open production. Half-open:
 * the closing instant is already closed. `opens` is the first instant that both window and freezes allow.
 */
export function windowAt(
  fleet: Fleet,
  environment: string,
  windowName: string | null,
  now: Date,
): WindowState {
  const window = windowName === null ? null : fleet.windows.find((w) => w.name === windowName);
  if (window === undefined)
    return { kind: "closed", window: windowName, zone: fleet.zone, opens: null, because: "undeclared" };
  const zone = window?.zone ?? fleet.zone;
  const frozen = freezesOf(fleet, environment)
    .map((freeze): Frozen => ({ ...freezeSpan(freeze), freeze }))
    .filter((f) => f.from < f.to);
  const at = now.getTime();
  const freeze = frozen.find((f) => f.from <= at && at < f.to);
  const closes = freeze ? null : closingAfter(window, frozen, at);
  if (closes !== null) return { kind: "open", window: windowName, zone, until: iso(closes) };
  const opens = iso(nextOpening(window, frozen, at));
  return freeze
    ? { kind: "closed", window: windowName, zone, opens, because: "freeze", freeze: freeze.freeze }
    : { kind: "closed", window: windowName, zone, opens, because: "window" };
}

/** The end of the opening that holds at `at` (Infinity: none in sight); null when nothing is open. */
function closingAfter(window: ChangeWindow | null, frozen: readonly Frozen[], at: number): number | null {
  const opening = window === null ? { to: Number.POSITIVE_INFINITY } : openingAt(window, at);
  if (!opening) return null;
  const nextFreeze = Math.min(...frozen.map((f) => f.from).filter((from) => from > at));
  return Math.min(opening.to, nextFreeze);
}

function nextOpening(window: ChangeWindow | null, frozen: readonly Frozen[], from: number): number {
  let at = from;
  for (let hop = 0; hop < maximumHops; hop++) {
    const freeze = frozen.find((f) => f.from <= at && at < f.to);
    if (freeze) at = freeze.to;
    else if (window === null || openingAt(window, at)) return at;
    else
      at = Math.min(
        ...openingsAround(window, at)
          .map((o) => o.from)
          .filter((start) => start > at),
      );
    if (!Number.isFinite(at)) return at;
  }
  return Number.POSITIVE_INFINITY;
}

/** The opening that holds at `at`, joined with those that follow without a gap. */
function openingAt(window: ChangeWindow, at: number): Span | null {
  const openings = openingsAround(window, at);
  const current = openings.find((o) => o.from <= at && at < o.to);
  if (!current) return null;
  let to = current.to;
  for (const next of openings) if (next.from <= to && next.to > to) to = next.to;
  const last = openings.at(-1);
  return {
    from: current.from,
    to: last && to === last.to && to - at > 8 * 86_400_000 ? Number.POSITIVE_INFINITY : to,
  };
}

function openingsAround(window: ChangeWindow, at: number): Span[] {
  const today = zoned(at, window.zone).toPlainDate();
  const spans: Span[] = [];
  for (let day = -2; day < lookAheadDays; day++) {
    const span = openingOn(window, today.add({ days: day }));
    if (span) spans.push(span);
  }
  return spans;
}

const iso = (at: number): string | null => (Number.isFinite(at) ? new Date(at).toISOString() : null);
