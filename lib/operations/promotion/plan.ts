import { promotion as contract } from "@/lib/contract";
import { momentText } from "@/lib/domain/window-text";
import { answers, Refused } from "../definition";
import { judge } from "./case";
import { makePlan } from "./make-plan";
import { previewOf } from "./preview";

/** The preview of a promotion: the same plan, gates and verdict that a request would get. */
export const plan = answers(
  contract.plan,
  ["desired", "store", "repo", "live"],
  async (ports, { application, from, to }, context) => {
    const { actor, now, sha256 } = context;
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
    const { earliest } = judged.verdict;
    return {
      ...(await previewOf(
        ports.live,
        { planned, judged },
        { operation: "promotion.request", application },
        context,
      )),
      earliest: earliest === null ? null : momentText(earliest, state.fleet.zone, now),
      earliestAt: earliest,
      otherTeams: state.fleet.teams.map((team) => team.name).filter((team) => !judged.teams.includes(team)),
    };
  },
  (_ports, { application, to }) => ({ scope: { application, environment: to }, object: null }),
);
