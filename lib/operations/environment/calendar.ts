import type { EnvironmentView } from "@/lib/contract/environment-view";
import type { Fleet } from "@/lib/domain/fleet";
import { counted } from "@/lib/domain/promotion/sentence";
import { windowAt } from "@/lib/domain/window";
import { weekCalendar } from "@/lib/domain/window-calendar";
import { zoned } from "@/lib/domain/window-clock";
import { environmentWindows } from "@/lib/domain/window-environment";
import { zoneCity } from "@/lib/domain/window-text";
import type { DeclaredVersion } from "../version-history";

const weeks = 12;

/** The week of the change window, with every deployment of the last twelve weeks where it fell. */
export function changeCalendar(
  fleet: Fleet,
  environment: string,
  deployments: readonly (DeclaredVersion & { application: string })[],
  now: Date,
): EnvironmentView["calendar"] {
  const [main] = environmentWindows(fleet, environment, now);
  const window = main?.name ?? null;
  const week = weekCalendar(fleet, environment, window, now);
  const since = new Date(now.getTime() - weeks * 7 * 86_400_000);
  const at = (moment: Date): { day: number; minute: number } => {
    const wall = zoned(moment.getTime(), week.zone);
    return { day: wall.dayOfWeek - 1, minute: wall.hour * 60 + wall.minute };
  };
  const marks = deployments
    .filter((deployment) => deployment.at >= since.toISOString())
    .map((deployment) => {
      const own = fleet.declarations.find(
        (d) => d.application === deployment.application && d.environment === environment,
      );
      const name = own?.block.deployment?.change_window ?? null;
      const inside = windowAt(fleet, environment, name, new Date(deployment.at)).kind === "open";
      return {
        ...at(new Date(deployment.at)),
        application: deployment.application,
        at: deployment.at,
        inside,
      };
    });
  const outside = marks.filter((mark) => !mark.inside).length;
  return {
    zone: zoneCity(week.zone),
    open: week.days.map((day) =>
      Array.from({ length: 24 }, (_, hour) =>
        day.spans.some(
          (span) => span.kind === "open" && span.fromMinute <= hour * 60 && hour * 60 < span.toMinute,
        ),
      ),
    ),
    marks,
    now: at(now),
    since: since.toISOString(),
    caption:
      marks.length === 0
        ? `Nothing was deployed in the last ${weeks} weeks.`
        : window === null
          ? `${counted(marks.length, "deployment")} in ${weeks} weeks; changes are allowed at any time.`
          : `${marks.length - outside} of ${counted(marks.length, "deployment")} in ${weeks} weeks fell inside their change window.`,
  };
}
