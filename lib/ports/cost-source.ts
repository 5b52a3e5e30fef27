import type { CostAnswer } from "@/lib/domain/cost-review/cost-answer";

/** A cost service that tells a cluster's costs in place of our samples. Throws a `Fault` when it fails. */
export interface CostSource {
  readonly source: "opencost";
  /** ISO 4217 of what it tells. */
  readonly currency: string;
  /** The whole window as one; null when it knows nothing of it. */
  window(from: Date, to: Date): Promise<CostAnswer | null>;
}
