import { resources as contract } from "@/lib/contract";
import { counted } from "@/lib/domain/promotion/sentence";
import { decides, Refused } from "../definition";
import { openEdit } from "../promotion/open-edit";
import { rightSizeCase } from "./right-size-case";
import { usualWindow } from "./use";

/** Asks for the requests that fit what was used: a change of files like any other, with the approvals of entering there. */
export const rightSize = decides(
  contract.rightSize,
  ["desired", "store", "repo", "renderer", "live"],
  (_ports, { application, environment }) => ({ scope: { application, environment }, object: null }),
  async (
    ports,
    { environment, application, workload, window = usualWindow, planDigest, comment },
    context,
  ) => {
    const made = await rightSizeCase(ports, { environment, application, workload, window }, context);
    if (!made.ok) return new Refused(made.refusal);
    const what = `Right-size ${workload ?? application} in ${environment}: ${counted(made.suggestions.length, "request")} to fit ${window} of use`;
    return openEdit(made, { what, planDigest, comment }, context);
  },
);
