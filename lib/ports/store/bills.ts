import type { BilledDay } from "@/lib/domain/bill/charge";

/** One charge's part of one day. */
export type BillRow = {
  /** Its content and day: the same charge is kept once. */
  key: string;
  /** The import that brought it. */
  import: string;
  /** YYYY-MM of the billing period. */
  period: string;
  /** A day of the fleet's zone. */
  day: string;
  currency: string;
  account: string;
  service: string;
  /** Null: no mapping says whose it is. */
  environment: string | null;
  billed: number;
  effective: number;
};

export type BillImport = { id: string; name: string; by: string; at: Date; rows: number; added: number };

export interface BillsReads {
  /** Both ends are included. */
  days(ask: { from: string; to: string }): Promise<readonly BilledDay[]>;
  /** The import of a part of a file that was last. */
  last(): Promise<BillImport | null>;
}

export interface Bills extends BillsReads {
  /** Takes away what was imported of these accounts and billing periods. */
  forget(of: readonly { account: string; period: string }[]): Promise<void>;
  /** Keeps rows that are not kept yet, and the mapping of those that are; answers the keys of the new ones. */
  keep(rows: readonly BillRow[]): Promise<readonly string[]>;
  noted(one: BillImport): Promise<void>;
}
