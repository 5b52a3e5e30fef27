import { schedule as contract } from "@/lib/contract";
import { hoursText } from "@/lib/domain/schedule/words";
import { pricesAt } from "../cost/prices";
import { answers, Refused } from "../definition";
import { previewOf } from "../promotion/preview";
import { nextChanges, weekHours } from "./environment-schedule";
import { keepSpans, keepsMatterMs } from "./place";
import { costsOf, wouldSave } from "./saving";
import { scheduleCase } from "./schedule-case";

/** The preview of a schedule: the next seven days under it, what it would save, and the plan that a request would get. */
export const schedulePlan = answers(
  contract.schedulePlan,
  ["desired", "store", "repo", "live"],
  async (ports, ask, context) => {
    const made = await scheduleCase(ports, ask, context);
    if (!made.ok) return new Refused(made.refusal);
    const { planned, edit } = made;
    const { environment, application } = ask;
    const { now } = context;
    const { fleet } = planned.state;
    const { schedule } = edit;
    const zone = schedule?.zone ?? fleet.zone;
    const keeps = await ports.store.keeps.since({
      after: new Date(now.getTime() - keepsMatterMs),
      environment,
    });
    const { currency } = (await pricesAt(planned.state)).prices;
    return {
      ...(await previewOf(ports.live, made, { operation: "environment.schedule", application }, context)),
      text: schedule ? hoursText(schedule) : "always up",
      changes: schedule ? nextChanges(schedule, keepSpans(keeps, environment), now) : [],
      zone,
      hours: schedule ? weekHours(schedule, now) : { asleep: 0, all: 168 },
      saving:
        schedule && application === undefined
          ? wouldSave(
              fleet,
              ports.live,
              environment,
              schedule,
              await costsOf(ports.store, { environment, zone, currency }, now),
              currency,
              now,
            )
          : null,
    };
  },
  (_ports, { environment, application }) => ({ scope: { environment, application }, object: null }),
);
