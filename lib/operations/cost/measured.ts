import { wholeDays } from "@/lib/domain/cost-review/forecast";
import type { DayLine } from "@/lib/domain/cost-review/line";
import { dayIn, daysBefore, type Month, monthBefore, monthOf } from "@/lib/domain/cost-review/month";
import type { Fleet } from "@/lib/domain/fleet";
import type { Reads } from "@/lib/ports/store/store";
import type { CostScope } from "./scope";

/** The daily lines of a month and the one before that a reader may see, and where today stands in them. */
export type Measured = {
  month: Month;
  previous: Month;
  /** In the fleet's zone. */
  today: string;
  over: boolean;
  lines: readonly DayLine[];
  ofMonth: readonly DayLine[];
  /** Whole days before today, oldest first. */
  days: readonly string[];
};

export async function measuredDays(
  store: Pick<Reads, "samples">,
  fleet: Fleet,
  { shown, whole }: CostScope,
  ask: { month: string | undefined; currency: string; now: Date },
): Promise<Measured> {
  const today = dayIn(ask.now, fleet.zone);
  const month = monthOf(ask.month ?? today.slice(0, 7));
  const all = await store.samples.days({
    // The first day of all is never called whole, so one more is read than the month before has.
    from: daysBefore(`${monthBefore(month.id)}-01`, 1),
    to: month.days.at(-1) ?? today,
    currency: ask.currency,
  });
  const names = new Set(shown.map(({ name }) => name));
  const known = new Set(fleet.applications.map(({ name }) => name));
  const lines = all
    .filter(({ environment }) => (environment === null ? whole : names.has(environment)))
    // An application that is gone or may not be seen keeps its cost and loses its name.
    .map((line) =>
      line.application === null || known.has(line.application)
        ? line
        : { ...line, application: null, team: null },
    );
  return {
    month,
    previous: monthOf(monthBefore(month.id)),
    today,
    over: (month.days.at(-1) ?? "") < today,
    lines,
    ofMonth: lines.filter((line) => line.day.startsWith(month.id)),
    days: wholeDays(lines, today),
  };
}
