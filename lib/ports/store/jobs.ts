import { Fault } from "../fault";
import type { OwnId } from "./page";

export type JobState = "queued" | "running" | "done" | "failed";

/** Long work with persistent steps; `payload` is plain JSON. */
export type Job = {
  id: string;
  kind: string;
  /** What it is about; a second job with the same key is the same job. */
  key: string;
  payload: unknown;
  state: JobState;
  attempts: number;
  runAt: Date;
  owner: string | null;
  leaseUntil: Date | null;
  /** Rises with every claim; only the last one may write. */
  fence: number;
  /** Why the last attempt ended without success. */
  error: string | null;
  createdAt: Date;
  finishedAt: Date | null;
};

export type JobStep = {
  name: string;
  state: "running" | "done" | "failed" | "skipped";
  startedAt: Date;
  finishedAt: Date | null;
  detail: string | null;
  href: string | null;
};

/** What a claim gives, and every later write of the worker names. */
export type Lease = { job: string; fence: number };

/** Another worker has the job now: stop at once, write nothing more. */
export class LeaseLost extends Fault {
  constructor(lease: Lease) {
    super(`job ${lease.job} was taken over (fence ${lease.fence} is old)`, { retryable: false });
    this.name = "LeaseLost";
  }
}

export type JobTally = { kind: string; state: JobState; count: number; due: number; lapsed: number };

export interface JobsReads {
  get(id: string): Promise<Job | null>;
  byKey(key: string): Promise<Job | null>;
  /** In the order they began. */
  steps(id: string): Promise<readonly JobStep[]>;
  /** Newest first. */
  list(ask: { states?: readonly JobState[]; kind?: string; limit: number }): Promise<readonly Job[]>;
  /** How many there are of each kind and state: those that may begin now, and those whose worker let go. */
  tally(now: Date): Promise<readonly JobTally[]>;
}

export interface Jobs extends JobsReads {
  /** `added` is false when the key exists; that job is answered unchanged. */
  add(
    job: OwnId & { kind: string; key: string; payload: unknown; runAt?: Date },
    now: Date,
  ): Promise<{ job: Job; added: boolean }>;
  /** The job due longest, or one whose lease ran out; null when there is none. Never the same job to two workers. */
  claim(ask: { owner: string; kinds: readonly string[]; leaseMs: number }, now: Date): Promise<Job | null>;
  /** Throws `LeaseLost` when another worker has the job. */
  renew(lease: Lease, leaseMs: number, now: Date): Promise<void>;
  /** Begins or ends a step by its name; a step begun again keeps its row. Throws `LeaseLost`. */
  step(
    lease: Lease,
    step: { name: string; state: JobStep["state"]; detail?: string | null; href?: string | null },
    now: Date,
  ): Promise<void>;
  /** Throws `LeaseLost`. */
  finish(lease: Lease, end: { state: "done" | "failed"; error?: string | null }, now: Date): Promise<void>;
  /** Gives the job back, to be claimed from `runAt` on. Throws `LeaseLost`. */
  postpone(lease: Lease, until: { runAt: Date; error?: string | null }, now: Date): Promise<void>;
  /** A failed or finished job is queued as if made now, with its steps; null when there is none or it is still at work. */
  again(key: string, now: Date): Promise<Job | null>;
}
