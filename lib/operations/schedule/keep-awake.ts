import { schedule as contract } from "@/lib/contract";
import { schedulesIn } from "@/lib/domain/schedule/schedule";
import { momentText } from "@/lib/domain/window-text";
import { decides, refuse, write } from "../definition";

/** A schedule that nobody wants any more is changed in the files. */
const longestMs = 14 * 86_400_000;

/** Keeps an environment up until a moment, with the person and the reason on record. */
export const keepAwake = decides(
  contract.keepAwake,
  ["desired"],
  (_ports, { environment }) => ({ scope: { environment }, object: environment }),
  async ({ desired }, { environment, until, reason }, { actor, now, newId }) => {
    const { fleet } = await desired.head();
    const [first] = schedulesIn(fleet, environment);
    if (!first?.schedule)
      return refuse("conflict", "schedule.none", `${environment} declares no schedule, so it is always up.`);
    const end = new Date(until);
    if (end <= now || end.getTime() - now.getTime() > longestMs)
      return refuse("invalid", "schedule.past", "Name a moment within the next 14 days.");
    const text = `kept awake until ${momentText(until, first.schedule.zone, now)}: ${reason}`;
    return write({
      reason: text,
      topics: ["fleet", `environment:${environment}`],
      run: async (tx) => {
        const person = actor.kind === "person" ? actor.id : actor.kind;
        await tx.keeps.keep({ id: newId("keep"), environment, person, reason, until: end }, now);
        return { environment, until: end.toISOString(), text };
      },
    });
  },
);
