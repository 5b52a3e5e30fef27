import type { EnvironmentSchedule } from "@/lib/contract/schedule";
import type { Placement } from "@/lib/domain/fleet";
import { cronScale, importOf } from "@/lib/domain/schedule/cron-form";
import { hoursText } from "@/lib/domain/schedule/words";
import type { DesiredState } from "@/lib/ports/desired";

/** CronJobs among what Git wants of these placements that a schedule can stand for. */
export async function importsOf(
  state: DesiredState,
  placements: readonly Placement[],
): Promise<EnvironmentSchedule["imports"]> {
  const found = await Promise.all(
    placements.map(async (placement) => {
      const { objects } = await state.render(placement);
      const jobs = objects.flatMap((object) => cronScale(object) ?? []);
      // A job that reaches into another namespace is not this application's to replace.
      const own = jobs.filter(({ namespace }) => namespace === null || namespace === placement.namespace);
      const made = importOf(own);
      if (!made) return [];
      const hours = { ...made.schedule, zone: made.schedule.zone ?? state.fleet.zone };
      return [
        {
          application: placement.application,
          objects: [...made.from],
          hours: {
            ...hours,
            days: [...hours.days],
            holidays: [...hours.holidays],
            exclude: hours.exclude.map(({ kind }) => ({ kind })),
          },
          text: hoursText(hours),
          lacks: [...made.lacks],
        },
      ];
    }),
  );
  return found.flat();
}
