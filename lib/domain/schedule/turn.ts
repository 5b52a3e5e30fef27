import type { JsonObject } from "../json";
import type { Manifest } from "../manifest";
import { type AsleepNote, asleepAnnotation, asleepNote, replicasOf } from "./asleep";

/** What an autoscaler of the workload says: `floor` is its minimum; one that may go to zero itself decides alone. */
export type Scaler = { kind: string; name: string; floor: number };

export type Turn =
  | { kind: "sleep"; from: number; note: AsleepNote }
  | { kind: "wake"; to: number; note: AsleepNote }
  /** Somebody scaled it while it slept: their size stays, only the note goes. */
  | { kind: "forget"; note: AsleepNote }
  | { kind: "leave"; why: LeaveReason };

/**
 * `done`: it is as the schedule wants it. `zero`: it had no pods before, so there is nothing to remember. `woken`:
 * somebody scaled it up during this rest, and that is kept until the next one. `scaler`: an autoscaler that may go to
 * zero by itself would put it back at once.
 */
export type LeaveReason = "done" | "zero" | "woken" | "excluded" | "scaler";

export type Wanted =
  | { state: "asleep"; since: number; excluded: boolean }
  /** Also for whatever no schedule holds any more. */
  | { state: "up" };

/**
 * What the schedule does to one workload, from what it is now and what the clock says: asked again it answers the same
 * until something changes, so two who ask at once, or one who asks late, end at one place.
 */
export function turnOf(
  live: Manifest,
  wanted: Wanted,
  { declared, scaler }: { declared: number | null; scaler: Scaler | null },
): Turn {
  const note = asleepNote(live);
  const size = replicasOf(live);
  if (wanted.state === "up" || wanted.excluded) {
    if (note === null) return { kind: "leave", why: wanted.state === "up" ? "done" : "excluded" };
    if (size > 0) return { kind: "forget", note };
    const before = declared !== null && declared !== note.declared ? declared : note.replicas;
    return { kind: "wake", to: Math.max(before, scaler?.floor ?? 0), note };
  }
  if (size === 0) return { kind: "leave", why: note === null ? "zero" : "done" };
  if (scaler && scaler.floor === 0) return { kind: "leave", why: "scaler" };
  if (note && Date.parse(note.since) >= wanted.since) return { kind: "leave", why: "woken" };
  return {
    kind: "sleep",
    from: size,
    note: { replicas: size, declared, since: new Date(wanted.since).toISOString() },
  };
}

/** The merge patch that carries a turn out, valid only for the object as it was read. */
export function patchOf(live: Manifest, turn: Exclude<Turn, { kind: "leave" }>): JsonObject {
  const { resourceVersion } = live.metadata;
  const about = (note: string | null): JsonObject => ({
    ...(typeof resourceVersion === "string" ? { resourceVersion } : {}),
    annotations: { [asleepAnnotation]: note },
  });
  switch (turn.kind) {
    case "sleep":
      return { metadata: about(JSON.stringify(turn.note)), spec: { replicas: 0 } };
    case "wake":
      return { metadata: about(null), spec: { replicas: turn.to } };
    case "forget":
      return { metadata: about(null) };
  }
}
