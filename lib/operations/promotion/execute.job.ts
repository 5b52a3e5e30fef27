import { mayExecute } from "@/lib/domain/approval-decision";
import type { Placement } from "@/lib/domain/fleet";
import { healthOf } from "@/lib/domain/health";
import type { Manifest } from "@/lib/domain/manifest";
import { counted } from "@/lib/domain/promotion/sentence";
import type { ApplyResult, Cluster, ObjectRef } from "@/lib/ports/cluster";
import { isMasked } from "@/lib/ports/cluster-door";
import type { DesiredState } from "@/lib/ports/desired";
import { Fault } from "@/lib/ports/fault";
import type { Repo } from "@/lib/ports/repo";
import { LeaseLost } from "@/lib/ports/store/jobs";
import type { Promotion } from "@/lib/ports/store/promotions";
import { type JobContext, type JobEnd, type JobHandler, StepFailed, StepWaits } from "../job";
import { releaseOf } from "../release-of";
import type { Judged } from "./case";
import { jobKind } from "./job-key";
import type { Planned } from "./make-plan";
import { appliedPlacements, isOfDeclarations, review } from "./review";

const fieldManager = "orchestr8";
const rolloutPauseMs = 1_000;
const pushTries = 3;
/** As Deployments give up after ten minutes by default, this leaves room for several one after another. */
const patienceMs = 45 * 60_000;
const enc = new TextEncoder();

/** Carries an approved promotion out: check again, one commit, apply, wait for the rollout, record. */
export const execute: JobHandler = {
  kind: jobKind,
  async run(job): Promise<JobEnd> {
    const id = (job.job.payload as { promotion: string }).promotion;
    const promotion = await job.ports.store.promotions.get(id);
    if (promotion?.state === "done" && job.steps.get("record")?.state === "running")
      await job.step("record", async () => ({ detail: "recorded by an earlier attempt" }));
    if (!promotion || promotion.state !== "running") return { kind: "done" };
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

/** A gate closed between the verdict and the execution: the promotion waits again, nothing was done. */
class BackToWaiting extends Error {}

/**
 * Every gate and approval at the protected head as it stands now. Asked again in the moment of every commit attempt: a
 * freeze that began, a yes that expired or a plan that moved since the last look stops it.
 */
async function ready(
  job: JobContext,
  promotion: Promotion,
): Promise<{ planned: Extract<Planned, { ok: true }>; judged: Judged }> {
  const { planned, judged, moved } = await review(
    job.ports,
    { ...promotion, state: "waiting" },
    job.context.sha256,
    job.now(),
  );
  if (!planned.ok) throw new BackToWaiting(planned.refusal.message);
  if (moved.length > 0) throw new BackToWaiting(`The plan moved: ${moved.join(" ")}`);
  if (!judged?.verdict.ready) throw new BackToWaiting(judged?.verdict.sentence ?? "A gate closed.");
  const approved = mayExecute(judged.approvals);
  if (!approved.allowed) throw new BackToWaiting(approved.message);
  return { planned, judged };
}

async function recheck(job: JobContext, promotion: Promotion) {
  await job.refresh();
  if (await committed(job, promotion)) return { detail: "its commit is on the branch already" };
  const { planned, judged } = await ready(job, promotion);
  return {
    detail: `${counted(judged.gates.length, "gate")}, ${counted(judged.teams.length, "team")}; plan ${planned.plan.digest.slice(0, 12)}`,
  };
}

/** An earlier attempt of another process may have pushed what this one has not fetched: nothing older is applied. */
async function seeCommit(job: JobContext, promotion: Promotion): Promise<void> {
  if (await committed(job, promotion)) return;
  await job.refresh();
  if (!(await committed(job, promotion))) throw new StepFailed("Its commit is not on the branch any more.");
}

const found = new WeakMap<DesiredState, Map<string, Promise<string | null>>>();

/** The commit of an earlier attempt, found by its trailer: a crash after the push must not write a second one. */
async function committed({ ports }: JobContext, { id }: Promotion): Promise<string | null> {
  const state = await ports.desired.head();
  const memory = found.get(state) ?? new Map<string, Promise<string | null>>();
  found.set(state, memory);
  let answer = memory.get(id);
  if (!answer) {
    answer = trailed(ports.repo, state, id);
    answer.catch(() => memory.delete(id));
    memory.set(id, answer);
  }
  return answer;
}

async function trailed(repo: Repo, { commit: head }: DesiredState, id: string): Promise<string | null> {
  if (!head) return null;
  const commits = await repo.log({ revision: head.sha, grep: `Promotion-Id: ${id}`, limit: 5 });
  return commits.find((one) => one.trailers["Promotion-Id"]?.includes(id))?.sha ?? null;
}

async function commit(job: JobContext, promotion: Promotion) {
  for (let attempt = 0; attempt < pushTries; attempt++) {
    await job.refresh();
    const before = await committed(job, promotion);
    if (before) return { detail: `${before.slice(0, 7)} on the branch`, href: `#commit-${before}` };
    const { state, plan } = (await ready(job, promotion)).planned;
    if (!state.commit) throw new StepFailed("There is no commit to build on.");
    const [requester, approvers] = await people(job, promotion);
    const sha = await job.ports.repo.write({
      base: state.commit.sha,
      writes: plan.files.map((file) => ({ path: file.file, content: enc.encode(file.after) })),
      message: `${messageOf(promotion)}\n`,
      author: requester,
      coAuthors: approvers,
      trailers: [["Promotion-Id", promotion.id]],
      at: job.now(),
    });
    await job.hold();
    const pushed = await job.ports.repo.push({ sha, branch: state.fleet.branch, expected: state.commit.sha });
    if (pushed.kind === "pushed") {
      await job.refresh();
      return { detail: `${sha.slice(0, 7)} pushed to ${state.fleet.branch}`, href: `#commit-${sha}` };
    }
    // Somebody pushed first: their commit is kept, and the plan is made again on top of it.
  }
  throw new Fault("the branch kept moving while the commit was pushed", { retryable: true });
}

/** What a person wrote below could pass for a trailer of ours. */
const firstLine = (text: string): string => (text.split("\n", 1)[0] ?? "").slice(0, 200);

const messageOf = (promotion: Promotion): string =>
  promotion.kind === "edit"
    ? firstLine(promotion.reason ?? `Change what is declared of ${promotion.target}`)
    : promotion.kind === "rollback"
      ? `Roll ${promotion.application} in ${promotion.target} back to ${promotion.toVersion ?? "an earlier release"}`
      : `Promote ${promotion.application} ${promotion.toVersion ?? ""} to ${promotion.target}`;

async function people(job: JobContext, promotion: Promotion) {
  const { store } = job.ports;
  const requester = promotion.automatic ? null : await store.people.get(promotion.requestedBy);
  const yes = (await store.approvals.of(promotion.id)).filter(
    (a) => a.yes && a.digest === promotion.planDigest,
  );
  const approvers = await store.people.many([...new Set(yes.map((a) => a.person))]);
  const author = requester
    ? { name: requester.name, email: requester.email }
    : { name: "Orchestr8", email: "orchestr8@localhost" };
  return [author, approvers.map(({ name, email }) => ({ name, email }))] as const;
}

async function apply(job: JobContext, placement: Placement) {
  const cluster = job.clusters.get(placement.cluster);
  if (!cluster)
    return {
      detail: `${placement.cluster} is not connected here; whatever syncs it from Git applies the commit`,
    };
  const state = await job.ports.desired.head();
  const rendered = await state.render(placement);
  if (rendered.status === "failed")
    throw new StepFailed(rendered.problems[0]?.message ?? "it does not render");
  const ours = rendered.objects.filter((object) => !isMasked(object));
  const kept = rendered.objects.length - ours.length;
  let applied = 0;
  for (const object of [...ours].sort(namespacesFirst)) {
    await job.hold();
    const result = await applyInto(cluster, object, placement.namespace);
    if (result.kind === "refused") {
      if (result.refusal.reason === "unserved") continue;
      throw new StepFailed(
        `${placement.cluster} refused ${object.kind}/${object.metadata.name}: ${result.refusal.message}`,
      );
    }
    applied += 1;
  }
  const skipped = ours.length - applied;
  const notes = [
    skipped > 0 ? `${skipped} of kinds it does not serve` : null,
    kept > 0 ? `${kept} with secrets left to the secret store` : null,
  ].filter(Boolean);
  return { detail: `${applied} objects applied${notes.length > 0 ? `; ${notes.join(", ")}` : ""}` };
}

/** Only the server knows which kinds live in a namespace; one that asks for it gets the placement's. */
async function applyInto(cluster: Cluster, object: Manifest, namespace: string): Promise<ApplyResult> {
  const options = { manager: fieldManager, force: true };
  const result = await cluster.apply(object, options);
  const asks =
    result.kind === "refused" &&
    result.refusal.reason === "invalid" &&
    object.metadata.namespace === undefined;
  return asks ? cluster.apply({ ...object, metadata: { ...object.metadata, namespace } }, options) : result;
}

const namespacesFirst = (a: Manifest, b: Manifest): number =>
  Number(b.kind === "Namespace") - Number(a.kind === "Namespace");

const rolled = new Set(["Deployment", "StatefulSet", "DaemonSet", "Rollout"]);

/** Finished, not momentarily healthy: every workload reports the generation that was applied. No answer is no success. */
async function rollout(job: JobContext, placement: Placement) {
  const cluster = job.clusters.get(placement.cluster);
  if (!cluster) return { detail: `${placement.cluster} is not connected here; its rollout was not seen` };
  const state = await job.ports.desired.head();
  const { objects } = await state.render(placement);
  const workloads = objects.filter((object) => rolled.has(object.kind));
  const waiting: string[] = [];
  for (const wanted of workloads) {
    const { apiVersion, kind, metadata } = wanted;
    const live = await cluster.get({
      apiVersion,
      kind,
      namespace: metadata.namespace ?? placement.namespace,
      name: metadata.name,
    });
    const health = live ? healthOf(live) : null;
    if (!health)
      throw new StepWaits(`${kind}/${metadata.name} is not on ${placement.cluster} yet`, rolloutPauseMs);
    if (health.kind === "failed")
      throw new StepFailed(
        `${kind}/${metadata.name} on ${placement.cluster} failed: ${health.reason ?? health.word}`,
      );
    if (kind === "Rollout" && health.kind === "waiting")
      await promotePaused(job, cluster, {
        apiVersion,
        kind,
        namespace: metadata.namespace ?? placement.namespace,
        name: metadata.name,
      });
    if (health.kind !== "healthy") waiting.push(`${kind}/${metadata.name} ${health.reason ?? health.word}`);
  }
  if (waiting.length > 0) throw new StepWaits(waiting.join("; "), rolloutPauseMs);
  return {
    detail:
      workloads.length === 0
        ? "nothing runs here"
        : `${workloads.length === 1 ? "its workload is" : `${workloads.length} workloads are`} rolled out`,
  };
}

/**
 * A rollout that pauses for a person has got that person's yes here already: the teams approved this plan. As
 * `kubectl argo rollouts promote` does, its pause conditions are cleared through the status.
 */
async function promotePaused(job: JobContext, cluster: Cluster, ref: ObjectRef): Promise<void> {
  await job.hold();
  const answer = await cluster.patch(
    ref,
    { status: { pauseConditions: null } },
    { manager: fieldManager, subresource: "status" },
  );
  if (answer.kind === "refused")
    throw new StepFailed(
      `${ref.kind}/${ref.name} is paused and may not be promoted: ${answer.refusal.message}`,
    );
}

async function record(job: JobContext, promotion: Promotion) {
  const state = await job.ports.desired.head();
  const release = await releaseOf(state, promotion.application, promotion.target, job.context.sha256);
  const sha = await committed(job, promotion);
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
      await tx.releases.verified({ application, environment, release: release.key }, now);
    }
    const moved = await tx.promotions.move(
      promotion.id,
      promotion.version,
      {
        to: "done",
        outcome:
          isOfDeclarations(promotion)
            ? `The change of ${environment} is on ${state.fleet.branch}; Terraform's own pipeline carries it out.`
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
    await ledgerLine(tx, job, promotion, "promotion.execute", sha);
    await tx.news.publish([...topicsOf(promotion), `environment:${environment}`]);
  });
  return { detail: promotion.kind === "edit" ? "recorded" : `${release.version ?? "the release"} verified` };
}

async function ledgerLine(
  tx: Parameters<Parameters<JobContext["store"]["write"]>[0]>[0],
  job: JobContext,
  promotion: Promotion,
  action: string,
  revision: string | null,
): Promise<void> {
  await tx.ledger.append(
    {
      actor: "orchestr8",
      via: "machine",
      action,
      object: promotion.id,
      environment: promotion.target,
      revision,
      decision: "done",
      reason: null,
      requestId: job.context.requestId,
      body: promotion.planDigest,
    },
    job.now(),
  );
}

async function backToWaiting(job: JobContext, promotion: Promotion, why: string): Promise<JobEnd> {
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

async function fail(job: JobContext, promotion: Promotion, why: string): Promise<void> {
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
    await tx.news.publish(topicsOf(promotion));
  });
}

const topicsOf = ({ id, application }: Promotion): readonly string[] => [
  "promotions",
  "fleet",
  `promotion:${id}`,
  `application:${application}`,
];
