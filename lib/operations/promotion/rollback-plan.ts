import { promotion as contract } from "@/lib/contract";
import { mayRun } from "@/lib/domain/permission";
import { momentText } from "@/lib/domain/window-text";
import { answers, Refused } from "../definition";
import { isProduction } from "../environment-head";
import { gateView } from "./gate-view";
import { costOfPlan } from "./plan-cost";
import { planView } from "./plan-view";
import { verdictView } from "./request-verdict";
import { rollbackCase } from "./rollback-case";

/** The preview of a rollback: the ways back there are, and the plan, gates and verdict of one of them. */
export const rollbackPlan = answers(
  contract.rollbackPlan,
  ["desired", "store", "repo", "live"],
  async (ports, ask, context) => {
    const made = await rollbackCase(ports, ask, context);
    if (!made.ok) return new Refused(made.refusal);
    const { planned, judged, back, ways } = made;
    const { fleet, commit } = planned.state;
    const { application, environment } = ask;
    const { earliest } = judged.verdict;
    const target = fleet.environments.find((one) => one.name === environment);
    return {
      asOf: context.now.toISOString(),
      production: target ? isProduction(target) : false,
      version: back.version,
      ways: ways.map(({ version, verifiedAt, endedAt }) => ({
        version,
        verifiedAt: verifiedAt.toISOString(),
        ranUntil: endedAt?.toISOString() ?? null,
      })),
      plan: planView(planned.plan, {
        fleet,
        live: ports.live,
        commits: [],
        base: commit?.sha ?? null,
        approvable: commit !== null,
        cost: await costOfPlan(planned.state, planned.plan, context.now),
      }),
      gates: judged.gates.map((gate) => gateView(gate, commit?.sha ?? null)),
      verdict: [{ text: judged.verdict.sentence, strong: true }],
      earliest: earliest === null ? null : momentText(earliest, fleet.zone, context.now),
      earliestAt: earliest,
      request: verdictView(mayRun("promotion.rollback", context.actor, fleet, { application, environment })),
    };
  },
  (_ports, { application, environment }) => ({ scope: { application, environment }, object: null }),
);
