/** The mean of one hour of the week, in the schedule's zone: 0 is Monday. */
export type HourOfWeek = { day: number; hour: number; cost: number; idle: number };

export type Saving = { attributed: number; realised: number | null };

const weeksPerMonth = 365 / 12 / 7;

/**
 * What a schedule would save a month. Attributed: the price of what runs in the hours it would sleep. Realised: the part
 * of all node cost in those hours that goes away with the nodes above the declared minimum; null when nobody knows the
 * number of nodes. Volumes and load balancers go on costing.
 */
export function estimatedSaving(
  week: readonly HourOfWeek[],
  asleep: readonly (readonly (number | null)[])[],
  nodes: { now: number; min: number } | null,
): Saving | null {
  if (week.length === 0) return null;
  let [used, all] = [0, 0];
  for (const { day, hour, cost, idle } of week) {
    const share = asleep[day]?.[hour] ?? 0;
    used += (cost - idle) * share;
    all += cost * share;
  }
  const spare = nodes && nodes.now > 0 ? Math.max(0, nodes.now - nodes.min) / nodes.now : null;
  return { attributed: used * weeksPerMonth, realised: spare === null ? null : all * spare * weeksPerMonth };
}

/**
 * What a schedule did save, from measured hours alone: the mean hour up against the mean hour asleep, of what runs and of
 * everything. Null where hours of either kind are missing.
 */
export function measuredSaving(
  week: readonly HourOfWeek[],
  asleep: readonly (readonly (number | null)[])[],
): Saving | null {
  const shareOf = ({ day, hour }: HourOfWeek): number => asleep[day]?.[hour] ?? 0;
  const up = week.filter((one) => shareOf(one) === 0);
  const down = week.filter((one) => shareOf(one) === 1);
  if (up.length === 0 || down.length === 0) return null;
  const mean = (all: readonly HourOfWeek[], value: (one: HourOfWeek) => number): number =>
    all.reduce((sum, one) => sum + value(one), 0) / all.length;
  const hours = asleep.flat().reduce<number>((sum, share) => sum + (share ?? 0), 0) * weeksPerMonth;
  const less = (value: (one: HourOfWeek) => number): number =>
    Math.max(0, mean(up, value) - mean(down, value)) * hours;
  return { attributed: less(({ cost, idle }) => cost - idle), realised: less(({ cost }) => cost) };
}
