import { expectation as contract } from "@/lib/contract";
import { answers, Refused } from "../definition";
import { previewOf } from "../promotion/preview";
import { expectCase, laterOf } from "./expect-case";

/** The preview of a rule: what it would hide beside the row in view, what it writes, and who approves it. */
export const expectPlan = answers(
  contract.expectPlan,
  ["desired", "store", "repo", "live"],
  async (ports, ask, context) => {
    const made = await expectCase(ports, ask, context);
    if (!made.ok) return new Refused(made.refusal);
    const { planned, hides, approvers } = made;
    const { application } = planned.plan;
    return {
      ...(await previewOf(ports.live, made, { operation: "environment.expect", application }, context)),
      hides: [...hides],
      approvers: [...approvers],
    };
  },
  async ({ desired }, { left, right, application }) => ({
    scope: { application, environment: laterOf((await desired.head()).fleet, left, right) },
    object: null,
  }),
);
