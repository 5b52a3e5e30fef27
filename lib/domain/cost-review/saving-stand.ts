import { allowed, denied, type Verdict } from "../refusal";
import { daysBefore } from "./month";
import type { Saving } from "./savings";

/** What somebody decided about a saving; the newest of one saving holds. */
export type SavingDecision = {
  saving: string;
  kind: "accepted" | "dismissed" | "reopened";
  reason: string;
  /** Id of a person. */
  by: string;
  at: Date;
  /** The day it is looked at again, YYYY-MM-DD; null for one that was reopened. */
  recheckOn: string | null;
  /** As it was told then. */
  title: string;
  monthly: number;
};

/** Where a saving stands: open, agreed on, or left as it is until a day. */
export type SavingStand = {
  open: readonly {
    saving: Saving /** Decided before, and its day has come. */;
    before: SavingDecision | null;
  }[];
  /** `saving` is null when it is not found any more: it was done, or its cause is gone. */
  accepted: readonly { saving: Saving | null; decision: SavingDecision }[];
  dismissed: readonly { saving: Saving; decision: SavingDecision }[];
};

/** Done acts are told for this long after they were agreed on. */
const doneShownDays = 90;
/** A decision holds for a year at most. */
const longestDays = 366;

/** `schedule/staging`, `nodes/staging/staging-cluster`, `requests/staging/web`: the same saving keeps it. */
export const savingId = ({ kind, environment, subject }: Saving): string =>
  [kind, environment, ...(subject === null ? [] : [subject])].join("/");

/** The environment that a saving's id names; null for text that is no such id. */
export const savingEnvironment = (id: string): string | null =>
  /^(?:nodes|schedule|requests|volumes)\/([^/]+)(?:\/[^/]+)?$/.exec(id)?.[1] ?? null;

/**
 * What was found beside what was decided. A decision holds until its re-check date: then a saving that is still found
 * is open again, whatever was said.
 */
export function savingStand(
  found: readonly Saving[],
  decisions: readonly SavingDecision[],
  today: string,
): SavingStand {
  const newest = new Map<string, SavingDecision>();
  for (const one of [...decisions].sort((a, b) => a.at.getTime() - b.at.getTime()))
    newest.set(one.saving, one);
  const holds = ({ kind, recheckOn }: SavingDecision): boolean =>
    kind !== "reopened" && recheckOn !== null && recheckOn > today;
  const ids = new Set(found.map(savingId));
  const of = (saving: Saving) => newest.get(savingId(saving)) ?? null;
  const held = (kind: SavingDecision["kind"]) =>
    found.flatMap((saving) => {
      const decision = of(saving);
      return decision && decision.kind === kind && holds(decision) ? [{ saving, decision }] : [];
    });
  const done = [...newest.values()].filter(
    ({ saving, kind, at }) =>
      kind === "accepted" &&
      !ids.has(saving) &&
      at.toISOString().slice(0, 10) >= daysBefore(today, doneShownDays),
  );
  return {
    open: found.flatMap((saving) => {
      const before = of(saving);
      return before && holds(before) ? [] : [{ saving, before: before?.kind === "reopened" ? null : before }];
    }),
    accepted: [...held("accepted"), ...done.map((decision) => ({ saving: null, decision }))],
    dismissed: held("dismissed"),
  };
}

/** The day to look again lies ahead, within a year. */
export function mayRecheckOn(day: string, today: string): Verdict {
  if (day > today && daysBefore(day, longestDays) <= today) return allowed;
  return denied(
    "invalid",
    "saving.recheck-day",
    `Choose a day to look again after ${today} and within a year; ${day} is not.`,
    { day, today },
  );
}
