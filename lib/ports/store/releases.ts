/** One stretch of time in which one release ran in one environment: what ran where since when. */
export type ReleaseRun = {
  id: string;
  application: string;
  environment: string;
  /** The release's key: equal keys are the same images, charts and promoted values. */
  release: string;
  version: string;
  commit: string | null;
  /** The promotion that brought it, when one did. */
  promotion: string | null;
  startedAt: Date;
  /** When its checks and rollout were found good; null until then. */
  verifiedAt: Date | null;
  /** Null while it runs. */
  endedAt: Date | null;
};

export interface ReleasesReads {
  /** What runs now in each environment of one application, or of all. */
  running(application?: string): Promise<readonly ReleaseRun[]>;
  /** Newest first; only those that ended after `since`, or still run. */
  history(ask: {
    application?: string | undefined;
    environment?: string | undefined;
    since?: Date | undefined;
    limit: number;
  }): Promise<readonly ReleaseRun[]>;
  /** The last run in which the environment verified that release; null when it never did. */
  verifiedRun(ask: { application: string; environment: string; release: string }): Promise<ReleaseRun | null>;
}

export interface Releases extends ReleasesReads {
  /** Ends the run of another release there; the same release runs on as one run. */
  started(
    run: Pick<ReleaseRun, "application" | "environment" | "release" | "version" | "commit" | "promotion">,
    now: Date,
  ): Promise<ReleaseRun>;
  /** Keeps the first time; null when that release does not run there now. */
  verified(
    ask: { application: string; environment: string; release: string },
    now: Date,
  ): Promise<ReleaseRun | null>;
}
