import type { CostReviewView } from "@/lib/contract/cost";
import { type Anomaly, anomalies, anomalyRules } from "@/lib/domain/cost-review/anomaly";
import { money, moneyChange } from "@/lib/domain/cost-review/money";
import { shortDay } from "@/lib/domain/cost-review/month";
import { counted } from "@/lib/domain/promotion/sentence";
import type { ChangesOn } from "./changes";
import type { Measured } from "./measured";

const shown = 6;

/** Days that cost far from the usual, each with what moved and what changed on its first day. */
export async function anomaliesView(
  { lines, month, days }: Measured,
  changesOn: ChangesOn,
  currency: string,
): Promise<CostReviewView["anomalies"]> {
  const { judged, found } = anomalies(lines, month.days, days);
  if (judged === 0)
    return {
      judged,
      items: [],
      caption: `A day is judged against the same weekday of the ${anomalyRules.weeks} weeks before, at least ${anomalyRules.leastWeeks} of them; ${counted(days.length, "whole day")} ${days.length === 1 ? "is" : "are"} known.`,
    };
  const items = await Promise.all(
    found.slice(0, shown).map(async (one) => ({
      environment: one.environment,
      when: one.days === 1 ? shortDay(one.from) : `${shortDay(one.from)} to ${shortDay(one.to)}`,
      from: one.from,
      to: one.to,
      cost: one.cost,
      usual: one.usual,
      because: because(one, currency),
      changes: [
        ...(await changesOn(
          { application: one.part?.line.application ?? null, environment: one.environment },
          one.from,
        )),
      ],
    })),
  );
  const more = found.length - items.length;
  return {
    judged,
    items,
    caption: `${found.length === 0 ? "None" : counted(found.length, "departure")} in ${counted(judged, "day")}${more > 0 ? `, the ${shown} largest are shown` : ""}: more than 20 % and three times the usual spread away from the same weekday of four weeks.`,
  };
}

function because({ part, cost, usual }: Anomaly, currency: string): string {
  if (!part) return "no single part moved that far";
  const { kind, application, cluster } = part.line;
  const what =
    kind === "idle"
      ? `idle nodes on ${cluster}`
      : kind === "used"
        ? (application ?? "work that nobody declares")
        : `${kind === "unmounted" ? "unmounted volumes" : `${kind}s`} of ${application ?? "nobody"}`;
  return `${what} ${cost > usual ? "rose" : "fell"} most, by ${moneyChange(part.value, currency)} of ${money(Math.abs(cost - usual), currency)}`;
}
