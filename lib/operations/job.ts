import type { Cluster } from "@/lib/ports/cluster";
import type { Job, JobStep } from "@/lib/ports/store/jobs";
import type { Store } from "@/lib/ports/store/store";
import type { Context, Ports } from "./definition";

/** How a run of a job ends: for good, or to be looked at again. */
export type JobEnd =
  | { kind: "done" }
  | { kind: "failed"; error: string }
  | { kind: "later"; runAt: Date; error: string | null };

/** What a step says of itself when it is done. */
export type StepEnd = { detail: string; href?: string | undefined };

/** A step that cannot succeed by trying again; the job fails with its words. */
export class StepFailed extends Error {}

/** A step whose outside is not ready yet (a rollout that runs): the job comes back to it after the pause. */
export class StepWaits extends Error {
  readonly pauseMs: number;
  constructor(message: string, pauseMs: number) {
    super(message);
    this.pauseMs = pauseMs;
  }
}

export type JobContext = {
  job: Job;
  ports: Ports;
  /** Every write checks first that this worker still holds the job, and throws `LeaseLost` when it does not. */
  store: Pick<Store, "write">;
  /** Call right before every effect outside the store: throws `LeaseLost` when another worker has the job. */
  hold: () => Promise<void>;
  clusters: ReadonlyMap<string, Cluster>;
  now: () => Date;
  context: Context;
  /** Steps of earlier attempts, by name. */
  steps: ReadonlyMap<string, JobStep>;
  /**
   * Carries out one step, or passes it by when an earlier attempt finished it. Each step probes before it acts, so a
   * crash anywhere yields its effect exactly once.
   */
  step: (name: string, act: () => Promise<StepEnd>) => Promise<void>;
  /** Asks Git and the projections for news at once. */
  refresh: () => Promise<void>;
};

export type JobHandler = { kind: string; run: (context: JobContext) => Promise<JobEnd> };
