import type { EnvironmentView } from "@/lib/contract/environment-view";
import { HeatCalendar, weekdays } from "../chart/heat-calendar";
import { absoluteText } from "../time/time-text";
import { Panel } from "../ui/panel";

type Calendar = EnvironmentView["calendar"];

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const dayOf = (at: string): string => absoluteText(new Date(at), "UTC").split(" ").slice(0, 2).join(" ");

/** Where the window opens next after now: the first open hour that follows a closed one. */
export function nextOpening({
  open,
  now,
}: Calendar): { day: number; minute: number; text: string } | undefined {
  const isOpen = (hour: number): boolean => open[Math.floor(hour / 24) % 7]?.[hour % 24] ?? false;
  const here = now.day * 24 + Math.floor(now.minute / 60);
  if (isOpen(here)) return undefined;
  for (let hour = here + 1; hour < here + 7 * 24; hour += 1)
    if (isOpen(hour)) {
      const day = Math.floor(hour / 24) % 7;
      const minute = (hour % 24) * 60;
      return { day, minute, text: `opens ${weekdays[day]} ${clock(minute)}` };
    }
  return undefined;
}

/** The hours worth a label: midnight, noon and where the window opens and closes. */
function hoursOf(open: Calendar["open"]): number[] {
  const edges = open.flatMap((day) =>
    day.flatMap((is, hour) => [
      ...(is && !day[hour - 1] ? [hour] : []),
      ...(is && !day[hour + 1] ? [hour + 1] : []),
    ]),
  );
  const known = new Set([0, ...edges, 24]);
  // Six and twelve only where they do not crowd a real edge.
  for (const hour of [6, 12, 18]) if (![...known].some((edge) => Math.abs(edge - hour) < 2)) known.add(hour);
  return [...known].sort((a, b) => a - b);
}

/** The week of the window with the deployments that fell on it: does the rule match the habit? */
export function ChangeCalendar({ calendar }: { calendar: Calendar }) {
  const totals = weekdays.map((_, day) => calendar.marks.filter((mark) => mark.day === day).length);
  const opening = nextOpening(calendar);
  return (
    <Panel className="flex flex-col" bodyClassName="flex flex-1 flex-col">
      <HeatCalendar
        title="When changes happen"
        note={`dots are deployments since ${dayOf(calendar.since)}, ${calendar.zone} time`}
        summary={calendar.caption}
        className="flex-1"
        shades={calendar.open.map((day) => day.map((is) => (is ? 0.3 : 0)))}
        marks={calendar.marks.map((mark) => ({
          day: mark.day,
          minute: mark.minute,
          label: `${mark.application}, ${dayOf(mark.at)}`,
          kind: mark.inside ? ("plain" as const) : ("attention" as const),
        }))}
        now={calendar.now}
        next={opening}
        totals={totals}
        totalsLabel="12 weeks"
        hours={hoursOf(calendar.open)}
        rows={{
          head: ["Deployment", "When", "Window"],
          body: [...calendar.marks]
            .sort((a, b) => (a.at < b.at ? 1 : -1))
            .map((mark) => [
              mark.application,
              `${weekdays[mark.day]} ${dayOf(mark.at)} ${clock(mark.minute)}`,
              mark.inside ? "inside" : "outside",
            ]),
        }}
      />
    </Panel>
  );
}
