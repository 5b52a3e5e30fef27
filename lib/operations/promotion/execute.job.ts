import { Fault } from "@/lib/ports/fault";
import { LeaseLost } from "@/lib/ports/store/jobs";
import { type JobContext, type JobEnd, type JobHandler, StepWaits } from "../job";
import { BackToWaiting, commit, recheck, seeCommit } from "./execute-commit";
import { backToWaiting, fail, record } from "./execute-conclude";
import { apply, rollout } from "./execute-deliver";
import { jobKind } from "./job-key";
import { appliedPlacements } from "./review";

/** As Deployments give up after ten minutes by default, this leaves room for several one after another. */
const patienceMs = 45 * 60_000;

/** Carries an approved promotion out: check again, one commit, apply, wait for the rollout, record. */
export const execute: JobHandler = {
  kind: jobKind,
  async run(job): Promise<JobEnd> {
    const id = (job.job.payload as { promotion: string }).promotion;
    const promotion = await job.ports.store.promotions.get(id);
    if (promotion?.state === "done" && job.steps.get("record")?.state === "running")
      await job.step("record", async () => ({ detail: "recorded by an earlier attempt" }));
    if (promotion?.state !== "running") return { kind: "done" };
    try {
      await job.step("recheck", () => recheck(job, promotion));
      await job.step("commit", () => commit(job, promotion));
      await seeCommit(job, promotion);
      const state = await job.ports.desired.head();
      const placements = appliedPlacements(state.fleet, promotion);
      for (const placement of placements)
        await job.step(`apply:${placement.id}`, () => apply(job, placement));
      for (const placement of placements)
        await job.step(`rollout:${placement.id}`, () => rollout(job, placement));
      await job.step("record", () => record(job, promotion));
      return { kind: "done" };
    } catch (error) {
      if (error instanceof BackToWaiting) return backToWaiting(job, promotion, error.message);
      if (!mayPass(error, job))
        await fail(job, promotion, error instanceof Error ? error.message : "it stopped without a reason");
      throw error;
    }
  },
};

/** A step that waits, or a fault that may pass, is tried again until the promotion has been at it too long. */
function mayPass(error: unknown, job: JobContext): boolean {
  if (error instanceof LeaseLost) return true;
  const passing = error instanceof StepWaits || (error instanceof Fault && error.retryable);
  return passing && job.now().getTime() - job.job.createdAt.getTime() < patienceMs;
}
