import { type ApprovalNeeds, approvalNeeds } from "@/lib/domain/approval-needs";
import { amountsIn, objectAt } from "@/lib/domain/capacity-review/container";
import { isJsonObject } from "@/lib/domain/json";
import type { Refusal } from "@/lib/domain/refusal";
import type { Desired, DesiredState } from "@/lib/ports/desired";
import type { Context, Ports } from "../definition";
import { openPromotions } from "../open-promotions";
import { type Judged, judge } from "../promotion/case";
import { makePlan, type Planned } from "../promotion/make-plan";
import { releaseOf } from "../release-of";
import { declaredSizes } from "./declared-size";
import { placementsIn, sizeEdits, type WantedSize } from "./size-edits";
import { type Suggestions, suggestionsFor } from "./suggestion";
import type { Window } from "./use";

export type RightSizeAsk = {
  application: string;
  environment: string;
  /** `Kind/name`; all of the application's when absent. */
  workload: string | undefined;
  window: Window;
};

export type RightSizeCase = Suggestions & {
  planned: Extract<Planned, { ok: true }>;
  judged: Judged;
  needs: ApprovalNeeds;
  /** Set when asking now would take the place of another change that waits. */
  taken: Refusal | null;
};

/**
 * The suggested requests of an application in an environment as a change that enters there: the lines of its own layer
 * that set them, what they render to, and the approvals that it needs.
 */
export async function rightSizeCase(
  ports: Pick<Ports, "desired" | "store" | "repo" | "renderer" | "live">,
  ask: RightSizeAsk,
  { actor, now, sha256 }: Context,
): Promise<({ ok: true } & RightSizeCase) | { ok: false; refusal: Refusal }> {
  const { application, environment } = ask;
  const state = await ports.desired.head();
  const found = await suggestionsFor(ports, state, ask, now);
  const wanted = found.suggestions.flatMap((one) => one.wanted);
  if (wanted.length === 0) return nothing(ask, found);
  const { home } = await releaseOf(state, application, environment, sha256);
  const lines = await sizeEdits(ports, state, { application, environment, home }, wanted);
  if (!lines.ok) return lines;
  const edits = [...lines.edits, ...(await declaredSizes(state, ask, wanted))];
  const planned = await makePlan(
    ports.desired,
    { kind: "edit", application, from: null, to: environment, edits },
    sha256,
  );
  if (!planned.ok) return planned;
  const decided = await decidedElsewhere(ports.desired, planned, ask, wanted);
  if (decided) return { ok: false, refusal: decided };
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
      added: [],
      approvals: [],
    },
    now,
  );
  const open = (await openPromotions(ports.store)).some(
    (one) => one.application === application && one.target === environment,
  );
  return {
    ok: true,
    ...found,
    planned,
    judged,
    needs: approvalNeeds(state.fleet, application, judged.route, []),
    taken: open ? openAlready(application, environment) : null,
  };
}

export const openAlready = (application: string, environment: string): Refusal => ({
  kind: "conflict",
  code: "promotion.open",
  message: `A change of ${application} to ${environment} is asked for already; decide it first.`,
});

function nothing(
  { application, environment, workload }: RightSizeAsk,
  { left }: Suggestions,
): { ok: false; refusal: Refusal } {
  if (left.length === 0)
    return {
      ok: false,
      refusal: {
        kind: "missing",
        code: "object.missing",
        message: `${application} runs ${workload ?? "no workload"} nowhere in ${environment}.`,
      },
    };
  const reasons = [...new Set(left.map((one) => `${one.resource}: ${one.reason}`))];
  return {
    ok: false,
    refusal: {
      kind: "conflict",
      code: "size.no-suggestion",
      message: `Nothing is suggested for ${workload ?? application} in ${environment}: ${reasons.join("; ")}.`,
      facts: { left },
    },
  };
}

/** A layer above the environment's own may keep its value on some cluster: then the plan would do half of what it says. */
async function decidedElsewhere(
  desired: Desired,
  { plan, state }: RightSizeCase["planned"],
  ask: RightSizeAsk,
  wanted: readonly WantedSize[],
): Promise<Refusal | null> {
  const after = await desired.edited(state, new Map(plan.files.map((one) => [one.file, one.after])));
  for (const placement of placementsIn(state.fleet, ask))
    for (const want of wanted) {
      const value = await sizeIn(after, placement, want);
      if (value === want.to) continue;
      return {
        kind: "blocked",
        code: "size.decided-elsewhere",
        message: `On ${placement.cluster} another layer decides the ${want.resource} of ${want.container} in ${want.object}, so ${ask.environment}'s own line has no effect there.`,
      };
    }
  return null;
}

async function sizeIn(
  state: DesiredState,
  placement: Parameters<DesiredState["render"]>[0],
  { object, container, list, resource }: WantedSize,
): Promise<number | null> {
  const { objects } = await state.render(placement);
  const found = objects.find((one) => `${one.kind}/${one.metadata.name}` === object);
  const pod = objectAt(objectAt(objectAt(found?.spec).template).spec);
  const all = Array.isArray(pod.containers) ? pod.containers.filter(isJsonObject) : [];
  const resources = objectAt(all.find((one) => one.name === container)?.resources);
  return amountsIn(objectAt(resources[list]))[resource === "cpu" ? "cpuMillis" : "memoryBytes"];
}
