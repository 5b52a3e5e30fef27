import { z } from "zod";
import {
  ClusterView,
  CommitView,
  Instant,
  ProblemView,
  Sentence,
  SleepView,
  SourceRef,
  StatusView,
  WindowView,
} from "./view";

export const EnvironmentItem = z.object({
  name: z.string(),
  type: z.string(),
  order: z.number(),
  production: z.boolean(),
  clusters: z.array(ClusterView),
  window: WindowView,
  /** Null: it declares no schedule. */
  sleep: SleepView.nullable(),
  applications: z.number(),
  health: z.object({ worst: StatusView, counts: z.record(z.string(), z.number()) }),
});
export type EnvironmentItem = z.infer<typeof EnvironmentItem>;

/** One card of rules, in the mission's order. */
export const RuleCard = z.object({
  section: z.enum([
    "resources",
    "security",
    "deployment",
    "access",
    "data",
    "testing",
    "promotion",
    "monitoring",
  ]),
  title: z.string(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  /** The live check of the rule; null says "not checked yet" in so many words on the page. */
  check: z.object({ status: StatusView, detail: z.string() }).nullable(),
  source: SourceRef.nullable(),
});
export type RuleCard = z.infer<typeof RuleCard>;

export const EnvironmentView = z.object({
  name: z.string(),
  type: z.string(),
  production: z.boolean(),
  order: z.number(),
  of: z.number(),
  /** The environments beside it in promotion order that the reader may see. */
  neighbours: z.object({ previous: z.string().nullable(), next: z.string().nullable() }),
  asOf: Instant,
  sentence: Sentence,
  clusters: z.array(ClusterView),
  regions: z.array(z.object({ name: z.string(), zones: z.array(z.string()) })),
  window: WindowView,
  /** Null: it declares no schedule. */
  sleep: SleepView.nullable(),
  freeze: z.object({ now: z.string().nullable(), next: z.string().nullable() }),
  waiting: z.number().int(),
  applications: z.array(
    z.object({
      application: z.string(),
      version: z.string().nullable(),
      since: Instant.nullable(),
      health: StatusView,
      sync: StatusView,
      pods: z.object({ ready: z.number(), wanted: z.number() }).nullable(),
      staleSince: Instant.nullable(),
    }),
  ),
  applicationsCaption: z.string(),
  /** The week of the change window with the deployments that fell on it. */
  calendar: z.object({
    zone: z.string(),
    /** 7 rows from Monday, 24 hours each. */
    open: z.array(z.array(z.boolean())),
    marks: z.array(
      z.object({
        day: z.number(),
        minute: z.number(),
        application: z.string(),
        at: Instant,
        inside: z.boolean(),
      }),
    ),
    now: z.object({ day: z.number(), minute: z.number() }),
    caption: z.string(),
    since: Instant,
  }),
  rules: z.array(RuleCard),
  recent: z.array(CommitView),
  problems: z.array(ProblemView),
});
export type EnvironmentView = z.infer<typeof EnvironmentView>;
