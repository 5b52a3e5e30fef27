import type { OwnId } from "./page";

/** One person's yes or no, for one team, on one plan digest. Never changed, never removed. */
export type Approval = {
  id: string;
  promotion: string;
  team: string;
  person: string;
  yes: boolean;
  digest: string;
  reason: string | null;
  at: Date;
};

export interface ApprovalsReads {
  /** Oldest first, those of older digests too. */
  of(promotion: string): Promise<readonly Approval[]>;
  ofMany(promotions: readonly string[]): Promise<readonly Approval[]>;
}

export interface Approvals extends ApprovalsReads {
  /** One person fills one slot of a digest: a second answer leaves the first as it is and returns it as `filled`. */
  cast(
    approval: OwnId & Omit<Approval, "id" | "at">,
    now: Date,
  ): Promise<{ kind: "cast"; approval: Approval } | { kind: "filled"; approval: Approval }>;
}
