import type { EnvironmentBlock, Fleet } from "../fleet";
import type { Place } from "../problem";

const place = (line: number): Place => ({ file: "apps/my-service/environments.yaml", line, column: 3 });

/** The mission's four environments of `my-service`, word by word where a rule reads them. */
export const missionBlocks: Readonly<Record<string, EnvironmentBlock>> = {
  dev: {
    cluster: "dev-cluster",
    namespace: "my-service-dev",
    access: { developers: "read-write", qa: "read-only" },
  },
  integration: {
    cluster: "shared-cluster",
    namespace: "my-service-int",
    testing: {
      smoke_tests: "enabled",
      integration_tests: "enabled",
      performance_tests: "basic",
      security_scans: "enabled",
    },
    promotion: { on_success: "staging", on_failure: "block" },
  },
  staging: {
    cluster: "staging-cluster",
    namespace: "my-service-staging",
    testing: { load_tests: "enabled", chaos_engineering: "enabled", penetration_tests: "weekly" },
    promotion: { approvers: ["platform-team", "security-team"], approval_required: true },
  },
  production: {
    cluster: "prod-cluster-primary",
    failover_cluster: "prod-cluster-secondary",
    namespace: "my-service",
    security: { compliance: ["soc2", "pci-dss"] },
    deployment: {
      replicas: 3,
      change_window: "business-hours",
      rollback_enabled: true,
      canary_deployment: true,
    },
    monitoring: { sla_objectives: { availability: "99.9%" } },
  },
};

/** A fleet with the mission's application; `blocks` replaces whole blocks by environment. */
export function missionFleet(
  change: Partial<Fleet> = {},
  blocks: Readonly<Record<string, EnvironmentBlock>> = {},
): Fleet {
  const all = { ...missionBlocks, ...blocks };
  const types = {
    dev: "development",
    integration: "integration",
    staging: "staging",
    production: "production",
  } as const;
  return {
    name: "acme",
    branch: "main",
    currency: "EUR",
    zone: "Europe/Berlin",
    clusters: [],
    teams: ["developers", "qa", "platform-team", "security-team", "platform-leads", "finance"].map(
      (name) => ({
        name,
        groups: [`acme-${name}`],
        required: 1,
        place: null,
      }),
    ),
    roles: { admin: ["platform-leads"], manager: ["finance"] },
    windows: [
      {
        name: "business-hours",
        zone: "Europe/Berlin",
        days: ["mon", "tue", "wed", "thu", "fri"],
        from: "09:00",
        to: "17:00",
        place: { file: "orchestr8.yaml", line: 30, column: 3 },
      },
    ],
    freezes: [],
    environments: (["dev", "integration", "staging", "production"] as const).map((name, order) => ({
      name,
      order,
      type: types[name],
      place: null,
    })),
    applications: [
      {
        name: "my-service",
        path: "apps/my-service",
        team: "developers",
        renderer: "kustomize",
        promote: [],
        place: null,
      },
    ],
    declarations: Object.entries(all).map(([environment, block], i) => ({
      application: "my-service",
      environment,
      file: "apps/my-service/environments.yaml",
      line: 2 + i * 20,
      block,
      column: 3,
      overridden: {},
      origins: Object.fromEntries(
        Object.entries(block).flatMap(([key, value]) => [
          [key, { ...place(3 + i * 20), layer: "application" as const }],
          ...(value && typeof value === "object" && !Array.isArray(value)
            ? Object.keys(value).map((k, n) => [
                `${key}.${k}`,
                { ...place(4 + n + i * 20), layer: "application" as const },
              ])
            : []),
        ]),
      ),
    })),
    placements: [
      ["dev", "dev-cluster", "my-service-dev", "primary"],
      ["integration", "shared-cluster", "my-service-int", "primary"],
      ["staging", "staging-cluster", "my-service-staging", "primary"],
      ["production", "prod-cluster-primary", "my-service", "primary"],
      ["production", "prod-cluster-secondary", "my-service", "failover"],
    ].map(([environment = "", cluster = "", namespace = "", role]) => ({
      id: `my-service/${environment}/${cluster}`,
      application: "my-service",
      environment,
      cluster,
      region: null,
      role: role === "failover" ? ("failover" as const) : ("primary" as const),
      namespace,
      source: { kind: "kustomize" as const, path: `apps/my-service/overlays/${environment}` },
    })),
    compare: { expect: [], tokens: {} },
    renderAllow: { remotes: [] },
    ...change,
  };
}
