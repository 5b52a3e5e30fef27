import { promotion as contract } from "@/lib/contract";
import { answers, Refused } from "../definition";
import { carryCase } from "./carry-case";
import { previewOf } from "./preview";

/** The preview of one value's way into another environment: its line, its gates, and whether it may be asked for. */
export const carryPlan = answers(
  contract.carryPlan,
  ["desired", "renderer", "store", "repo", "live"],
  async (ports, ask, context) => {
    const made = await carryCase(ports, ask, context);
    if (!made.ok) return new Refused(made.refusal);
    const { before, after } = made;
    const { application } = ask;
    return {
      ...(await previewOf(ports.live, made, { operation: "promotion.carry", application }, context)),
      before,
      after,
    };
  },
  (_ports, { application, to }) => ({ scope: { application, environment: to }, object: null }),
);
