import type { FleetCell, FleetRow, FleetView } from "@/lib/contract/fleet";
import type { StatusView } from "@/lib/contract/view";

type Head = FleetView["environments"][number];

export const asOf = "2026-11-20T13:02:31.000Z";
export const minutesAgo = (minutes: number): string =>
  new Date(Date.parse(asOf) - minutes * 60_000).toISOString();

export const healthy: StatusView = { kind: "healthy", word: "healthy", reason: null };
export const unknown: StatusView = { kind: "unknown", word: "unknown", reason: "prod-east does not answer" };

export const head = (name: string, part: Partial<Head> = {}): Head => ({
  name,
  type: name === "production" ? "production" : "staging",
  production: name === "production",
  clusters: [
    { name: `${name}-cluster`, region: "eu-central-1", role: "primary", reachable: true, asOf, reason: null },
  ],
  sleep: null,
  window: { name: null, state: "always", text: "always open", because: null, until: null },
  ...part,
});

export const cell = (environment: string, part: Partial<FleetCell> = {}): FleetCell => ({
  environment,
  state: "deployed",
  version: "1.8.2",
  running: null,
  health: healthy,
  since: minutesAgo(120),
  drift: 0,
  silent: null,
  staleSince: null,
  note: null,
  next: null,
  ...part,
});

export const row = (application: string, part: Partial<FleetRow> = {}): FleetRow => ({
  application,
  team: "payments",
  renderer: "kustomize",
  cells: [cell("staging"), cell("production")],
  marks: [],
  errors: 0,
  trail: [
    { environment: "staging", production: false, position: 1 },
    { environment: "production", production: true, position: 0 },
  ],
  ...part,
});

const need = { count: 0, text: "nothing", href: null };

/** Two environments of a small fleet; a test overrides what it is about. */
export const fleetView = (rows: readonly FleetRow[], part: Partial<FleetView> = {}): FleetView => ({
  name: "acme",
  branch: "main",
  commit: { sha: "4f2c91a", subject: "Raise the limit", author: "Mira Adler", at: asOf },
  valid: true,
  asOf,
  counts: { applications: rows.length, environments: 2, clusters: 2 },
  environments: [head("staging"), head("production")],
  groups: [...new Set(rows.map((r) => r.team))].map((team) => ({
    team,
    rows: rows.filter((r) => r.team === team),
  })),
  needs: { waiting: need, failed: need, drift: need, silent: need },
  problems: [],
  ...part,
});
