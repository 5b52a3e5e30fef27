import { type JobContext, type JobEnd, type JobHandler, StepFailed, StepWaits } from "@/lib/operations/job";
import { Fault } from "@/lib/ports/fault";
import { type Job, type JobStep, LeaseLost } from "@/lib/ports/store/jobs";
import type { Store } from "@/lib/ports/store/store";
import { type Held, holdLease, leaseMs } from "./lease";

/** A job that was at it this long is not tried again by itself. */
const patienceMs = 45 * 60_000;

/** What every job of this process shares. */
export type JobSurroundings = Omit<JobContext, "job" | "step" | "steps" | "hold">;

export type Worker = {
  /** Takes the job due longest as far as it goes now; false when none is due. */
  runNext: () => Promise<boolean>;
};

/**
 * Claims due jobs one after another under a lease that it renews. Once another worker has taken a job over, nothing
 * more of it is written or done outside.
 */
export function openWorker(
  store: Store,
  handlers: readonly JobHandler[],
  options: {
    owner: string;
    now: () => Date;
    surroundings: () => JobSurroundings;
    topics: (job: Job) => readonly string[];
    fault: (error: unknown, job: Job) => void;
  },
): Worker {
  const kinds = new Map(handlers.map((handler) => [handler.kind, handler]));

  async function runOne(job: Job, handler: JobHandler): Promise<void> {
    const held = holdLease(store, job, options.now);
    try {
      const steps = new Map((await store.read.jobs.steps(job.id)).map((step) => [step.name, step]));
      const step = stepper(job, held, steps);
      const end = await handler.run({
        ...options.surroundings(),
        store: held,
        hold: held.hold,
        job,
        steps,
        step,
      });
      await settle(job, held, end);
    } catch (error) {
      if (error instanceof LeaseLost) return;
      if (!(error instanceof StepFailed || error instanceof StepWaits)) options.fault(error, job);
      // What cannot be written now is found again when the lease has run out.
      await settle(job, held, endOf(error, job, options.now())).catch(() => undefined);
    } finally {
      held.release();
    }
  }

  const stepper =
    (job: Job, { lease, write }: Held, steps: ReadonlyMap<string, JobStep>): JobContext["step"] =>
    async (name, act) => {
      if (steps.get(name)?.state === "done") return;
      const mark = (
        state: JobStep["state"],
        detail: string | null,
        href: string | null = null,
      ): Promise<void> =>
        write(async (tx) => {
          await tx.jobs.step(lease, { name, state, detail, href }, options.now());
          await tx.news.publish(options.topics(job));
        });
      await mark("running", null);
      try {
        const { detail, href } = await act();
        await mark("done", detail, href ?? null);
      } catch (error) {
        if (error instanceof StepWaits) await mark("running", error.message);
        else if (!(error instanceof LeaseLost))
          await mark("failed", error instanceof Error ? error.message : "failed");
        throw error;
      }
    };

  const settle = (job: Job, { lease, write }: Held, end: JobEnd): Promise<void> =>
    write(async (tx) => {
      if (end.kind === "later")
        await tx.jobs.postpone(lease, { runAt: end.runAt, error: end.error }, options.now());
      else
        await tx.jobs.finish(
          lease,
          { state: end.kind, error: end.kind === "failed" ? end.error : null },
          options.now(),
        );
      await tx.news.publish(options.topics(job));
    });

  return {
    async runNext() {
      const job = await store.write((tx) =>
        tx.jobs.claim({ owner: options.owner, kinds: [...kinds.keys()], leaseMs }, options.now()),
      );
      const handler = job && kinds.get(job.kind);
      if (!job || !handler) return false;
      await runOne(job, handler);
      return true;
    },
  };
}

/** Keeps a worker at it until closed: it looks for due jobs at once when poked, and every second by itself. */
export function startJobs(
  worker: Worker,
  options: { everyMs?: number; fault: (error: unknown) => void },
): { poke: () => void; close: () => Promise<void> } {
  let closed = false;
  let wake: (() => void) | null = null;
  let silent = false;

  async function work(): Promise<void> {
    while (!closed) {
      const found = await worker.runNext().then(
        (ran) => {
          silent = false;
          return ran;
        },
        (error: unknown) => {
          // A database that is away for an hour is one line, not three thousand.
          if (!silent) options.fault(error);
          silent = true;
          return false;
        },
      );
      if (!found && !closed) await pause(options.everyMs ?? 1000);
    }
  }

  const pause = (ms: number): Promise<void> =>
    new Promise((done) => {
      const timer = setTimeout(done, ms);
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });

  const working = work();
  return {
    poke: () => wake?.(),
    async close() {
      closed = true;
      wake?.();
      await working;
    },
  };
}

/** A waiting step comes back; a fault that may pass is tried again with growing pauses; everything else fails the job. */
function endOf(error: unknown, job: Job, now: Date): JobEnd {
  const message = error instanceof Error ? error.message : "failed";
  if (now.getTime() - job.createdAt.getTime() >= patienceMs) return { kind: "failed", error: message };
  if (error instanceof StepWaits)
    return { kind: "later", runAt: new Date(now.getTime() + error.pauseMs), error: null };
  if (error instanceof Fault && error.retryable)
    return {
      kind: "later",
      runAt: new Date(now.getTime() + 1000 * 2 ** Math.min(job.attempts, 6)),
      error: message,
    };
  return { kind: "failed", error: message };
}
