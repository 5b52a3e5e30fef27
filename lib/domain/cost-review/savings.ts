import { type DayLine, grouped } from "./line";
import type { PoolEstimate } from "./pool-estimate";

export type Risk = "low" | "medium" | "high";

export type Saving = {
  kind: "nodes" | "schedule" | "requests" | "volumes";
  environment: string;
  /** What of the environment: the cluster of nodes and volumes, the application of requests. */
  subject: string | null;
  production: boolean;
  /** Of requests. */
  application: string | null;
  /** A month's cost that would not be paid; of requests: that would become idle. */
  monthly: number;
  title: string;
  detail: string;
  owner: string | null;
  risk: Risk;
};

export type SavingFacts = {
  /** The last whole days, at most 28. */
  lines: readonly DayLine[];
  pools: readonly PoolEstimate[];
  environments: readonly { name: string; production: boolean; scheduled: boolean; owner: string | null }[];
  teamOf: (application: string) => string | null;
};

const daysAMonth = 365 / 12;
/** Off on weekday nights (20:00 to 08:00) and weekends: 108 of 168 hours. */
const offHours = 108 / 168;
/** A pool is filled to this much before another node is needed. */
const fullAt = 0.85;
/** Right-sized requests are used to this much, and only far too large ones are told. */
const usedTo = 0.65;
const tooLarge = 0.4;

/** What could be stopped, the most worthwhile first. Nothing is told on less than seven days. */
export function savings({ lines, pools, environments, teamOf }: SavingFacts): readonly Saving[] {
  const days = new Set(lines.map((line) => line.day)).size;
  if (days < 7) return [];
  const perMonth = daysAMonth / days;
  const found: Saving[] = [];
  for (const environment of environments) {
    const here = lines.filter((line) => line.environment === environment.name);
    const cost = here.reduce((sum, line) => sum + line.cost, 0) * perMonth;
    if (!environment.production && !environment.scheduled && cost > 0)
      found.push({
        kind: "schedule",
        environment: environment.name,
        subject: null,
        production: false,
        application: null,
        monthly: cost * offHours,
        title: `Switch ${environment.name} off at night and weekends`,
        detail: `no schedule is declared; 108 of 168 hours a week`,
        owner: environment.owner,
        risk: "low",
      });
    found.push(
      ...idleNodes(environment, here, pools, days),
      ...largeRequests(environment, here, perMonth, teamOf),
      ...unmounted(environment, here, perMonth),
    );
  }
  return found.filter((one) => one.monthly >= 1).sort((a, b) => b.monthly - a.monthly);
}

type Place = SavingFacts["environments"][number];

/** Whole nodes that every day of the window could have done without, at least one left (two in production). */
function idleNodes(
  place: Place,
  lines: readonly DayLine[],
  pools: readonly PoolEstimate[],
  days: number,
): readonly Saving[] {
  return pools
    .filter((pool) => pool.environment === place.name && pool.low !== null)
    .flatMap((pool): Saving[] => {
      const here = lines.filter((line) => line.cluster === pool.cluster);
      const busiest = Math.max(
        0,
        ...[...new Set(here.map((line) => line.day))].map((day) =>
          busyShare(here.filter((line) => line.day === day)),
        ),
      );
      const nodeHours = here
        .filter((line) => line.kind === "idle")
        .reduce((sum, line) => sum + line.count, 0);
      const nodes = Math.round(nodeHours / (days * 24));
      const needed = Math.max(place.production ? 2 : 1, Math.ceil((nodes * busiest) / fullAt));
      const spare = nodes - needed;
      if (spare < 1 || nodeHours === 0) return [];
      const cost = here.reduce((sum, line) => sum + line.cost, 0) / nodeHours;
      return [
        {
          kind: "nodes",
          environment: place.name,
          subject: pool.cluster,
          production: place.production,
          application: null,
          monthly: spare * cost * daysAMonth * 24,
          title: `Pool minimum ${nodes} → ${needed} nodes`,
          detail: `${pool.cluster}: at most ${Math.round(busiest * 100)} % was asked for in ${days} days`,
          owner: place.owner,
          risk: place.production ? "medium" : "low",
        },
      ];
    });
}

/** The part of a day's capacity that was paid for by workloads, of the scarcer resource. */
function busyShare(lines: readonly DayLine[]): number {
  const sums = grouped(lines, (line) => line.kind);
  const [used, idle] = [sums.get("used"), sums.get("idle")];
  const share = (resource: "cpu" | "ram") => {
    const [mine, rest] = [used?.[resource] ?? 0, idle?.[resource] ?? 0];
    return mine + rest > 0 ? mine / (mine + rest) : 0;
  };
  return Math.max(share("cpu"), share("ram"));
}

function largeRequests(
  place: Place,
  lines: readonly DayLine[],
  perMonth: number,
  teamOf: SavingFacts["teamOf"],
): readonly Saving[] {
  const used = lines.filter((line) => line.kind === "used" && line.application !== null);
  return [...grouped(used, (line) => line.application ?? "")].flatMap(([application, sum]): Saving[] => {
    const busy = sum.cpuAsked > 0 ? sum.cpuUsed / sum.cpuAsked : 1;
    if (busy >= tooLarge || sum.cpu <= 0) return [];
    return [
      {
        kind: "requests",
        environment: place.name,
        subject: application,
        production: place.production,
        application,
        monthly: sum.cpuCost * (1 - Math.min(1, busy / usedTo)) * perMonth,
        title: `Smaller CPU requests for ${application}`,
        detail: `${place.name}: ${Math.round(busy * 100)} % of the CPU asked for is used; becomes idle until a node less is needed`,
        owner: teamOf(application),
        risk: "medium",
      },
    ];
  });
}

/** Volumes that no pod mounts and load balancers that no pod stands behind. */
function unmounted(place: Place, lines: readonly DayLine[], perMonth: number): readonly Saving[] {
  const mine = lines.filter((line) => line.kind === "unmounted");
  return [...grouped(mine, (line) => line.cluster)].map(([cluster, sum]): Saving => {
    const days = new Set(mine.filter((line) => line.cluster === cluster).map(({ day }) => day)).size;
    return {
      kind: "volumes",
      environment: place.name,
      subject: cluster,
      production: place.production,
      application: null,
      monthly: sum.cost * perMonth,
      title: `Delete unmounted volumes and load balancers on ${cluster}`,
      detail: `nothing mounted them or stood behind them on ${days} days; a volume may hold the only copy of its data`,
      owner: place.owner,
      risk: "high",
    };
  });
}

/** Acts on the nodes of one environment overlap, so only the best of each counts; volumes come on top. */
export function savingsTotal(all: readonly Saving[]): number {
  const best = new Map<string, number>();
  let besides = 0;
  for (const { kind, environment, monthly } of all)
    if (kind === "volumes") besides += monthly;
    else best.set(environment, Math.max(best.get(environment) ?? 0, monthly));
  return [...best.values()].reduce((sum, one) => sum + one, besides);
}
