import { promotion as contract } from "@/lib/contract";
import { decides, Refused } from "../definition";
import { carryCase } from "./carry-case";
import { openEdit } from "./open-edit";

/** Asks to bring one value into another environment: the one line that sets it there, planned and approved. */
export const carry = decides(
  contract.carry,
  ["desired", "renderer", "store", "repo"],
  (_ports, { application, to }) => ({ scope: { application, environment: to }, object: null }),
  async (ports, { planDigest, comment, ...ask }, context) => {
    const made = await carryCase(ports, ask, context);
    if (!made.ok) return new Refused(made.refusal);
    return openEdit(made, { what: made.what, planDigest, comment }, context);
  },
);
