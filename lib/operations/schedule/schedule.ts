import { schedule as contract } from "@/lib/contract";
import { hoursText } from "@/lib/domain/schedule/words";
import { decides, Refused } from "../definition";
import { openEdit } from "../promotion/open-edit";
import { scheduleCase } from "./schedule-case";

/** Asks for another schedule: a change of files like any other, with the approvals of entering there. */
export const schedule = decides(
  contract.schedule,
  ["desired", "store", "repo"],
  (_ports, { environment, application }) => ({ scope: { environment, application }, object: null }),
  async (ports, { planDigest, comment, ...ask }, context) => {
    const made = await scheduleCase(ports, ask, context);
    if (!made.ok) return new Refused(made.refusal);
    const { schedule: hours } = made.edit;
    const who = ask.application ? `${ask.application} in ${ask.environment}` : ask.environment;
    const what = hours ? `Let ${who} sleep outside ${hoursText(hours)}` : `Take the schedule of ${who} away`;
    return openEdit(made, { what, planDigest, comment }, context);
  },
);
