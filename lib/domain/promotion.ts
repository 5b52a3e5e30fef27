import { type ApprovalNeeds, autoApproval } from "./approval-needs";
import type { PlacementDeclaration } from "./fleet";
import { mayBecome, type PromotionState } from "./promotion-state";
import { allowed, denied, type Verdict } from "./refusal";

/** A request that nobody decided for so long has to be asked anew; shown as its date. */
export const requestLifeMs = 7 * 86_400_000;

export const requestExpiresAt = (requestedAt: Date): Date => new Date(requestedAt.getTime() + requestLifeMs);

/** `declared`: what the fleet asks for; the others are what `--auto-approve` and `--require-approval` say. */
export type RequestMode = "declared" | "auto-approve" | "require-approval";

/**
 * May this be asked for at all? Gates that are not clear yet let it wait; only what waiting cannot mend is refused:
 * a declaration nobody could satisfy, and a mode that contradicts who must be asked.
 */
export function mayRequest(needs: ApprovalNeeds, mode: RequestMode): Verdict {
  const refusal = needs.misconfigured ?? (mode === "auto-approve" ? autoApproval(needs) : null);
  if (refusal) return denied(refusal.kind, refusal.code, refusal.message, refusal.facts);
  return mode === "require-approval" && needs.teams.length === 0
    ? denied(
        "invalid",
        "approval.nobody-asked",
        "Approval is required, and no team is declared or named that could give it; add --approvers.",
      )
    : allowed;
}

type Open = { id: string; application: string; target: string; state: PromotionState };

/**
 * The promotions a new request replaces: those still waiting to change the same target. A running one is finished
 * first; what waits holds no place in a queue.
 */
export const supersededBy = <P extends Open>(
  asked: Omit<Open, "id" | "state">,
  open: readonly P[],
): readonly P[] =>
  open.filter(
    (p) => p.application === asked.application && p.target === asked.target && p.state === "waiting",
  );

/** May it begin now? One at a time changes a target. */
export function mayStart(promotion: Open, open: readonly Open[]): Verdict {
  if (!mayBecome(promotion.state, "running"))
    return denied(
      "conflict",
      "promotion.not-waiting",
      `This promotion is ${promotion.state} and cannot run.`,
      { state: promotion.state },
    );
  const other = open.find(
    (p) =>
      p.id !== promotion.id &&
      p.application === promotion.application &&
      p.target === promotion.target &&
      p.state === "running",
  );
  return other
    ? denied(
        "blocked",
        "promotion.target-busy",
        `${other.id} is running into ${promotion.target}; this one starts after it.`,
        { running: other.id },
      )
    : allowed;
}

/** A failed promotion carries on from its last step, after every gate was looked at again. */
export const mayRetry = (state: PromotionState): Verdict =>
  state === "failed"
    ? allowed
    : denied(
        "conflict",
        "promotion.not-failed",
        `This promotion is ${state}; only a failed one can be retried.`,
        { state },
      );

/** Environments are rolled back from here unless they declare `rollback_enabled: false`. */
export const mayRollBack = (target: PlacementDeclaration): Verdict =>
  target.block.deployment?.rollback_enabled === false
    ? denied(
        "blocked",
        "promotion.rollback-disabled",
        `${target.environment} declares rollback_enabled: false.`,
      )
    : allowed;
