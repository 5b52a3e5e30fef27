export type PromotionState =
  | "waiting"
  | "running"
  | "done"
  | "failed"
  | "withdrawn"
  | "rejected"
  | "superseded";
export type PromotionKind = "promotion" | "rollback" | "edit";

// A check at execution sends a promotion back to waiting; a failed one may be tried again.
const next: Readonly<Record<PromotionState, readonly PromotionState[]>> = {
  waiting: ["running", "withdrawn", "rejected", "superseded", "failed"],
  running: ["waiting", "done", "failed"],
  failed: ["running", "waiting", "superseded"],
  done: [],
  withdrawn: [],
  rejected: [],
  superseded: [],
};

/** Steps come in order, none is skipped (ASVS 2.3.1): nothing is done that did not run. */
export const mayBecome = (from: PromotionState, to: PromotionState): boolean => next[from].includes(to);

/** The states in which a promotion may still change its target. */
export const openStates = ["waiting", "running"] as const satisfies readonly PromotionState[];
