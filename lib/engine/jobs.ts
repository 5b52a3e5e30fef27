import { type JobContext, type JobEnd, type JobHandler, StepFailed, StepWaits } from "@/lib/operations/job";
import { Fault } from "@/lib/ports/fault";
import { type Job, type JobStep, type Lease, LeaseLost } from "@/lib/ports/store/jobs";
import type { Store } from "@/lib/ports/store/store";

const leaseMs = 30_000;
const renewMs = 10_000;
/** A job that was at it this long is not tried again by itself. */
const patienceMs = 45 * 60_000;

type Surroundings = Omit<JobContext, "job" | "step" | "steps">;

/**
 * The worker of this process: claims due jobs one after another under a lease that it renews, and stops at once when
 * another worker has taken one over.
 */
export function startJobs(
  store: Store,
  handlers: readonly JobHandler[],
  options: {
    owner: string;
    now: () => Date;
    surroundings: () => Surroundings;
    topics: (job: Job) => readonly string[];
    fault: (error: unknown, job: Job) => void;
    everyMs?: number;
  },
): { poke: () => void; close: () => Promise<void> } {
  const kinds = new Map(handlers.map((handler) => [handler.kind, handler]));
  let closed = false;
  let wake: (() => void) | null = null;

  async function work(): Promise<void> {
    while (!closed) {
      const job = await store
        .write((tx) => tx.jobs.claim({ owner: options.owner, kinds: [...kinds.keys()], leaseMs }, options.now()))
        .catch(() => null);
      if (job) await runOne(job);
      else await pause(options.everyMs ?? 1000);
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

  async function runOne(job: Job): Promise<void> {
    const handler = kinds.get(job.kind);
    if (!handler) return;
    const lease: Lease = { job: job.id, fence: job.fence };
    const renewing = setInterval(() => {
      // A lost lease is told by the next step's own write, which is fenced; a silent database by its fault.
      store.write((tx) => tx.jobs.renew(lease, leaseMs, options.now())).catch(() => undefined);
    }, renewMs);
    try {
      const steps = new Map((await store.read.jobs.steps(job.id)).map((step) => [step.name, step]));
      const end = await handler.run({ ...options.surroundings(), job, steps, step: stepper(job, lease, steps) });
      await settle(job, lease, end);
    } catch (error) {
      if (error instanceof LeaseLost) return;
      if (!(error instanceof StepFailed || error instanceof StepWaits)) options.fault(error, job);
      await settle(job, lease, endOf(error, job, options.now())).catch(() => undefined);
    } finally {
      clearInterval(renewing);
    }
  }

  const stepper =
    (job: Job, lease: Lease, steps: ReadonlyMap<string, JobStep>): JobContext["step"] =>
    async (name, act) => {
      if (steps.get(name)?.state === "done") return;
      const mark = (state: JobStep["state"], detail: string | null, href: string | null = null): Promise<void> =>
        store.write(async (tx) => {
          await tx.jobs.step(lease, { name, state, detail, href }, options.now());
          await tx.news.publish(options.topics(job));
        });
      await mark("running", null);
      try {
        const { detail, href } = await act();
        await mark("done", detail, href ?? null);
      } catch (error) {
        if (error instanceof StepWaits) await mark("running", error.message);
        else if (!(error instanceof LeaseLost)) await mark("failed", error instanceof Error ? error.message : "failed");
        throw error;
      }
    };

  async function settle(job: Job, lease: Lease, end: JobEnd): Promise<void> {
    await store.write(async (tx) => {
      if (end.kind === "later") await tx.jobs.postpone(lease, { runAt: end.runAt, error: end.error }, options.now());
      else await tx.jobs.finish(lease, { state: end.kind, error: end.kind === "failed" ? end.error : null }, options.now());
      await tx.news.publish(options.topics(job));
    });
  }

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
  if (error instanceof StepWaits) return { kind: "later", runAt: new Date(now.getTime() + error.pauseMs), error: null };
  if (error instanceof Fault && error.retryable)
    return { kind: "later", runAt: new Date(now.getTime() + 1000 * 2 ** Math.min(job.attempts, 6)), error: message };
  return { kind: "failed", error: message };
}
