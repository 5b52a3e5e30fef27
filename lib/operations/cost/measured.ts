import { noFacets } from "@/lib/domain/cost-review/facet";
import { wholeDays } from "@/lib/domain/cost-review/forecast";
import type { DayLine, LineKey } from "@/lib/domain/cost-review/line";
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
  scope: CostScope,
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
  const lines = visibleLines(fleet, scope, all);
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

/** Lines of places that the reader may see and asked for. */
export function visibleLines<Line extends LineKey>(
  fleet: Fleet,
  { shown, whole }: Pick<CostScope, "shown" | "whole">,
  lines: readonly Line[],
): readonly Line[] {
  const names = new Set(shown.map(({ name }) => name));
  const known = new Set(fleet.applications.map(({ name }) => name));
  return (
    lines
      .filter(({ environment }) => (environment === null ? whole : names.has(environment)))
      // An application that is gone or may not be seen keeps its cost and loses its name, and all that tells it.
      .map((line) =>
        line.application === null || known.has(line.application)
          ? line
          : { ...line, application: null, team: null, ...("namespace" in line ? noFacets : {}) },
      )
  );
}
