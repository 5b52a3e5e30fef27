import type { LedgerAct } from "@/lib/domain/ledger";
import { Fault } from "@/lib/ports/fault";
import type { Promotion } from "@/lib/ports/store/promotions";
import type { JobContext, JobEnd } from "../job";
import { releaseOf } from "../release-of";
import { sleepingIn } from "../schedule/sleeping";
import { committed } from "./execute-commit";
import { appliedPlacements, askOf, isOfDeclarations } from "./review";

export async function record(job: JobContext, promotion: Promotion) {
  const state = await job.ports.desired.head();
  const release = await releaseOf(state, promotion.application, promotion.target, job.context.sha256);
  const sha = await committed(job, promotion);
  const sleeping = await Promise.all(
    appliedPlacements(state.fleet, promotion).map((placement) => sleepingIn(job, placement)),
  );
  // What sleeps has not shown that it runs: it is verified when it has woken.
  const ran = sleeping.every((names) => names.size === 0);
  const declared = await declaredOutcome(job, promotion, state.fleet.branch);
  const now = job.now();
  await job.store.write(async (tx) => {
    const { application, target: environment } = promotion;
    // An edit releases nothing, so it verifies nothing either.
    if (promotion.kind !== "edit") {
      await tx.releases.started(
        {
          application,
          environment,
          release: release.key,
          version: release.version ?? "",
          commit: sha,
          promotion: promotion.id,
        },
        now,
      );
      if (ran) await tx.releases.verified({ application, environment, release: release.key }, now);
    }
    const moved = await tx.promotions.move(
      promotion.id,
      promotion.version,
      {
        to: "done",
        outcome: isOfDeclarations(promotion)
          ? declared
          : `${promotion.kind === "edit" ? "The change" : (release.version ?? "The change")} runs in ${environment}.`,
        commit: sha,
      },
      now,
    );
    if (moved.kind !== "moved")
      throw new Fault("the promotion changed while it was carried out", { retryable: false });
    await tx.timeline.add(
      {
        promotion: promotion.id,
        kind: "done",
        actor: "orchestr8",
        text:
          promotion.kind === "edit"
            ? `wrote the change of ${environment}`
            : `delivered ${release.version ?? "the change"} to ${environment}`,
      },
      now,
    );
    await ledgerLine(tx, job, promotion, { decision: "done", reason: null, revision: sha });
    await tx.news.publish([...topicsOf(promotion), `environment:${environment}`]);
  });
  if (promotion.kind === "edit") return { detail: "recorded" };
  return { detail: `${release.version ?? "the release"} ${ran ? "verified" : "is verified when it wakes"}` };
}

/** What a change of declarations alone came to: a pool's size is Terraform's to carry out, the rest holds at once. */
async function declaredOutcome(job: JobContext, promotion: Promotion, branch: string): Promise<string> {
  const asked = await askOf(job.ports, promotion);
  const pool =
    asked.kind === "edit" &&
    asked.edits.some(({ file, path }) => path.includes("node_pool") || /\.tf(?:vars)?$/.test(file));
  const what = `The change of ${promotion.target} is on ${branch}`;
  return pool ? `${what}; Terraform's own pipeline carries it out.` : `${what}, and holds from now on.`;
}

async function ledgerLine(
  tx: Parameters<Parameters<JobContext["store"]["write"]>[0]>[0],
  job: JobContext,
  promotion: Promotion,
  end: Pick<LedgerAct, "decision" | "reason" | "revision">,
): Promise<void> {
  await tx.ledger.append(
    {
      actor: "orchestr8",
      via: "machine",
      action: "promotion.execute",
      object: promotion.id,
      environment: promotion.target,
      ...end,
      requestId: job.context.requestId,
      body: promotion.planDigest,
    },
    job.now(),
  );
}

export async function backToWaiting(job: JobContext, promotion: Promotion, why: string): Promise<JobEnd> {
  const now = job.now();
  const newer = await job.store.write(async (tx) => {
    const moved = await tx.promotions.move(promotion.id, promotion.version, { to: "waiting" }, now);
    if (moved.kind === "taken") return moved.by;
    if (moved.kind === "moved") {
      await tx.timeline.add(
        { promotion: promotion.id, kind: "waiting", actor: "orchestr8", text: "waits again", detail: why },
        now,
      );
      await tx.news.publish(topicsOf(promotion));
    }
    return null;
  });
  // One waits for a target at a time: left running, this one would keep the newer from ever starting.
  if (newer) await fail(job, promotion, `${why} A newer request waits for ${promotion.target} in its place.`);
  return { kind: "failed", error: why };
}

export async function fail(job: JobContext, promotion: Promotion, why: string): Promise<void> {
  const now = job.now();
  await job.store.write(async (tx) => {
    const moved = await tx.promotions.move(
      promotion.id,
      promotion.version,
      { to: "failed", outcome: why },
      now,
    );
    if (moved.kind !== "moved") return;
    await tx.timeline.add(
      { promotion: promotion.id, kind: "failed", actor: "orchestr8", text: "failed", detail: why },
      now,
    );
    await ledgerLine(tx, job, promotion, { decision: "failed", reason: why, revision: promotion.commit });
    await tx.news.publish(topicsOf(promotion));
  });
}

const topicsOf = ({ id, application }: Promotion): readonly string[] => [
  "promotions",
  "fleet",
  "audit",
  `promotion:${id}`,
  `application:${application}`,
];
