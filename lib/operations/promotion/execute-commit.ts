import { mayExecute } from "@/lib/domain/approval-decision";
import { counted } from "@/lib/domain/promotion/sentence";
import type { DesiredState } from "@/lib/ports/desired";
import { Fault } from "@/lib/ports/fault";
import type { Repo } from "@/lib/ports/repo";
import type { Promotion } from "@/lib/ports/store/promotions";
import { type JobContext, StepFailed } from "../job";
import type { Judged } from "./case";
import type { Planned } from "./make-plan";
import { review } from "./review";

const pushTries = 3;
const enc = new TextEncoder();

/** A gate closed between the verdict and the execution: the promotion waits again, nothing was done. */
export class BackToWaiting extends Error {}

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

export async function recheck(job: JobContext, promotion: Promotion) {
  await job.refresh();
  if (await committed(job, promotion)) return { detail: "its commit is on the branch already" };
  const { planned, judged } = await ready(job, promotion);
  return {
    detail: `${counted(judged.gates.length, "gate")}, ${counted(judged.teams.length, "team")}; plan ${planned.plan.digest.slice(0, 12)}`,
  };
}

/** An earlier attempt of another process may have pushed what this one has not fetched: nothing older is applied. */
export async function seeCommit(job: JobContext, promotion: Promotion): Promise<void> {
  if (await committed(job, promotion)) return;
  await job.refresh();
  if (!(await committed(job, promotion))) throw new StepFailed("Its commit is not on the branch any more.");
}

const found = new WeakMap<DesiredState, Map<string, Promise<string | null>>>();

/** The commit of an earlier attempt, found by its trailer: a crash after the push must not write a second one. */
export async function committed({ ports }: JobContext, { id }: Promotion): Promise<string | null> {
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

export async function commit(job: JobContext, promotion: Promotion) {
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
