import type { RenderCache } from "../render-cache";
import type { Approvals, ApprovalsReads } from "./approvals";
import type { Bills, BillsReads } from "./bills";
import type { Checks, ChecksReads } from "./checks";
import type { Jobs, JobsReads } from "./jobs";
import type { Keeps, KeepsReads } from "./keeps";
import type { Ledger, LedgerReads } from "./ledger";
import type { Memberships, MembershipsReads } from "./memberships";
import type { News, NewsListener } from "./news";
import type { People, PeopleReads } from "./people";
import type { Promotions, PromotionsReads } from "./promotions";
import type { Releases, ReleasesReads } from "./releases";
import type { Samples, SamplesReads } from "./samples";
import type { Savings, SavingsReads } from "./savings";
import type { Sessions, SessionsReads } from "./sessions";
import type { Timeline, TimelineReads } from "./timeline";
import type { Tokens, TokensReads } from "./tokens";
import type { Usage, UsageReads } from "./usage";

/** What may be read outside a transaction. */
export type Reads = {
  people: PeopleReads;
  memberships: MembershipsReads;
  sessions: SessionsReads;
  tokens: TokensReads;
  promotions: PromotionsReads;
  approvals: ApprovalsReads;
  timeline: TimelineReads;
  checks: ChecksReads;
  releases: ReleasesReads;
  jobs: JobsReads;
  ledger: LedgerReads;
  samples: SamplesReads;
  savings: SavingsReads;
  keeps: KeepsReads;
  usage: UsageReads;
  bills: BillsReads;
};

/** What a write may use, all in its one transaction. Assignable to `Reads`. */
export type Ports = {
  people: People;
  memberships: Memberships;
  sessions: Sessions;
  tokens: Tokens;
  promotions: Promotions;
  approvals: Approvals;
  timeline: Timeline;
  checks: Checks;
  releases: Releases;
  jobs: Jobs;
  ledger: Ledger;
  samples: Samples;
  savings: Savings;
  keeps: Keeps;
  usage: Usage;
  bills: Bills;
  news: News;
};

/** Failures of the database are thrown as `Fault`, without the values of the statement. */
export interface Store {
  readonly kind: "pglite" | "postgres";
  /** Version of the database server. */
  readonly version: string;
  readonly read: Reads;
  /**
   * One short transaction: committed when `fn` returns, undone when it throws.
   * `fn` uses nothing but `tx`; it never awaits the network, Git or `read`, which PGlite would wait for for ever.
   */
  write<T>(fn: (tx: Ports) => Promise<T>): Promise<T>;
  /** News outside a transaction; inside one use `tx.news`. */
  publish(topics: readonly string[]): Promise<void>;
  /** Answers the function that stops listening. */
  listen(listener: NewsListener): () => void;
  readonly renderCache: RenderCache;
  /** Ends open work and gives the folder free; a second call does nothing. */
  close(): Promise<void>;
}
