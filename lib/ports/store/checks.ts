import type { OwnId } from "./page";

/** One piece of evidence about the exact release that ran there. */
export type CheckResult = {
  id: string;
  application: string;
  environment: string;
  check: string;
  /** Key of the release that was tested, and the commit it came from. */
  release: string;
  commit: string | null;
  result: "passed" | "failed" | "inconclusive";
  link: string | null;
  details: string | null;
  reportedBy: string;
  at: Date;
};

export interface ChecksReads {
  /** The last report of each check for that release there, by check name. */
  latest(ask: { application: string; environment: string; release: string }): Promise<readonly CheckResult[]>;
  /** Every report, newest first. */
  history(ask: {
    application: string;
    environment?: string | undefined;
    limit: number;
  }): Promise<readonly CheckResult[]>;
}

export interface Checks extends ChecksReads {
  report(check: OwnId & Omit<CheckResult, "id" | "at">, now: Date): Promise<CheckResult>;
}
