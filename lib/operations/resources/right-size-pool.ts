import { resources as contract } from "@/lib/contract";
import { decides, Refused } from "../definition";
import { openEdit } from "../promotion/open-edit";
import type { PoolSize } from "./pool-suggestion";
import { rightSizePoolCase } from "./right-size-pool-case";
import { usualWindow } from "./use";

/** Asks for the node pool that fits what ran: a change of files like any other, with the approvals of entering there. */
export const rightSizePool = decides(
  contract.rightSizePool,
  ["desired", "store", "repo", "live"],
  (_ports, { environment }) => ({ scope: { environment }, object: null }),
  async (ports, { environment, window = usualWindow, planDigest, comment }, context) => {
    const made = await rightSizePoolCase(ports, { environment, window }, context);
    if (!made.ok) return new Refused(made.refusal);
    const { from, to } = made.suggestion;
    const what = `Right-size the node pool of ${environment} from ${poolText(from)} to ${poolText(to)}`;
    return openEdit(made, { what, planDigest, comment }, context);
  },
);

const poolText = ({ instanceType, min, max }: PoolSize): string => `${min} to ${max} ${instanceType}`;
