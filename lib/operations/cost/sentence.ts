import type { Sentence } from "@/lib/contract/view";
import type { MonthOutlook } from "@/lib/domain/cost-review/forecast";
import { money } from "@/lib/domain/cost-review/money";
import type { Month } from "@/lib/domain/cost-review/month";
import type { Movement } from "@/lib/domain/cost-review/movement";
import type { PoolEstimate } from "@/lib/domain/cost-review/pool-estimate";
import { capitalised, counted } from "@/lib/domain/promotion/sentence";
import { mostly } from "./causes";

/** Before the first sample: what Git and the prices alone say. */
export function estimateSentence(pools: readonly PoolEstimate[], currency: string): Sentence {
  if (pools.length === 0)
    return [
      { text: "Nothing was measured yet", strong: true },
      { text: ", and no environment declares its node pool, so there is nothing to estimate." },
    ];
  const missing = pools.filter(({ low }) => low === null).length;
  const total = (part: "low" | "high") => pools.reduce((sum, pool) => sum + (pool[part] ?? 0), 0);
  return [
    { text: "Nothing was measured yet. As declared, the node pools cost between " },
    { text: money(total("low"), currency), strong: true },
    { text: " and " },
    { text: money(total("high"), currency), strong: true },
    {
      text:
        missing > 0
          ? ` a month; this estimate lacks ${counted(missing, "pool")} without a price.`
          : " a month; this is an estimate from Git and the price list.",
    },
  ];
}

export type Told = {
  month: Month;
  over: boolean;
  view: MonthOutlook;
  budget: number | null;
  /** Which budgets are passed and when; null when none is. */
  passing: string | null;
  movement: Movement | null;
  previousName: string;
  currency: string;
  /** Without production. */
  saved: number;
};

/** How the month closes, against the budget and the month before, why, and what could be saved. */
export function measuredSentence(told: Told): Sentence {
  const { month, view, budget, movement, currency } = told;
  const { forecast } = view;
  if (!forecast)
    return [
      { text: money(view.spent, currency), strong: true },
      {
        text: ` was spent in ${month.name} so far; a forecast needs seven whole days, and ${counted(view.known, "day")} ${view.known === 1 ? "is" : "are"} known.${told.passing === null ? "" : ` ${capitalised(told.passing)}.`}`,
      },
    ];
  const close: Sentence = [
    { text: told.over ? `${month.name} closed at ` : `${month.name} will close near ` },
    { text: money(forecast.value, currency), strong: true },
  ];
  if (budget !== null) {
    const over = forecast.value - budget;
    close.push(
      { text: ", " },
      { text: `${money(Math.abs(over), currency)} ${over > 0 ? "over" : "under"} budget`, strong: true },
    );
  }
  if (movement) {
    const change = movement.now - movement.before;
    close.push({
      text: `${budget === null ? "," : " and"} ${money(Math.abs(change), currency)} ${change >= 0 ? "more" : "less"} than ${told.previousName}${mostly(movement)}`,
    });
  }
  if (told.saved >= 1)
    close.push(
      { text: "; " },
      { text: `${money(told.saved, currency)} a month`, strong: true },
      { text: " can be saved without touching production" },
    );
  if (told.passing !== null) close.push({ text: ". " }, { text: capitalised(told.passing), strong: true });
  return [...close, { text: "." }];
}
