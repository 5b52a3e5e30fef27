import { promotion as contract } from "@/lib/contract";
import { mayRun } from "@/lib/domain/permission";
import { momentText } from "@/lib/domain/window-text";
import { answers, Refused } from "../definition";
import { isProduction } from "../environment-head";
import { judge } from "./case";
import { gateView } from "./gate-view";
import { makePlan } from "./make-plan";
import { costOfPlan } from "./plan-cost";
import { planView } from "./plan-view";
import { verdictView } from "./request-verdict";

/** The preview of a promotion: the same plan, gates and verdict that a request would get. */
export const plan = answers(
  contract.plan,
  ["desired", "store", "repo", "live"],
  async (ports, { application, from, to }, { actor, now, sha256 }) => {
    const planned = await makePlan(ports.desired, { kind: "promotion", application, from, to }, sha256);
    if (!planned.ok) return new Refused(planned.refusal);
    const { state } = planned;
    const requestedBy = actor.kind === "person" ? actor.id : "";
    const judged = await judge(
      ports,
      planned,
      { application, kind: "promotion", from, to, state: "waiting", requestedBy, added: [], approvals: [] },
      now,
    );
    const sha = state.commit?.sha ?? null;
    const { earliest } = judged.verdict;
    const target = state.fleet.environments.find((environment) => environment.name === to);
    return {
      asOf: now.toISOString(),
      production: target ? isProduction(target) : false,
      plan: planView(planned.plan, {
        fleet: state.fleet,
        live: ports.live,
        commits: judged.commits,
        base: sha,
        approvable: sha !== null,
        cost: await costOfPlan(state, planned.plan, now),
      }),
      gates: judged.gates.map((gate) => gateView(gate, sha)),
      verdict: [{ text: judged.verdict.sentence, strong: true }],
      earliest: earliest === null ? null : momentText(earliest, state.fleet.zone, now),
      earliestAt: earliest,
      otherTeams: state.fleet.teams.map((team) => team.name).filter((team) => !judged.teams.includes(team)),
      request: verdictView(mayRun("promotion.request", actor, state.fleet, { application, environment: to })),
    };
  },
  (_ports, { application, to }) => ({ scope: { application, environment: to }, object: null }),
);
