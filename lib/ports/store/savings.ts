import type { SavingDecision } from "@/lib/domain/cost-review/saving-stand";
import type { OwnId } from "./page";

export interface SavingsReads {
  /** The newest decision on each saving. */
  latest(): Promise<readonly SavingDecision[]>;
}

export interface Savings extends SavingsReads {
  /** Adds a decision; earlier ones stay recorded and no longer hold. */
  decide(
    decision: OwnId & Omit<SavingDecision, "at"> & { environment: string; currency: string },
    now: Date,
  ): Promise<void>;
}
