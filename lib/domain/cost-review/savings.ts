import { type DayLine, grouped, isOfNodes } from "./line";

export type Risk = "low" | "medium" | "high";

export type Saving = {
  kind: "nodes" | "schedule" | "requests" | "volumes";
  environment: string;
  /** What of the environment: the cluster of volumes, the application of requests. */
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

/** Another node pool, and other requests of an application, with what they save a month: more than 0. */
export type PoolSaving = { environment: string; monthly: number; title: string; detail: string };
export type RequestSaving = { environment: string; application: string; monthly: number; detail: string };

export type SavingFacts = {
  /** The last whole days, at most 28. */
  lines: readonly DayLine[];
  /** What the capacity review would change, where that saves something. */
  pools: readonly PoolSaving[];
  requests: readonly RequestSaving[];
  environments: readonly { name: string; production: boolean; scheduled: boolean; owner: string | null }[];
  teamOf: (application: string) => string | null;
};

const daysAMonth = 365 / 12;
/** Off on weekday nights (20:00 to 08:00) and weekends: 108 of 168 hours. */
const offHours = 108 / 168;

/** What could be stopped, the most worthwhile first. Nothing is told on less than seven days. */
export function savings({ lines, pools, requests, environments, teamOf }: SavingFacts): readonly Saving[] {
  const days = new Set(lines.map((line) => line.day)).size;
  if (days < 7) return [];
  const perMonth = daysAMonth / days;
  const found: Saving[] = [];
  for (const environment of environments) {
    const here = lines.filter((line) => line.environment === environment.name);
    // Volumes and load balancers go on costing while it sleeps.
    const cost = here.filter(isOfNodes).reduce((sum, line) => sum + line.cost, 0) * perMonth;
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
      ...pools
        .filter((pool) => pool.environment === environment.name)
        .map((pool) => ofPool(environment, pool)),
      ...requests
        .filter((one) => one.environment === environment.name)
        .map((one) => ofRequests(environment, one, teamOf)),
      ...unmounted(environment, here, perMonth),
    );
  }
  return found.filter((one) => one.monthly >= 1).sort((a, b) => b.monthly - a.monthly);
}

type Place = SavingFacts["environments"][number];

const ofPool = (place: Place, { monthly, title, detail }: PoolSaving): Saving => ({
  kind: "nodes",
  environment: place.name,
  subject: null,
  production: place.production,
  application: null,
  monthly,
  title,
  detail,
  owner: place.owner,
  risk: place.production ? "medium" : "low",
});

const ofRequests = (
  place: Place,
  { application, monthly, detail }: RequestSaving,
  teamOf: SavingFacts["teamOf"],
): Saving => ({
  kind: "requests",
  environment: place.name,
  subject: application,
  production: place.production,
  application,
  monthly,
  title: `Smaller requests for ${application} in ${place.name}`,
  detail,
  owner: teamOf(application),
  risk: "medium",
});

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
      title: `Delete unmounted volumes and load balancers of ${place.name} on ${cluster}`,
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
