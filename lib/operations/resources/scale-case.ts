import { type ApprovalNeeds, approvalNeeds } from "@/lib/domain/approval-needs";
import { routeOf } from "@/lib/domain/gate-route";
import { mayRun } from "@/lib/domain/permission";
import type { Refusal } from "@/lib/domain/refusal";
import type { Context, Ports } from "../definition";
import { openPromotions } from "../open-promotions";
import { type Judged, judge } from "../promotion/case";
import { makePlan, type Planned } from "../promotion/make-plan";
import { type ScaleEdit, scaleEdit } from "./scale-edit";

export type ScaleCase = {
  planned: Extract<Planned, { ok: true }>;
  judged: Judged;
  needs: ApprovalNeeds;
  edit: ScaleEdit;
  /** Set when asking now would take the place of another change that waits. */
  taken: Refusal | null;
};

/**
 * A scaling as a change that enters the environment: it carries the name of one application of the pool, and needs
 * the approvals of all of them. It never takes the place of a release that waits for the same target.
 */
export async function scaleCase(
  ports: Pick<Ports, "desired" | "store" | "repo">,
  { environment, nodes }: { environment: string; nodes: number },
  { actor, now, sha256 }: Context,
): Promise<({ ok: true } & ScaleCase) | { ok: false; refusal: Refusal }> {
  const state = await ports.desired.head();
  const found = await scaleEdit(state, environment, nodes);
  if (!found.ok) return found;
  const { edit } = found;
  const open = (await openPromotions(ports.store)).filter((promotion) => promotion.target === environment);
  const visible = edit.applications.filter(
    (name) =>
      mayRun("environment.scale-plan", actor, state.fleet, { application: name, environment }).allowed,
  );
  const isOpen = (name: string): boolean => open.some((promotion) => promotion.application === name);
  const application = visible.find((name) => !isOpen(name)) ?? visible[0];
  if (application === undefined)
    return {
      ok: false,
      refusal: {
        kind: "missing",
        code: "scope.missing",
        message: `You may see no application of ${environment}, whose pool this is.`,
      },
    };
  const ask = { kind: "edit" as const, application, from: null, to: environment, edits: edit.edits };
  const made = await makePlan(ports.desired, ask, sha256);
  if (!made.ok) return made;
  const planned = { ...made, plan: { ...made.plan, notes: [...made.plan.notes, ...edit.notes] } };
  const added = edit.applications.flatMap((name) => {
    const routed = routeOf(state.fleet, { application: name, from: null, to: environment });
    return routed.ok ? approvalNeeds(state.fleet, name, routed.route, []).teams.map(({ team }) => team) : [];
  });
  const judged = await judge(
    ports,
    planned,
    {
      application,
      kind: "edit",
      from: null,
      to: environment,
      state: "waiting",
      requestedBy: actor.kind === "person" ? actor.id : "",
      added: [...new Set(added)],
      approvals: [],
    },
    now,
  );
  return {
    ok: true,
    planned,
    judged,
    needs: approvalNeeds(state.fleet, application, judged.route, [...new Set(added)]),
    edit,
    taken: isOpen(application)
      ? {
          kind: "conflict",
          code: "promotion.open",
          message: `Every application of ${environment} that you may see has a change asked for already; decide one of them first.`,
        }
      : null,
  };
}
