import { z } from "zod";
import { ExplainView } from "./explain";
import { query } from "./operation";
import { ParityView } from "./parity";
import {
  ApplicationName,
  ClusterView,
  CommitView,
  EnvironmentName,
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

export const list = query("environment.list", {
  summary: "The environments in promotion order, with their clusters and state",
  input: z.object({}),
  result: z.object({ items: z.array(EnvironmentItem), asOf: Instant }),
  topics: () => ["fleet"],
});

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

export const show = query("environment.show", {
  summary: "Whether an environment is fit for use, and under which rules it lives",
  input: z.object({ environment: EnvironmentName }),
  result: EnvironmentView,
  topics: ({ environment }) => [`environment:${environment}`, "promotions"],
});

const Scope = { application: ApplicationName.optional(), revision: z.string().max(200).optional() };

export const render = query("environment.render", {
  summary: "The rendered objects of an environment, secrets as keyed hashes",
  input: z.object({ environment: EnvironmentName.optional(), ...Scope }),
  result: z.object({
    environments: z.array(
      z.object({
        environment: z.string(),
        applications: z.array(
          z.object({
            name: z.string(),
            cluster: z.string(),
            namespace: z.string(),
            renderer: z.enum(["kustomize", "helm", "plain"]),
            status: z.enum(["rendered", "empty", "failed"]),
            objects: z.array(z.record(z.string(), z.unknown())),
            problems: z.array(ProblemView),
          }),
        ),
      }),
    ),
  }),
});

export const DiffClass = z.enum(["unexplained", "expected", "version", "derived", "formatting", "leak"]);
export const Topic = z.enum([
  "images",
  "replicas",
  "resources",
  "environment variables",
  "secrets",
  "policies",
  "data",
  "SLO",
  "other",
]);

/** Which layer, file and line set a value, and who wrote the line. */
export const ValueOrigin = z.object({
  layer: z.string(),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  commit: z.string().nullable(),
  author: z.string().nullable(),
  time: Instant.nullable(),
  subject: z.string().nullable(),
});
export type ValueOrigin = z.infer<typeof ValueOrigin>;

export const EnvironmentDifference = z.object({
  id: z.string(),
  application: z.string(),
  /** Positions among the application's objects as the primary placements render them, from 0; null where it is not. */
  left: z.number().int().nullable(),
  right: z.number().int().nullable(),
  object: z.string(),
  path: z.string(),
  segments: z.array(z.unknown()),
  /** Undefined side: not there. Integers beyond 2^53 are bigints in the process, and plain digits in JSON text. */
  leftValue: z.unknown(),
  rightValue: z.unknown(),
  class: DiffClass,
  because: z.string().nullable(),
  topic: Topic,
  /** Set on whole objects that stand on one side only and guard something. */
  guard: z.string().nullable(),
  leftFrom: ValueOrigin.nullable(),
  rightFrom: ValueOrigin.nullable(),
});
export type EnvironmentDifference = z.infer<typeof EnvironmentDifference>;

const OneSided = z.object({
  application: z.string(),
  /** Position among the application's objects, from 0. */
  index: z.number().int(),
  object: z.string(),
  /** Why it protects something; null also where the whole application is on one side only. */
  guard: z.string().nullable(),
  topic: Topic,
  /** A few of its own fields in one line, such as `minAvailable: 1`; only of guards. */
  excerpt: z.string().nullable(),
});

export const EnvironmentDiffView = z.object({
  left: z.string(),
  right: z.string(),
  production: z.object({ left: z.boolean(), right: z.boolean() }),
  /** The left side lies nearer to production. */
  backwards: z.boolean(),
  asOf: Instant,
  revision: z.string(),
  applications: z.array(
    z.object({
      name: z.string(),
      status: z.enum(["compared", "left-only", "right-only", "failed", "empty"]),
      objects: z.number(),
      equal: z.number(),
      problems: z.array(ProblemView),
    }),
  ),
  differences: z.array(EnvironmentDifference),
  onlyLeft: z.array(OneSided),
  onlyRight: z.array(OneSided),
  /** For unexplained differences: the rule whose path fits although it does not expect this, by the difference's id. */
  nearRules: z.array(
    z.object({
      id: z.string(),
      index: z.number().int(),
      path: z.string(),
      because: z.string(),
      /** What keeps the rule from expecting it. */
      but: z.string(),
    }),
  ),
  summary: z.object({
    unexplained: z.number(),
    expected: z.number(),
    version: z.number(),
    derived: z.number(),
    formatting: z.number(),
    leak: z.number(),
    missingGuard: z.number(),
    onlyLeft: z.number(),
    onlyRight: z.number(),
    equal: z.number(),
  }),
  problems: z.array(ProblemView),
});
export type EnvironmentDiffView = z.infer<typeof EnvironmentDiffView>;

export const diff = query("environment.diff", {
  summary: "How two environments differ, each difference with its class",
  input: z.object({
    left: EnvironmentName,
    right: EnvironmentName,
    ...Scope,
    only: DiffClass.optional(),
    /** Fill in where the values of the rows that need a look come from: at most 50 rows, and it takes its time. */
    origins: z.boolean().optional(),
  }),
  result: EnvironmentDiffView,
  topics: ({ left, right }) => [`environment:${left}`, `environment:${right}`],
});

export const parity = query("environment.parity", {
  summary: "How alike environments are: a score with the findings behind it",
  input: z.object({
    /** Compared as neighbours in promotion order; all when absent. */
    environments: z.array(EnvironmentName).max(50).optional(),
    revision: z.string().max(200).optional(),
    /** False answers without waiting for lines that only more renders tell. */
    lines: z.boolean().optional(),
  }),
  result: ParityView,
  topics: () => ["fleet"],
});

export const text = query("environment.text", {
  summary: "One application's rendered YAML in two environments, object beside object",
  input: z.object({
    left: EnvironmentName,
    right: EnvironmentName,
    application: ApplicationName,
    revision: z.string().max(200).optional(),
  }),
  result: z.object({
    application: z.string(),
    objects: z.array(
      z.object({
        /** `Kind/name`, by the left name where there is one. */
        object: z.string(),
        /** Null: not there. A secret value reads `***` with a word on whether both sides agree. */
        left: z.string().nullable(),
        right: z.string().nullable(),
      }),
    ),
    problems: z.array(ProblemView),
  }),
  topics: ({ left, right }) => [`environment:${left}`, `environment:${right}`],
});

export const explain = query("environment.explain", {
  summary: "Which layer, file and line set a value, who wrote it, and which candidates lost",
  input: z.object({
    environment: EnvironmentName,
    application: ApplicationName.optional(),
    /** The primary one when absent. */
    cluster: z.string().max(200).optional(),
    /** A declared value (`resources.limits.memory`), or one of an object (`Deployment/web/spec.replicas`). */
    path: z.string().min(1).max(2000),
    revision: z.string().max(200).optional(),
  }),
  result: ExplainView,
  topics: ({ environment }) => [`environment:${environment}`],
});

export const origin = query("environment.origin", {
  summary: "Which lines set the values of some rows of a comparison",
  input: z.object({
    left: EnvironmentName,
    right: EnvironmentName,
    revision: z.string().max(200).optional(),
    rows: z
      .array(
        z.object({
          id: z.string().max(2000),
          application: ApplicationName,
          /** Positions as the comparison of the same revision gives them. */
          left: z.number().int().nonnegative().nullable(),
          right: z.number().int().nonnegative().nullable(),
          path: z.string().max(2000),
        }),
      )
      .max(50),
  }),
  result: z.object({
    rows: z.array(
      z.object({ id: z.string(), leftFrom: ValueOrigin.nullable(), rightFrom: ValueOrigin.nullable() }),
    ),
  }),
  topics: ({ left, right }) => [`environment:${left}`, `environment:${right}`],
});
