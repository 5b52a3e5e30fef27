import type { EnvironmentType } from "../fleet";

/** How much room an environment keeps: the share of the CPU request that p95 may use. */
export type SizeProfile = { name: string; cpuTarget: number };

const profiles = {
  development: { name: "development", cpuTarget: 0.8 },
  production: { name: "production", cpuTarget: 0.65 },
  available: { name: "high availability", cpuTarget: 0.5 },
} as const satisfies Record<string, SizeProfile>;

/**
 * The profile of an environment: one that has to take over another cluster's load keeps half free. The shares are
 * those Kubecost uses for its development, production and high-availability profiles.
 */
export function profileOf(environment: { type: EnvironmentType; failover: boolean }): SizeProfile {
  if (environment.failover) return profiles.available;
  return environment.type === "production" || environment.type === "staging"
    ? profiles.production
    : profiles.development;
}
