import type { RefusalCode } from "@/lib/domain/codes";
import { completePlan, hasEffect } from "@/lib/domain/plan/complete";
import { draftEdit } from "@/lib/domain/plan/draft";
import type { Desired, DesiredState } from "@/lib/ports/desired";
import { releaseOf } from "../release-of";
import type { EditAsk, Planned } from "./make-plan";

/**
 * The plan of an edit of rendered files: what it renders to on every placement of its target. It may reach no other
 * environment and no other application, because a change is judged by the rules of the one it enters.
 */
export async function renderedEdit(
  desired: Desired,
  state: DesiredState,
  ask: { application: string; to: string; edits: readonly EditAsk[] },
  sha256: (text: string) => string,
): Promise<Planned> {
  const { application, to, edits } = ask;
  const texts = new Map<string, string | null>();
  for (const { file } of edits) texts.set(file, await state.tree.text(file));
  const target = await releaseOf(state, application, to, sha256);
  const drafted = draftEdit({
    application,
    to,
    // An edit without a version is one of declarations, which nothing renders from.
    version: target.version ?? "its release",
    edits,
    text: (file) => texts.get(file) ?? null,
  });
  if (!drafted.ok) return drafted;
  const edited = await desired.edited(
    state,
    new Map(drafted.draft.files.map((one) => [one.file, one.after])),
  );
  const all = await Promise.all(
    state.fleet.placements.map(async (placement) => {
      const [before, after] = await Promise.all([state.render(placement), edited.render(placement)]);
      return { placement, before, after };
    }),
  );
  const mine = all.filter(
    ({ placement }) => placement.application === application && placement.environment === to,
  );
  const failed = mine.find(({ after }) => after.status === "failed");
  if (failed)
    return no(
      "plan.does-not-render",
      `With this edit ${failed.placement.id} does not render: ${failed.after.problems[0]?.message ?? "no reason given"}.`,
    );
  const plan = completePlan(
    drafted.draft,
    mine.map(({ placement, before, after }) => ({
      placement: placement.id,
      before: before.objects,
      after: after.objects,
    })),
    sha256,
  );
  const elsewhere = all.find((one) => !mine.includes(one) && one.before.key !== one.after.key);
  if (elsewhere)
    return no(
      "edit.reaches",
      `The line reaches ${elsewhere.placement.application} in ${elsewhere.placement.environment}, too: a change is judged by the rules of one environment. Set the value in the layer of ${to} instead.`,
    );
  const effect = hasEffect(plan);
  if (!effect.allowed) return { ok: false, refusal: effect };
  return { ok: true, plan, state, carried: target, target };
}

const no = (code: RefusalCode, message: string): Planned => ({
  ok: false,
  refusal: { kind: "blocked", code, message },
});
