import { type Hash, type PlanBody, planDigest } from "../digest";
import type { Manifest } from "../manifest";
import { allowed, denied, type Verdict } from "../refusal";
import { capacityChange } from "./capacity-change";
import { effectsOf } from "./effect";
import type { Plan, PlanDraft } from "./plan";
import { renderedChange } from "./rendered-change";
import { renderedRows } from "./rendered-row";

/** The renderings of a target before and after the edits; secrets are keyed hashes already. */
export type TargetRendering = { placement: string; before: readonly Manifest[]; after: readonly Manifest[] };

/** Adds to a draft what it renders to, what that does, and the digest over both. */
export function completePlan(draft: PlanDraft, targets: readonly TargetRendering[], hash: Hash): Plan {
  const rendered = targets.map((t) => ({ ...t, change: renderedChange(t.placement, t.before, t.after) }));
  const changes = rendered.map((r) => r.change);
  const body: PlanBody = {
    application: draft.application,
    kind: draft.kind,
    from: draft.from,
    to: draft.to,
    edits: draft.edits.map(({ file, document, path, before, after }) => ({
      file,
      document,
      path,
      before,
      after,
    })),
    targets: targets.map((t) => t.placement),
    rendered: changes.flatMap((c) =>
      c.fields.map(({ object, path, before, after }) => ({
        placement: c.placement,
        object,
        path,
        before,
        after,
      })),
    ),
  };
  const still = changes
    .filter((c) => c.fields.length === 0)
    .map((c) => `Nothing changes on ${c.placement.split("/").at(-1) ?? c.placement}.`);
  return {
    ...draft,
    targets: body.targets,
    changes,
    rows: renderedRows(changes, draft.edits),
    unchangedObjects: changes.reduce((n, c) => n + c.unchanged, 0),
    // What nothing is rendered from, such as a node pool's size, has no effect that a rendering could show.
    effects: rendered.length === 0 ? [] : effectsOf(rendered),
    notes: [...draft.notes, ...still],
    capacity: rendered.map(capacityChange),
    body,
    digest: planDigest(body, hash),
  };
}

/** A plan that renders to nothing new on any target would be a success without effect: it is refused. */
export function hasEffect(plan: Plan): Verdict {
  if (plan.changes.some((c) => c.fields.length > 0)) return allowed;
  return denied(
    "blocked",
    "plan.without-effect",
    `The edits change nothing that ${plan.to} renders to; another layer decides these values.`,
    {
      notes: plan.notes,
    },
  );
}
