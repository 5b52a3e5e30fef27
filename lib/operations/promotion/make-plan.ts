import type { Fleet } from "@/lib/domain/fleet";
import { type RouteAsk, routeOf } from "@/lib/domain/gate-route";
import type { Path } from "@/lib/domain/path";
import { completePlan, hasEffect } from "@/lib/domain/plan/complete";
import { draftEdit, draftPlan } from "@/lib/domain/plan/draft";
import type { Plan } from "@/lib/domain/plan/plan";
import type { Refusal } from "@/lib/domain/refusal";
import type { DesiredRelease } from "@/lib/domain/release";
import type { Desired, DesiredState } from "@/lib/ports/desired";
import { releaseOf, releaseTexts } from "../release-of";
import { renderedEdit } from "./rendered-edit";

export type PlanAsk = RouteAsk & { application: string } & (
    | {
        kind: "promotion" | "rollback";
        /** For a rollback: the commit whose release comes back. */
        commit?: string | undefined;
      }
    | { kind: "edit"; edits: readonly EditAsk[] }
  );

/** One value of a file that an edit sets, against the one it had; null: it is new, as `draftEdit` says. */
export type EditAsk = {
  file: string;
  document: number;
  path: Path;
  expect: string | null;
  value: string | null;
};

export type Planned =
  | { ok: true; plan: Plan; state: DesiredState; carried: DesiredRelease; target: DesiredRelease }
  | { ok: false; refusal: Refusal };

const kept = new WeakMap<DesiredState, Map<string, Promise<Planned>>>();

/**
 * The plan of a promotion or rollback at the protected head: the fewest file edits, what they render to on every
 * placement of the target, and the digest over both. Computed once a head.
 */
export async function makePlan(
  desired: Desired,
  ask: PlanAsk,
  sha256: (text: string) => string,
): Promise<Planned> {
  const state = await desired.head();
  const memory = kept.get(state) ?? new Map<string, Promise<Planned>>();
  kept.set(state, memory);
  const what = ask.kind === "edit" ? ask.edits : (ask.commit ?? null);
  const key = JSON.stringify([ask.kind, ask.application, ask.from, ask.to, what]);
  let answer = memory.get(key);
  if (!answer) {
    answer = compute(desired, state, ask, sha256);
    answer.catch(() => memory.delete(key));
    memory.set(key, answer);
  }
  return answer;
}

async function compute(
  desired: Desired,
  state: DesiredState,
  ask: PlanAsk,
  sha256: (text: string) => string,
): Promise<Planned> {
  const routed = routeOf(state.fleet, ask);
  if (!routed.ok) return routed;
  const broken = brokenApplication(state, ask.application);
  if (broken) return { ok: false, refusal: broken };
  if (ask.kind === "edit")
    return ask.edits.every(({ file }) => isDeclaration(file))
      ? computeEdit(state, ask, sha256)
      : renderedEdit(desired, state, ask, sha256);
  const carried = await carriedRelease(desired, state, ask, sha256);
  if (!carried)
    return {
      ok: false,
      refusal: { kind: "missing", code: "object.missing", message: `There is no revision ${ask.commit}.` },
    };
  const target = await releaseOf(state, ask.application, ask.to, sha256);
  const drafted = draftPlan({
    application: ask.application,
    kind: ask.kind,
    from: ask.from,
    to: ask.to,
    carried,
    target,
    text: await releaseTexts(state),
  });
  if (!drafted.ok) return drafted;
  const edited = await desired.edited(
    state,
    new Map(drafted.draft.files.map((file) => [file.file, file.after])),
  );
  const placements = placementsOf(state.fleet, ask);
  const renderings = await Promise.all(
    placements.map(async (placement) => {
      const [before, after] = await Promise.all([state.render(placement), edited.render(placement)]);
      return { placement: placement.id, before, after };
    }),
  );
  const failed = renderings.find((r) => r.after.status === "failed");
  if (failed)
    return {
      ok: false,
      refusal: {
        kind: "blocked",
        code: "plan.does-not-render",
        message: `With these edits ${failed.placement} does not render: ${failed.after.problems[0]?.message ?? "no reason given"}.`,
      },
    };
  const plan = completePlan(
    drafted.draft,
    renderings.map(({ placement, before, after }) => ({
      placement,
      before: before.objects,
      after: after.objects,
    })),
    sha256,
  );
  const effect = hasEffect(plan);
  if (!effect.allowed) return { ok: false, refusal: effect };
  return { ok: true, plan, state, carried, target };
}

/**
 * An edit of declarations, such as a node pool's size: nothing is rendered from these files, so there is nothing to
 * apply, and the effect is the change itself.
 */
async function computeEdit(
  state: DesiredState,
  ask: Extract<PlanAsk, { kind: "edit" }>,
  sha256: (text: string) => string,
): Promise<Planned> {
  const { application, to, edits } = ask;
  const texts = new Map<string, string | null>();
  for (const { file } of edits) texts.set(file, await state.tree.text(file));
  const drafted = draftEdit({
    application,
    to,
    version: null,
    edits,
    text: (file) => texts.get(file) ?? null,
  });
  if (!drafted.ok) return drafted;
  const target = await releaseOf(state, application, to, sha256);
  return { ok: true, plan: completePlan(drafted.draft, [], sha256), state, carried: target, target };
}

const isDeclaration = (file: string): boolean =>
  /(?:^|\/)(?:orchestr8|environments)\.ya?ml$|\.tf(?:vars)?$/.test(file);

async function carriedRelease(
  desired: Desired,
  state: DesiredState,
  ask: Exclude<PlanAsk, { kind: "edit" }>,
  sha256: (text: string) => string,
): Promise<DesiredRelease | null> {
  if (ask.kind === "promotion") return releaseOf(state, ask.application, ask.from ?? "", sha256);
  const past = ask.commit === undefined ? null : await desired.at(ask.commit);
  return past ? releaseOf(past, ask.application, ask.to, sha256) : null;
}

/** An application with a wrong file is not moved: what would be written rests on what could not be read. */
function brokenApplication(state: DesiredState, application: string): Refusal | null {
  if (!state.reading.broken.includes(application)) return null;
  const folder = state.fleet.applications.find((a) => a.name === application)?.path ?? application;
  const problem = state.reading.problems.find(
    (p) => p.severity === "error" && p.file?.startsWith(`${folder}/`),
  );
  const place = problem?.file ? ` (${problem.file}:${problem.line ?? 1})` : "";
  return {
    kind: "blocked",
    code: "fleet.invalid",
    message: `${application}'s own files have a mistake; correct it first: ${problem?.message ?? "see its problems"}${place}.`,
  };
}

export const placementsOf = (fleet: Fleet, ask: { application: string; to: string }) =>
  fleet.placements.filter(
    (placement) => placement.application === ask.application && placement.environment === ask.to,
  );
