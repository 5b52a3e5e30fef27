import type { GateView, PlanView } from "@/lib/contract/plan-view";
import type { Sentence, VerdictView } from "@/lib/contract/view";
import { mayRun } from "@/lib/domain/permission";
import type { OperationName } from "@/lib/domain/permission-table";
import type { Live } from "@/lib/ports/live";
import type { Context } from "../definition";
import { isProduction } from "../environment-head";
import { gateView } from "./gate-view";
import type { EditCase } from "./open-edit";
import { costOfPlan } from "./plan-cost";
import { planView } from "./plan-view";
import { verdictView } from "./request-verdict";

/** What the preview of every change says: the plan that a request would get, its gates, and whether it may be asked for. */
export type Preview = {
  asOf: string;
  production: boolean;
  plan: PlanView;
  gates: GateView[];
  verdict: Sentence;
  request: VerdictView;
};

/** A change as `operation` would ask for it now, in the environment that its plan leads to. */
export async function previewOf(
  live: Live,
  { planned, judged, taken = null }: Pick<EditCase, "planned" | "judged"> & Partial<Pick<EditCase, "taken">>,
  ask: { operation: OperationName; application?: string | undefined },
  { actor, now }: Context,
): Promise<Preview> {
  const { state, plan } = planned;
  const { fleet, commit } = state;
  const sha = commit?.sha ?? null;
  const permitted = mayRun(ask.operation, actor, fleet, {
    application: ask.application,
    environment: plan.to,
  });
  return {
    asOf: now.toISOString(),
    production: fleet.environments.some((one) => one.name === plan.to && isProduction(one)),
    plan: planView(plan, {
      fleet,
      live,
      commits: plan.kind === "promotion" ? judged.commits : [],
      base: sha,
      approvable: sha !== null,
      cost: await costOfPlan(state, plan, now),
    }),
    gates: judged.gates.map((gate) => gateView(gate, sha)),
    verdict: [{ text: judged.verdict.sentence, strong: true }],
    request: verdictView(permitted.allowed && taken ? { allowed: false, ...taken } : permitted),
  };
}
