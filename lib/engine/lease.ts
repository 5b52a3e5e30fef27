import { type Job, type Lease, LeaseLost } from "@/lib/ports/store/jobs";
import type { Store } from "@/lib/ports/store/store";

export const leaseMs = 30_000;
const renewMs = 10_000;

/** One worker's hold on one job. */
export type Held = Pick<Store, "write"> & {
  lease: Lease;
  /** Renews the lease now; throws `LeaseLost` when another worker has the job. */
  hold: () => Promise<void>;
  release: () => void;
};

/**
 * Renews a job's lease every ten seconds, and with every write in the write's own transaction. Once it is lost, every
 * hold and write throws `LeaseLost` without asking the database again.
 */
export function holdLease(store: Pick<Store, "write">, job: Job, now: () => Date): Held {
  const lease: Lease = { job: job.id, fence: job.fence };
  let lost: LeaseLost | null = null;
  const write: Store["write"] = async (fn) => {
    if (lost) throw lost;
    try {
      return await store.write(async (tx) => {
        await tx.jobs.renew(lease, leaseMs, now());
        return fn(tx);
      });
    } catch (error) {
      if (error instanceof LeaseLost) lost = error;
      throw error;
    }
  };
  const hold = (): Promise<void> => write(async () => undefined);
  // A silent database is no lost lease: the next write or hold tells which it is.
  const renewing = setInterval(() => void hold().catch(() => undefined), renewMs);
  return { lease, write, hold, release: () => clearInterval(renewing) };
}
