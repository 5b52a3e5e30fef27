import { canonicalJson } from "@/lib/domain/canonical";
import type { PlanBody } from "@/lib/domain/digest";
import type { Fleet, Placement } from "@/lib/domain/fleet";
import { type Printable, parseJson } from "@/lib/domain/json";
import { planMoves } from "@/lib/domain/plan/moved";
import type { Plan } from "@/lib/domain/plan/plan";
import type { Promotion } from "@/lib/ports/store/promotions";
import type { Ports } from "../definition";
import { type Judged, judge } from "./case";
import { makePlan, type PlanAsk, type Planned, placementsOf } from "./make-plan";

type Need = "desired" | "store" | "repo";

/**
 * What a promotion asks for. A rollback's commit and an edit's values are kept with the plan, because no line of a file
 * names them.
 */
export async function askOf({ store }: Pick<Ports, "store">, promotion: Promotion): Promise<PlanAsk> {
  const { application, source: from, target: to } = promotion;
  if (promotion.kind === "promotion") return { kind: "promotion", application, from, to };
  const stored = await store.promotions.plan(promotion.id, promotion.planDigest);
  if (promotion.kind === "edit")
    return {
      kind: "edit",
      application,
      from: null,
      to,
      edits: (stored ? storedPlan(stored.text).body.edits : []).map(({ before, after, ...where }) => ({
        ...where,
        expect: before,
        value: after,
      })),
    };
  return {
    kind: "rollback",
    application,
    from,
    to,
    commit: stored ? (storedPlan(stored.text).restores ?? undefined) : undefined,
  };
}

/** An edit of declarations has no version: nothing renders from it, so nothing is applied. */
export const isOfDeclarations = (promotion: Promotion): boolean =>
  promotion.kind === "edit" && promotion.toVersion === null;

/** The placements that carrying it out applies: all of the target; none for an edit of declarations. */
export const appliedPlacements = (fleet: Fleet, promotion: Promotion): readonly Placement[] =>
  isOfDeclarations(promotion)
    ? []
    : placementsOf(fleet, { application: promotion.application, to: promotion.target });

export type Review = {
  promotion: Promotion;
  planned: Planned;
  judged: Judged | null;
  /** Why the plan is not the one that was asked for, when it is not. */
  moved: readonly string[];
};

/** An open promotion judged at the protected head as it stands now. */
export async function review(
  ports: Pick<Ports, Need>,
  promotion: Promotion,
  sha256: (text: string) => string,
  now: Date,
): Promise<Review> {
  const planned = await makePlan(ports.desired, await askOf(ports, promotion), sha256);
  if (!planned.ok) return { promotion, planned, judged: null, moved: [planned.refusal.message] };
  const approvals = await ports.store.approvals.of(promotion.id);
  const judged = await judge(
    ports,
    planned,
    {
      application: promotion.application,
      kind: promotion.kind,
      from: promotion.source,
      to: promotion.target,
      state: promotion.state,
      requestedBy: promotion.requestedBy,
      added: promotion.requiredTeams,
      approvals,
    },
    now,
  );
  const moved =
    planned.plan.digest === promotion.planDigest
      ? []
      : await movesSince(ports, promotion, planned.plan.body, promotion.planDigest);
  return { promotion, planned, judged, moved };
}

/** What changed between a plan this promotion had and another body, in sentences. */
export async function movesSince(
  { store }: Pick<Ports, "store">,
  promotion: Promotion,
  body: PlanBody,
  digest: string,
): Promise<readonly string[]> {
  const stored = await store.promotions.plan(promotion.id, digest);
  if (!stored) return ["The plan changed."];
  const moves = planMoves(storedPlan(stored.text).body, body);
  return moves.length > 0 ? moves : ["The plan changed."];
}

/** What is kept of a plan: the digested body, and for a rollback the commit whose release comes back. */
export type StoredPlan = { body: PlanBody; restores: string | null };
export const planText = (plan: Plan, restores: string | null): string =>
  canonicalJson({ body: plan.body, restores } as unknown as Printable);

/** We wrote the text ourselves from that type. */
export const storedPlan = (text: string): StoredPlan => parseJson(text) as unknown as StoredPlan;
