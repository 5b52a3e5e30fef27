import type { EnvironmentSchedule, SchedulesView } from "@/lib/contract/schedule";

export const asOf = "2026-11-23T19:30:00.000Z";
const allowed = { allowed: true, code: null, message: null };
const night = Array.from({ length: 24 }, (_, hour) => (hour >= 8 && hour < 20 ? 0 : 1));
const weekend = Array.from({ length: 24 }, () => 1);

/** dev, asleep by its schedule since 20:00 in Berlin. */
export const environment = (part: Partial<EnvironmentSchedule> = {}): EnvironmentSchedule => ({
  environment: "dev",
  type: "development",
  production: false,
  sentence: [{ text: "Dev is asleep until Tue 08:00 Berlin." }],
  status: { kind: "waiting", word: "asleep until Tue 08:00 Berlin", reason: null },
  groups: [
    {
      applications: ["web", "api"],
      hours: {
        days: ["mon", "tue", "wed", "thu", "fri"],
        from: "08:00",
        to: "20:00",
        zone: "Europe/Berlin",
        holidays: [],
        exclude: [],
      },
      text: "Mon to Fri, 08:00 to 20:00 Berlin",
      status: { kind: "waiting", word: "asleep until Tue 08:00 Berlin", reason: null },
      since: "2026-11-23T19:00:00.000Z",
      until: "2026-11-24T07:00:00.000Z",
      sources: [{ file: "orchestr8.yaml", line: 120, sha: null }],
    },
  ],
  week: {
    zone: "Europe/Berlin",
    changes: [{ at: "2026-11-24T07:00:00.000Z", to: "up" }],
    holidays: [],
    asleep: [night, night, night, night, night, weekend, weekend],
    now: { day: 0, minute: 20 * 60 + 30 },
    hours: { asleep: 108, all: 168 },
  },
  keeps: [],
  workloads: [
    {
      application: "web",
      cluster: "dev-cluster",
      kind: "Deployment",
      name: "web",
      size: 0,
      remembered: 3,
      status: { kind: "waiting", word: "asleep", reason: null },
    },
  ],
  silent: [],
  monthly: 210,
  saving: { mark: "estimate", currency: "EUR", attributed: 90, realised: null, note: "From the mean hours." },
  imports: [],
  wakers: [],
  proposal: null,
  log: [],
  ask: allowed,
  keep: allowed,
  ...part,
});

export const without = (part: Partial<EnvironmentSchedule> = {}): EnvironmentSchedule =>
  environment({
    environment: "staging",
    status: { kind: "healthy", word: "always up", reason: null },
    groups: [{ ...environment().groups[0], hours: null, text: "never asleep" } as never],
    week: null,
    workloads: [],
    ...part,
  });

export const view = (...environments: EnvironmentSchedule[]): SchedulesView => ({
  asOf,
  currency: "EUR",
  sentence: [],
  environments,
});
