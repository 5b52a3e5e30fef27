import type { Placement } from "@/lib/domain/fleet";
import { healthOf } from "@/lib/domain/health";
import type { Manifest } from "@/lib/domain/manifest";
import { isAsleep } from "@/lib/domain/schedule/asleep";
import type { ApplyResult, Cluster, ObjectRef } from "@/lib/ports/cluster";
import { isMasked } from "@/lib/ports/cluster-door";
import { type JobContext, StepFailed, StepWaits } from "../job";
import { nameOf, sleepingIn, withoutSize } from "../schedule/sleeping";

const fieldManager = "orchestr8";
const rolloutPauseMs = 1_000;

export async function apply(job: JobContext, placement: Placement) {
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
  const sleeping = await sleepingIn(job, placement);
  let applied = 0;
  for (const object of [...ours].sort(namespacesFirst)) {
    await job.hold();
    const wanted = sleeping.has(nameOf(object)) ? withoutSize(object) : object;
    const result = await applyInto(cluster, wanted, placement.namespace);
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
    sleeping.size > 0 ? `${sleeping.size} asleep by the schedule, and left so` : null,
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
export async function rollout(job: JobContext, placement: Placement) {
  const cluster = job.clusters.get(placement.cluster);
  if (!cluster) return { detail: `${placement.cluster} is not connected here; its rollout was not seen` };
  const state = await job.ports.desired.head();
  const { objects } = await state.render(placement);
  const workloads = objects.filter((object) => rolled.has(object.kind));
  const waiting: string[] = [];
  let asleep = 0;
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
    // It rolls out when it wakes; until then nothing of it is verified.
    if (live && isAsleep(live)) {
      asleep += 1;
      continue;
    }
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
  if (asleep > 0)
    return {
      detail: `${asleep} of ${workloads.length} workloads sleep by the schedule; they roll out when they wake`,
    };
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
