import type { Environment, Fleet, PlacementDeclaration, ScheduleExclusion, Weekday } from "../fleet";

/** A complete schedule: up on `days` from `from` (inclusive) to `to` (exclusive) in `zone`, asleep otherwise. */
export type Schedule = {
  days: readonly Weekday[];
  from: string;
  to: string;
  zone: string;
  /** YYYY-MM-DD: days on which it does not come up. */
  holidays: readonly string[];
  exclude: readonly ScheduleExclusion[];
};

export const workdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];

/**
 * The schedule that one application follows in one environment; null where none is declared, where it is not complete,
 * and always for production.
 */
export function scheduleOf(
  fleet: Fleet,
  { environment, block }: Pick<PlacementDeclaration, "environment" | "block">,
): Schedule | null {
  const { schedule } = block;
  if (schedule?.from === undefined || schedule.to === undefined || schedule.from === schedule.to) return null;
  if (!maySleep(fleet.environments.find((one) => one.name === environment))) return null;
  return {
    days: schedule.days ?? workdays,
    from: schedule.from,
    to: schedule.to,
    zone: schedule.zone ?? fleet.zone,
    holidays: schedule.holidays ?? [],
    exclude: schedule.exclude ?? [],
  };
}

export const maySleep = (environment: Pick<Environment, "type"> | undefined): boolean =>
  environment !== undefined && environment.type !== "production";

/** One schedule of an environment with the applications under it; null: those that never sleep. */
export type ScheduleGroup = { schedule: Schedule | null; applications: readonly string[] };

/** The schedules of an environment, the one with most applications first; applications without one come last. */
export function schedulesIn(fleet: Fleet, environment: string): readonly ScheduleGroup[] {
  const groups = new Map<string, { schedule: Schedule | null; applications: string[] }>();
  for (const declaration of fleet.declarations.filter((one) => one.environment === environment)) {
    const schedule = scheduleOf(fleet, declaration);
    const key = JSON.stringify(schedule);
    const group = groups.get(key) ?? { schedule, applications: [] };
    group.applications.push(declaration.application);
    groups.set(key, group);
  }
  return [...groups.values()].sort(
    (a, b) =>
      Number(a.schedule === null) - Number(b.schedule === null) ||
      b.applications.length - a.applications.length,
  );
}
