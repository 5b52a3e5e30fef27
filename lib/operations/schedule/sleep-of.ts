import type { SleepView } from "@/lib/contract/view";
import type { Fleet } from "@/lib/domain/fleet";
import { stateAt } from "@/lib/domain/schedule/clock";
import { schedulesIn } from "@/lib/domain/schedule/schedule";
import { stateText } from "@/lib/domain/schedule/words";
import type { AwakeKeep } from "@/lib/ports/store/keeps";
import type { Reads } from "@/lib/ports/store/store";
import { keepSpans, keepsMatterMs } from "./place";

/** Whether an environment sleeps now, by the schedule of most of its applications; null without one. */
export function sleepOf(
  fleet: Fleet,
  environment: string,
  keeps: readonly AwakeKeep[],
  now: Date,
): SleepView | null {
  const groups = schedulesIn(fleet, environment);
  const [first] = groups;
  if (!first?.schedule) return null;
  const state = stateAt(first.schedule, keepSpans(keeps, environment), now.getTime());
  const all = groups.reduce((sum, group) => sum + group.applications.length, 0);
  const part = groups.length > 1 ? `, ${first.applications.length} of ${all} applications` : "";
  return {
    asleep: state.state === "asleep",
    text: `${stateText(state, first.schedule.zone, now)}${part}`,
    until: state.until === null ? null : new Date(state.until).toISOString(),
  };
}

/** What was asked for that still says when a rest begins or began. */
export const keepsOf = ({ keeps }: Pick<Reads, "keeps">, now: Date): Promise<readonly AwakeKeep[]> =>
  keeps.since({ after: new Date(now.getTime() - keepsMatterMs) });
