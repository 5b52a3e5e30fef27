import { resources as contract } from "@/lib/contract";
import { answers, Refused } from "../definition";
import { previewOf } from "../promotion/preview";
import { scaleCase } from "./scale-case";

/** The preview of a scaling: the same plan, gates and verdict that a request would get. */
export const scalePlan = answers(
  contract.scalePlan,
  ["desired", "store", "repo", "live"],
  async (ports, { environment, nodes }, context) => {
    const made = await scaleCase(ports, { environment, nodes }, context);
    if (!made.ok) return new Refused(made.refusal);
    const { edit } = made;
    return {
      ...(await previewOf(ports.live, made, { operation: "environment.scale" }, context)),
      from: edit.from,
      to: nodes,
      max: edit.max,
    };
  },
  (_ports, { environment }) => ({ scope: { environment }, object: null }),
);
