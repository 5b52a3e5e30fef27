import type { EnvironmentView } from "@/lib/contract/environment-view";
import type { ClusterView, StatusView } from "@/lib/contract/view";

export const asOf = "2026-11-20T13:02:31.000Z";
export const minutesAgo = (minutes: number): string =>
  new Date(Date.parse(asOf) - minutes * 60_000).toISOString();

export const healthy: StatusView = { kind: "healthy", word: "healthy", reason: null };

export const cluster = (name: string, part: Partial<ClusterView> = {}): ClusterView => ({
  name,
  region: "eu-central-1",
  role: "primary",
  reachable: true,
  asOf,
  reason: null,
  ...part,
});

export const ruleCard = (
  section: EnvironmentView["rules"][number]["section"],
  part: Partial<EnvironmentView["rules"][number]> = {},
): EnvironmentView["rules"][number] => ({
  section,
  title: section,
  facts: [{ label: "Strategy", value: "rolling" }],
  check: null,
  source: { file: "environments.yaml", line: 61, sha: "4f2c91a0" },
  ...part,
});

const sections = [
  "resources",
  "security",
  "deployment",
  "access",
  "data",
  "testing",
  "promotion",
  "monitoring",
] as const;

/** Weekdays from nine to five. */
export const businessHours = Array.from({ length: 7 }, (_, day) =>
  Array.from({ length: 24 }, (_, hour) => day < 5 && hour >= 9 && hour < 17),
);

export const environmentView = (part: Partial<EnvironmentView> = {}): EnvironmentView => ({
  name: "production",
  type: "production",
  production: true,
  order: 3,
  of: 4,
  neighbours: { previous: "staging", next: null },
  asOf,
  sentence: [{ text: "Production is " }, { text: "fit for use", strong: true }, { text: "." }],
  clusters: [cluster("prod-west")],
  regions: [{ name: "eu-central-1", zones: ["eu-central-1a", "eu-central-1b"] }],
  sleep: null,
  window: { name: null, state: "always", text: "always open", because: null, until: null },
  freeze: { now: null, next: null },
  waiting: 0,
  applications: [
    {
      application: "my-service",
      version: "1.8.0",
      since: minutesAgo(6 * 24 * 60),
      health: healthy,
      sync: { kind: "healthy", word: "as in Git", reason: null },
      pods: { ready: 6, wanted: 6 },
      staleSince: null,
    },
  ],
  applicationsCaption: "All 1 are healthy.",
  calendar: {
    zone: "Berlin",
    open: businessHours,
    marks: [
      { day: 1, minute: 600, application: "my-service", at: "2026-11-17T09:00:00.000Z", inside: true },
      { day: 5, minute: 700, application: "ledger", at: "2026-11-14T10:40:00.000Z", inside: false },
    ],
    now: { day: 4, minute: 14 * 60 },
    caption: "1 of 2 deployments in 12 weeks fell inside their change window.",
    since: minutesAgo(12 * 7 * 24 * 60),
  },
  rules: sections.map((section) => ruleCard(section)),
  recent: [],
  problems: [],
  ...part,
});
