import type { z } from "zod";
import type { EnvironmentHead } from "@/lib/contract/fleet";
import type { ClusterView } from "@/lib/contract/view";
import type { Environment, Fleet } from "@/lib/domain/fleet";
import { windowSummary } from "@/lib/domain/window-environment";
import type { Live } from "@/lib/ports/live";
import type { AwakeKeep } from "@/lib/ports/store/keeps";
import { sleepOf } from "./schedule/sleep-of";

/** The clusters an environment's placements run on, primary ones first, with what is known of them. */
export function clustersOf(fleet: Fleet, live: Live, environment: string): ClusterView[] {
  const roles = new Map<string, "primary" | "failover">();
  for (const placement of fleet.placements.filter((p) => p.environment === environment))
    if (placement.role === "primary" || !roles.has(placement.cluster))
      roles.set(placement.cluster, placement.role);
  return [...roles]
    .sort(([a, roleA], [b, roleB]) => (roleA === roleB ? (a < b ? -1 : 1) : roleA === "primary" ? -1 : 1))
    .map(([name, role]) => {
      const { reachable, asOf, reason } = live.cluster(name);
      const region = fleet.clusters.find((cluster) => cluster.name === name)?.region ?? null;
      return { name, region, role, reachable, asOf: asOf?.toISOString() ?? null, reason };
    });
}

export const isProduction = (environment: Pick<Environment, "type">): boolean =>
  environment.type === "production";

/** A column's head: its clusters, its change window, and whether it sleeps. */
export const environmentHead = (
  fleet: Fleet,
  live: Live,
  environment: Environment,
  keeps: readonly AwakeKeep[],
  now: Date,
): z.infer<typeof EnvironmentHead> => ({
  name: environment.name,
  type: environment.type,
  production: isProduction(environment),
  clusters: clustersOf(fleet, live, environment.name),
  window: windowSummary(fleet, environment.name, now),
  sleep: sleepOf(fleet, environment.name, keeps, now),
});
