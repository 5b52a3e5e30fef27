import { promotion as contract } from "@/lib/contract";
import { momentText } from "@/lib/domain/window-text";
import { answers, Refused } from "../definition";
import { previewOf } from "./preview";
import { rollbackCase } from "./rollback-case";

/** The preview of a rollback: the ways back there are, and the plan, gates and verdict of one of them. */
export const rollbackPlan = answers(
  contract.rollbackPlan,
  ["desired", "store", "repo", "live"],
  async (ports, ask, context) => {
    const made = await rollbackCase(ports, ask, context);
    if (!made.ok) return new Refused(made.refusal);
    const { planned, judged, back, ways } = made;
    const { application } = ask;
    const { earliest } = judged.verdict;
    return {
      ...(await previewOf(ports.live, made, { operation: "promotion.rollback", application }, context)),
      version: back.version,
      ways: ways.map(({ version, verifiedAt, endedAt }) => ({
        version,
        verifiedAt: verifiedAt.toISOString(),
        ranUntil: endedAt?.toISOString() ?? null,
      })),
      earliest: earliest === null ? null : momentText(earliest, planned.state.fleet.zone, context.now),
      earliestAt: earliest,
    };
  },
  (_ports, { application, environment }) => ({ scope: { application, environment }, object: null }),
);
