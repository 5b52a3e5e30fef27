import type { LedgerAct, LedgerEntry, LedgerHead, LedgerProof } from "@/lib/domain/ledger";
import type { Hidden } from "@/lib/domain/permission";
import type { Page, PageAsk } from "./page";

/** Absent means any. */
export type LedgerFilter = {
  actor?: string | undefined;
  action?: string | undefined;
  object?: string | undefined;
  environment?: string | undefined;
  decision?: LedgerAct["decision"] | undefined;
  /** Nothing about these applications and places, or about promotions of theirs. */
  without?: Hidden | undefined;
};

export interface LedgerReads {
  /** Newest first. */
  list(filter: LedgerFilter, page: PageAsk): Promise<Page<LedgerEntry>>;
  head(): Promise<LedgerHead | null>;
  /** Recomputes the chain from its first entry; `heads` noted elsewhere also prove the tail. */
  verify(heads: readonly LedgerHead[]): Promise<LedgerProof>;
}

/** Append-only and hash-chained; the database refuses to change or remove an entry. */
export interface Ledger extends LedgerReads {
  /**
   * In the transaction of what it records. Call it last: from here to the commit other appends wait.
   * `body` is the canonical text of the input; only its hash is kept.
   */
  append(act: Omit<LedgerAct, "at" | "bodyHash"> & { body: string }, now: Date): Promise<LedgerEntry>;
}
