import type { Hidden } from "@/lib/domain/permission";
import type { PromotionKind, PromotionState } from "@/lib/domain/promotion-state";
import type { OwnId, Page, PageAsk } from "./page";

export type Promotion = {
  id: string;
  application: string;
  kind: PromotionKind;
  /** The environment it comes from; null for a rollback or an edit. */
  source: string | null;
  target: string;
  state: PromotionState;
  /** Id of a person, or name of the machine when `automatic`. */
  requestedBy: string;
  requestedAt: Date;
  automatic: boolean;
  /** Why it was asked for, in the requester's words. */
  reason: string | null;
  planDigest: string;
  baseCommit: string;
  fromVersion: string | null;
  toVersion: string | null;
  /** Teams that must approve, declared and added. */
  requiredTeams: readonly string[];
  /** What came of it, in a sentence; null while it is open. */
  outcome: string | null;
  /** The commit it made on the protected branch. */
  commit: string | null;
  supersededBy: string | null;
  finishedAt: Date | null;
  /** Rises by one with every change; a write names the one it relied on. */
  version: number;
};

/** The plan as canonical JSON text, opaque to the store: what its digest was taken of stays byte for byte. */
export type PlanText = { digest: string; text: string; baseCommit: string; at: Date };

export type NewPromotion = OwnId &
  Pick<
    Promotion,
    | "application"
    | "kind"
    | "source"
    | "target"
    | "requestedBy"
    | "automatic"
    | "reason"
    | "planDigest"
    | "baseCommit"
    | "fromVersion"
    | "toVersion"
    | "requiredTeams"
  > & { plan: string };

export type Replan = { planDigest: string; plan: string; baseCommit: string } & Partial<
  Pick<Promotion, "fromVersion" | "toVersion" | "requiredTeams">
>;

export type PromotionMove = { to: PromotionState; outcome?: string | null; commit?: string | null };

export type Moved =
  | { kind: "moved"; promotion: Promotion }
  /** Somebody changed it first; null when it does not exist. */
  | { kind: "stale"; promotion: Promotion | null }
  /** The state it is in does not lead there. */
  | { kind: "impossible"; promotion: Promotion }
  /** Another promotion of the same application and target is in that state. */
  | { kind: "taken"; by: Promotion };

/** Absent means any. */
export type PromotionFilter = {
  states?: readonly PromotionState[] | undefined;
  application?: string | undefined;
  /** As source or target. */
  environment?: string | undefined;
  requestedBy?: string | undefined;
  /** Requires this team. */
  team?: string | undefined;
  /** Not those of these applications, nor those into these places. */
  without?: Hidden | undefined;
};

export interface PromotionsReads {
  get(id: string): Promise<Promotion | null>;
  /** The plan of a digest this promotion has or had; null when it never had it. */
  plan(id: string, digest: string): Promise<PlanText | null>;
  /** Every plan it had, oldest first, without the text. */
  plans(id: string): Promise<readonly Omit<PlanText, "text">[]>;
  /** Waiting and running ones for one target, newest first. */
  open(application: string, target: string): Promise<readonly Promotion[]>;
  /** Newest first. */
  list(filter: PromotionFilter, page: PageAsk): Promise<Page<Promotion>>;
  /** How many there are in each state that any is in. */
  tally(): Promise<readonly { state: PromotionState; count: number }[]>;
}

export interface Promotions extends PromotionsReads {
  /** Starts waiting. A waiting one for the same application and target is superseded, and answered. */
  request(asked: NewPromotion, now: Date): Promise<{ promotion: Promotion; superseded: Promotion | null }>;
  /** Only from the version the caller saw, only along the allowed states, one waiting and one running a target. */
  move(id: string, version: number, move: PromotionMove, now: Date): Promise<Moved>;
  /** A waiting promotion gets a new plan; approvals of the old digest stay recorded and no longer fit. */
  replan(id: string, version: number, plan: Replan, now: Date): Promise<Moved>;
}
