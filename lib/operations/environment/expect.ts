import { expectation as contract } from "@/lib/contract";
import { decides, Refused, refuse, write } from "../definition";
import { openRequest } from "../promotion/open-request";
import { sentenceOf } from "../promotion/sentence-of";
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
    const { planned, judged, needs, taken } = made;
    const { plan } = planned;
    if (planDigest !== undefined && planDigest !== plan.digest)
      return refuse(
        "conflict",
        "plan.moved",
        "The plan changed since you looked; read it again before you ask.",
        { seen: planDigest, now: plan.digest },
      );
    if (taken) return new Refused(taken);
    if (needs.misconfigured) return new Refused(needs.misconfigured);
    const { actor, now, newId } = context;
    const id = newId("promotion");
    const what = `Expect ${ask.rule.path} to differ: ${ask.rule.because}`;
    return write({
      object: id,
      revision: plan.digest,
      reason: what,
      topics: ["promotions", `promotion:${id}`, `environment:${plan.to}`, "fleet"],
      run: async (tx) => {
        const reason = comment === undefined ? what : `${what}: ${comment}`;
        const promotion = await openRequest(tx, { id, planned, judged, actor, reason, restores: null, now });
        return {
          id: promotion.id,
          digest: plan.digest,
          state: promotion.state,
          sentence: sentenceOf(promotion, judged.verdict, null),
        };
      },
    });
  },
);
