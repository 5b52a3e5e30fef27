import type { EnvironmentSchedule } from "@/lib/contract/schedule";
import { HeatCalendar, weekdays } from "../chart/heat-calendar";
import { absoluteText } from "../time/time-text";
import { When } from "../time/when";
import { Panel } from "../ui/panel";

type Week = NonNullable<EnvironmentSchedule["week"]>;

const hours = (value: number): string => String(Math.round(value * 10) / 10);
/** `Mon 23 Nov 20:00`, by the environment's clock. */
export const momentIn = (at: string, zone: string): string => {
  const date = new Date(at);
  const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: zone }).format(date);
  return `${day} ${absoluteText(date, zone, false, false)}`;
};

/** The week by the hour, and every change of the next seven days by the environment's clock and the reader's. */
export function ScheduleWeek({ environment, week }: { environment: EnvironmentSchedule; week: Week }) {
  const { asleep, all } = week.hours;
  const clock = all === 168 ? "" : ` The clock changes, so the week has ${hours(all)} hours.`;
  return (
    <Panel className="flex flex-col" bodyClassName="flex flex-1 flex-col gap-3">
      <HeatCalendar
        title="This week"
        note={`shaded is asleep, ${week.zone} time`}
        summary={`Asleep for ${hours(asleep)} of ${hours(all)} hours, ${Math.round((asleep / all) * 100)} % of the week.${clock}`}
        shades={week.asleep.map((row) => row.map((share) => (share ?? 0) * 0.6))}
        now={week.now}
        totals={week.asleep.map((row) => Math.round(row.reduce<number>((sum, one) => sum + (one ?? 0), 0)))}
        totalsLabel="hours off"
        hours={[0, 6, 12, 18, 24]}
        rows={{
          head: ["Day", "Hours asleep", "Asleep from hour to hour"],
          body: weekdays.map((day, index) => [
            day,
            hours((week.asleep[index] ?? []).reduce<number>((sum, one) => sum + (one ?? 0), 0)),
            stretches(week.asleep[index] ?? []),
          ]),
        }}
      />
      <div>
        <h3 className="text-12 font-medium text-text-2">Changes in the next seven days</h3>
        {week.changes.length === 0 ? (
          <p className="text-text-2">None.</p>
        ) : (
          <ol className="mt-1 grid gap-x-4 gap-y-0.5 sm:grid-cols-2">
            {week.changes.map((change) => (
              <li key={change.at} className="text-12">
                <b>{change.to === "asleep" ? "Sleeps" : "Wakes"}</b> {momentIn(change.at, week.zone)}
                <span className="text-text-2">
                  {" "}
                  (<When at={change.at} form="until" />)
                </span>
              </li>
            ))}
          </ol>
        )}
        {week.holidays.length > 0 ? (
          <p className="mt-1 text-12 text-text-2">
            Asleep all day, as declared: {week.holidays.join(", ")} in {environment.environment}.
          </p>
        ) : null}
      </div>
    </Panel>
  );
}

function stretches(row: readonly (number | null)[]): string {
  const found: string[] = [];
  let from: number | null = null;
  for (let hour = 0; hour <= 24; hour++) {
    const off = hour < 24 && (row[hour] ?? 0) > 0;
    if (off && from === null) from = hour;
    if (!off && from !== null) {
      found.push(`${from} to ${hour}`);
      from = null;
    }
  }
  return found.join(", ") || "none";
}
