import { expectation as contract } from "@/lib/contract";
import { decides, Refused } from "../definition";
import { openEdit } from "../promotion/open-edit";
import { expectCase, laterOf } from "./expect-case";

/** Asks to mark differences as expected: a rule in orchestr8.yaml, with the approvals of every way it speaks of. */
export const expect = decides(
  contract.expect,
  ["desired", "store", "repo"],
  async ({ desired }, { left, right, application }) => ({
    scope: { application, environment: laterOf((await desired.head()).fleet, left, right) },
    object: null,
  }),
  async (ports, { planDigest, comment, ...ask }, context) => {
    const made = await expectCase(ports, ask, context);
    if (!made.ok) return new Refused(made.refusal);
    const what = `Expect ${ask.rule.path} to differ: ${ask.rule.because}`;
    return openEdit(made, { what, planDigest, comment }, context);
  },
);
