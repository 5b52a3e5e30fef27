import { approvalNeeds } from "@/lib/domain/approval-needs";
import { routeOf } from "@/lib/domain/gate-route";
import { mayRun } from "@/lib/domain/permission";
import type { OperationName } from "@/lib/domain/permission-table";
import type { Refusal } from "@/lib/domain/refusal";
import type { Context, Ports } from "../definition";
import { openPromotions } from "../open-promotions";
import { type EditAsk, makePlan } from "./make-plan";
import { type EditCase, editCase } from "./open-edit";

/**
 * An edit of what an environment declares, as a change that enters it: it carries the name of one application that it
 * concerns, and needs the approvals of all of them. It never takes the place of a release that waits for the same
 * target.
 */
export async function environmentEdit(
  ports: Pick<Ports, "desired" | "store" | "repo">,
  ask: {
    /** The question whose permission says which applications may be named. */
    operation: OperationName;
    environment: string;
    /** Every application that it concerns, with what ties it to them, for a refusal. */
    applications: readonly string[];
    concern: string;
    edits: readonly EditAsk[];
    notes: readonly string[];
  },
  context: Context,
): Promise<({ ok: true } & EditCase) | { ok: false; refusal: Refusal }> {
  const { environment, applications } = ask;
  const { fleet } = await ports.desired.head();
  const open = (await openPromotions(ports.store)).filter((promotion) => promotion.target === environment);
  const visible = applications.filter(
    (name) => mayRun(ask.operation, context.actor, fleet, { application: name, environment }).allowed,
  );
  const isOpen = (name: string): boolean => open.some((promotion) => promotion.application === name);
  const application = visible.find((name) => !isOpen(name)) ?? visible[0];
  if (application === undefined)
    return {
      ok: false,
      refusal: {
        kind: "missing",
        code: "scope.missing",
        message: `You may see no application of ${environment}, whose ${ask.concern} this is.`,
      },
    };
  const made = await makePlan(
    ports.desired,
    { kind: "edit", application, from: null, to: environment, edits: ask.edits },
    context.sha256,
  );
  if (!made.ok) return made;
  const planned = { ...made, plan: { ...made.plan, notes: [...made.plan.notes, ...ask.notes] } };
  const teams = applications.flatMap((name) => {
    const routed = routeOf(fleet, { application: name, from: null, to: environment });
    return routed.ok ? approvalNeeds(fleet, name, routed.route, []).teams.map(({ team }) => team) : [];
  });
  const added = [...new Set(teams)];
  return {
    ok: true,
    ...(await editCase(ports, planned, added, context)),
    taken: isOpen(application)
      ? {
          kind: "conflict",
          code: "promotion.open",
          message: `Every application of ${environment} that you may see has a change asked for already; decide one of them first.`,
        }
      : null,
  };
}
