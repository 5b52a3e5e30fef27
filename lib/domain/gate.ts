import type { TeamApprovalState } from "./approval-state";
import type { Fleet } from "./fleet";
import type { CheckEvidence, RunEvidence } from "./gate-check";
import type { Route } from "./gate-route";
import type { Place } from "./problem";
import type { PromotionKind } from "./promotion-state";

export type GateKind = "fleet" | "order" | "checks" | "soak" | "window" | "approvals" | "rule";
export type GateState =
  | "passed"
  | "waiting"
  | "failed"
  | "blocked"
  | "unreported"
  | "inconclusive"
  | "not-enforced";

/** One condition on a promotion, with its evidence. Times are UTC ISO 8601. */
export type Gate = {
  kind: GateKind;
  /** What a person calls it: `smoke_tests`, `change window`, `security-team`. */
  name: string;
  /** Whose rule it is. */
  environment: string;
  state: GateState;
  /** Whether the promotion cannot run as things stand. */
  blocking: boolean;
  reason: string;
  /** What the promotion waits for, to be read after "for"; null when it does not wait. */
  waitsFor: string | null;
  clearedBy: { teams: readonly string[]; people: readonly string[]; how: string } | null;
  evidence: readonly { text: string; at: string | null; link: string | null }[];
  ageMs: number | null;
  limitMs: number | null;
  declaredAt: Place | null;
  since: string | null;
  until: string | null;
};

export type GateCase = {
  fleet: Fleet;
  application: string;
  kind: PromotionKind;
  route: Route;
  release: { key: string; version: string };
  /** Of this application, any environment and release. */
  checks: readonly CheckEvidence[];
  runs: readonly RunEvidence[];
  /** Teams the requester added. */
  addedTeams: readonly string[];
  /** How far each team is; empty before anybody was asked. */
  approvals: readonly TeamApprovalState[];
  /** Why the protected head cannot govern, when it cannot. */
  headProblem: { message: string; place: Place | null } | null;
  now: Date;
};

const open: Pick<Gate, "evidence" | "ageMs" | "limitMs" | "since" | "until" | "clearedBy" | "waitsFor"> = {
  evidence: [],
  ageMs: null,
  limitMs: null,
  since: null,
  until: null,
  clearedBy: null,
  waitsFor: null,
};

/** A gate from what is particular about it; nothing else waits, ages or ends. */
export const makeGate = (
  gate: Pick<Gate, "kind" | "name" | "environment" | "state" | "blocking" | "reason" | "declaredAt"> &
    Partial<Gate>,
): Gate => ({
  ...open,
  ...gate,
});
