import { resources as contract } from "@/lib/contract";
import { decides, Refused } from "../definition";
import { openEdit } from "../promotion/open-edit";
import { scaleCase } from "./scale-case";

/** Asks for another size of a node pool: a change of files like any other, with the approvals of entering there. */
export const scale = decides(
  contract.scale,
  ["desired", "store", "repo"],
  (_ports, { environment }) => ({ scope: { environment }, object: null }),
  async (ports, { environment, nodes, planDigest, comment }, context) => {
    const made = await scaleCase(ports, { environment, nodes }, context);
    if (!made.ok) return new Refused(made.refusal);
    const what = `Scale the node pool of ${environment} from ${made.edit.from} to ${nodes}`;
    return openEdit(made, { what, planDigest, comment }, context);
  },
);
