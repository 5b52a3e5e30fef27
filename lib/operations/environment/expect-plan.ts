import { expectation as contract } from "@/lib/contract";
import { mayRun } from "@/lib/domain/permission";
import { answers, Refused } from "../definition";
import { isProduction } from "../environment-head";
import { gateView } from "../promotion/gate-view";
import { planView } from "../promotion/plan-view";
import { verdictView } from "../promotion/request-verdict";
import { expectCase, laterOf } from "./expect-case";

/** The preview of a rule: what it would hide beside the row in view, what it writes, and who approves it. */
export const expectPlan = answers(
  contract.expectPlan,
  ["desired", "store", "repo", "live"],
  async (ports, ask, context) => {
    const made = await expectCase(ports, ask, context);
    if (!made.ok) return new Refused(made.refusal);
    const { planned, judged, hides, approvers, taken } = made;
    const { fleet, commit } = planned.state;
    const permitted = mayRun("environment.expect", context.actor, fleet, {
      application: planned.plan.application,
      environment: planned.plan.to,
    });
    const sha = commit?.sha ?? null;
    const to = fleet.environments.find((one) => one.name === planned.plan.to);
    return {
      asOf: context.now.toISOString(),
      production: to ? isProduction(to) : false,
      hides: [...hides],
      approvers: [...approvers],
      plan: planView(planned.plan, {
        fleet,
        live: ports.live,
        commits: [],
        base: sha,
        approvable: sha !== null,
        cost: null,
      }),
      gates: judged.gates.map((gate) => gateView(gate, sha)),
      verdict: [{ text: judged.verdict.sentence, strong: true }],
      request: verdictView(permitted.allowed && taken ? { allowed: false, ...taken } : permitted),
    };
  },
  async ({ desired }, { left, right, application }) => ({
    scope: { application, environment: laterOf((await desired.head()).fleet, left, right) },
    object: null,
  }),
);
