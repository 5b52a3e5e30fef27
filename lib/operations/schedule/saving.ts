import type { ScheduleSaving } from "@/lib/contract/schedule";
import type { Fleet } from "@/lib/domain/fleet";
import { weekGrid } from "@/lib/domain/schedule/clock";
import { estimatedSaving, type HourOfWeek, measuredSaving } from "@/lib/domain/schedule/saving";
import type { Schedule } from "@/lib/domain/schedule/schedule";
import type { Live } from "@/lib/ports/live";
import type { Reads } from "@/lib/ports/store/store";
import { declaredPool } from "../resources/declared-pool";

const dayMs = 86_400_000;
const windowDays = 28;
/** A week by the hour needs each of its hours once. */
const leastHours = 7 * 24;

export type Costs = {
  week: readonly HourOfWeek[];
  /** A month of everything, from the mean hour of the week; null on less than a week of hours. */
  monthly: number | null;
};

/** What an environment's hours of the week cost, in a schedule's zone. */
export async function costsOf(
  store: Pick<Reads, "samples">,
  ask: { environment: string; zone: string; currency: string },
  now: Date,
): Promise<Costs> {
  const since = new Date(now.getTime() - windowDays * dayMs);
  const week = await store.samples.week({ ...ask, since });
  const total = week.reduce((sum, one) => sum + one.cost, 0);
  return { week, monthly: week.length < leastHours ? null : (total * 365) / 12 / 7 };
}

/** What a schedule would save; null on less than a week of measured hours. */
export function wouldSave(
  fleet: Fleet,
  live: Live,
  environment: string,
  schedule: Schedule,
  costs: Costs,
  currency: string,
  now: Date,
): ScheduleSaving | null {
  if (costs.monthly === null) return null;
  const nodes = nodesOf(fleet, live, environment);
  const saving = estimatedSaving(costs.week, weekGrid(schedule, now.getTime()), nodes);
  if (!saving) return null;
  const realised =
    nodes === null
      ? "How many nodes would go is not known: the pool is undeclared, silent or shared."
      : nodes.now > nodes.min
        ? `${nodes.now} nodes run and ${nodes.min} is the least; only nodes that go are really saved.`
        : `The pool is at its least of ${nodes.min} already: no node goes until that is lowered.`;
  return {
    mark: "estimate",
    currency,
    ...saving,
    note: `From the mean hours of the last ${windowDays} days. ${realised} Volumes and load balancers go on costing.`,
  };
}

/** What a schedule did save, by measured hours; null before it has put anything to sleep. */
export async function didSave(
  store: Pick<Reads, "ledger">,
  environment: string,
  schedule: Schedule,
  costs: Costs,
  currency: string,
  now: Date,
): Promise<ScheduleSaving | null> {
  const slept = await store.ledger.list(
    { environment, action: "environment.sleep", decision: "done" },
    { limit: 1 },
  );
  if (slept.total === 0 || costs.monthly === null) return null;
  const saving = measuredSaving(costs.week, weekGrid(schedule, now.getTime()));
  return (
    saving && {
      mark: "measured",
      currency,
      ...saving,
      note: `The mean hour up against the mean hour asleep, over the last ${windowDays} days; days before the schedule count as asleep hours that cost.`,
    }
  );
}

/** Nodes of the environment now and at least, where its clusters are its own. */
function nodesOf(fleet: Fleet, live: Live, environment: string): { now: number; min: number } | null {
  const pool = declaredPool(fleet, environment);
  const clusters = [
    ...new Set(fleet.placements.filter((one) => one.environment === environment).map((one) => one.cluster)),
  ];
  const shared = fleet.placements.some(
    (one) => clusters.includes(one.cluster) && one.environment !== environment,
  );
  const nodes = clusters.map((name) => live.nodes(name)?.length ?? null);
  if (!pool?.min || shared || nodes.some((count) => count === null)) return null;
  return {
    now: nodes.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    min: pool.min.value * clusters.length,
  };
}
