import { schedule as contract } from "@/lib/contract";
import { mayRun } from "@/lib/domain/permission";
import { hoursText } from "@/lib/domain/schedule/words";
import { pricesAt } from "../cost/prices";
import { answers, Refused } from "../definition";
import { gateView } from "../promotion/gate-view";
import { planView } from "../promotion/plan-view";
import { verdictView } from "../promotion/request-verdict";
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
    const { planned, judged, edit, taken } = made;
    const { environment, application } = ask;
    const { now, actor } = context;
    const { fleet, commit } = planned.state;
    const sha = commit?.sha ?? null;
    const { schedule } = edit;
    const zone = schedule?.zone ?? fleet.zone;
    const keeps = await ports.store.keeps.since({
      after: new Date(now.getTime() - keepsMatterMs),
      environment,
    });
    const { currency } = (await pricesAt(planned.state)).prices;
    const permitted = mayRun("environment.schedule", actor, fleet, { environment, application });
    return {
      asOf: now.toISOString(),
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
      plan: planView(planned.plan, {
        fleet,
        live: ports.live,
        commits: [],
        base: sha,
        approvable: sha !== null,
        cost: null,
      }),
      gates: judged.gates.map((gate) => gateView(gate, sha)),
      verdict: [{ text: judged.verdict.sentence, strong: true }],
      request: verdictView(permitted.allowed && taken ? { allowed: false, ...taken } : permitted),
    };
  },
  (_ports, { environment, application }) => ({ scope: { environment, application }, object: null }),
);
