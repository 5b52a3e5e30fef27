import { schedule as contract } from "@/lib/contract";
import { hoursText } from "@/lib/domain/schedule/words";
import { decides, Refused, refuse, write } from "../definition";
import { openRequest } from "../promotion/open-request";
import { sentenceOf } from "../promotion/sentence-of";
import { scheduleCase } from "./schedule-case";

/** Asks for another schedule: a change of files like any other, with the approvals of entering there. */
export const schedule = decides(
  contract.schedule,
  ["desired", "store", "repo"],
  (_ports, { environment, application }) => ({ scope: { environment, application }, object: null }),
  async (ports, { planDigest, comment, ...ask }, context) => {
    const made = await scheduleCase(ports, ask, context);
    if (!made.ok) return new Refused(made.refusal);
    const { planned, judged, needs, edit, taken } = made;
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
    const who = ask.application ? `${ask.application} in ${ask.environment}` : ask.environment;
    const what = edit.schedule
      ? `Let ${who} sleep outside ${hoursText(edit.schedule)}`
      : `Take the schedule of ${who} away`;
    return write({
      object: id,
      revision: plan.digest,
      reason: what,
      topics: ["promotions", `promotion:${id}`, `environment:${ask.environment}`, "fleet"],
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
