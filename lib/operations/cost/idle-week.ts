import type { CostReviewView } from "@/lib/contract/cost";
import { money } from "@/lib/domain/cost-review/money";
import type { Environment } from "@/lib/domain/fleet";
import type { Reads } from "@/lib/ports/store/store";
import { isProduction } from "../environment-head";

const weeks = 4;

/** The hours of the week in which the dearest environment outside production pays for what nobody asks for. */
export async function idleWeek(
  store: Pick<Reads, "samples">,
  shown: readonly Environment[],
  zone: string,
  currency: string,
  now: Date,
): Promise<CostReviewView["idle"]> {
  const since = new Date(now.getTime() - weeks * 7 * 86_400_000);
  const candidates = shown.length === 1 ? shown : shown.filter((environment) => !isProduction(environment));
  const read = await Promise.all(
    candidates.map(async ({ name }) => {
      const hours = await store.samples.week({ environment: name, since, zone, currency });
      return { name, hours, idle: hours.reduce((sum, one) => sum + one.idle, 0) };
    }),
  );
  const [most] = read.filter(({ hours }) => hours.length > 0).sort((a, b) => b.idle - a.idle);
  if (!most) return null;
  const shares = Array.from({ length: 7 }, () => Array<number>(24).fill(-1));
  for (const { day, hour, cost, idle } of most.hours) {
    const row = shares[day];
    if (row && cost > 0) row[hour] = idle / cost;
  }
  const cost = most.hours.reduce((sum, one) => sum + one.cost, 0);
  return {
    environment: most.name,
    shares,
    caption: `${Math.round((most.idle / Math.max(cost, 1e-9)) * 100)} % of what ${most.name} pays for is not requested by anything: ${money(most.idle, currency)} a week.`,
  };
}
