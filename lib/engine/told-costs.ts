import { linesOfAnswer } from "@/lib/domain/cost-review/cost-answer";
import { dayIn, dayStart, daysBefore } from "@/lib/domain/cost-review/month";
import type { Fleet } from "@/lib/domain/fleet";
import type { PriceFile } from "@/lib/domain/price/price-file";
import type { CostSource } from "@/lib/ports/cost-source";
import { Fault } from "@/lib/ports/fault";
import type { Store } from "@/lib/ports/store/store";

const lookedBackDays = 31;
const daysARound = 3;

export type Told = {
  store: Store;
  fleet: Fleet;
  /** The currency that costs are kept in, and pricing.yaml's rates into it. */
  currency: string;
  exchange: PriceFile["exchange"];
  at: Date;
};

/**
 * Keeps the days that a cost service tells of a cluster: today and yesterday anew, as it corrects them, and days of the
 * last month that are not kept yet, a few a round. Answers how many days it could tell.
 */
export async function keepToldDays(told: Told, cluster: string, source: CostSource): Promise<number> {
  const { store, fleet, currency, at } = told;
  const rate = source.currency === currency ? 1 : told.exchange[source.currency];
  if (rate === undefined)
    throw new Fault(
      `the costs of ${cluster} are told in ${source.currency}: pricing.yaml's exchange must say what that is in ${currency}`,
      { retryable: false },
    );
  const today = dayIn(at, fleet.zone);
  const days = Array.from({ length: lookedBackDays }, (_, back) => daysBefore(today, back));
  const kept = await store.read.samples.sources({ from: days.at(-1) ?? today, to: today });
  const known = new Set(
    kept.filter((one) => one.cluster === cluster && one.source === source.source).flatMap((one) => one.days),
  );
  const [newest, older] = [days.slice(0, 2), days.slice(2).filter((day) => !known.has(day))];
  let count = 0;
  for (const day of [...newest, ...older.slice(0, daysARound)]) {
    const end = dayStart(daysBefore(day, -1), fleet.zone);
    const answer = await source.window(
      dayStart(day, fleet.zone),
      new Date(Math.min(end.getTime(), at.getTime())),
    );
    if (answer === null) continue;
    const lines = linesOfAnswer(fleet, cluster, answer, rate);
    await store.write(async (tx) => {
      await tx.samples.closeDay({ cluster, day, source: source.source, lines }, currency);
      await tx.news.publish(["cost"]);
    });
    count += 1;
  }
  return count;
}
