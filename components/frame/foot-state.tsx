"use client";

import type { StatusKind } from "@/lib/contract/view";
import { StatusShape } from "../status/status-shape";
import { durationText } from "../time/time-text";
import { useNow } from "../time/use-now";
import type { FrameState } from "./nav";

const gitLimitMs = 120_000;

const kindOf = (state: FrameState, age: number | null): StatusKind => {
  const { answering, total } = state.clusters;
  if (state.gitAt === null || (total > 0 && answering === 0)) return "unknown";
  return answering < total || (age !== null && age > gitLimitMs) ? "attention" : "healthy";
};

/** "Git 8 s · clusters 4 of 5": how old what we know is. */
export function FootState({ state }: { state: FrameState }) {
  const now = useNow();
  const age = now && state.gitAt ? now.getTime() - new Date(state.gitAt).getTime() : null;
  const git = state.gitAt === null ? "Git never read" : age === null ? "Git" : `Git ${durationText(age)}`;
  return (
    <p className="flex items-center gap-1.5 text-11 text-text-2">
      <StatusShape kind={kindOf(state, age)} />
      <span>
        {git} · clusters {state.clusters.answering} of {state.clusters.total}
      </span>
    </p>
  );
}
