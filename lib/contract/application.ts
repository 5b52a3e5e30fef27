import { z } from "zod";
import { ConfigView } from "./configuration";
import { LineEdit, WhatIfView } from "./explain";
import { query } from "./operation";
import {
  ApplicationName,
  EnvironmentName,
  Instant,
  ProblemView,
  Sentence,
  StatusKind,
  StatusView,
  VerdictView,
} from "./view";

export const StagePlacement = z.object({
  id: z.string(),
  cluster: z.string(),
  region: z.string().nullable(),
  role: z.enum(["primary", "failover"]),
  namespace: z.string(),
  version: z.string().nullable(),
  health: StatusView,
  pods: z.object({ ready: z.number(), wanted: z.number() }).nullable(),
  drift: z.number().int().nullable(),
  staleSince: Instant.nullable(),
});

export type StagePlacement = z.infer<typeof StagePlacement>;

export const Stage = z.object({
  environment: z.string(),
  production: z.boolean(),
  version: z.string().nullable(),
  since: Instant.nullable(),
  placements: z.array(StagePlacement),
  /** The reason zone of the node: one status and what it means here. */
  standing: z.object({ status: StatusView, lines: z.array(z.string()) }).nullable(),
  /** The step out of this stage into the next one. */
  next: z
    .object({
      to: z.string(),
      kind: z.enum(["none", "ahead", "waiting", "running", "blocked"]),
      text: z.string(),
      promotion: z.string().nullable(),
      /** May the reader ask for it now, and if not, why. */
      request: VerdictView,
    })
    .nullable(),
});
export type Stage = z.infer<typeof Stage>;

export const VersionLane = z.object({
  version: z.string(),
  dots: z.array(z.object({ environment: z.string(), at: Instant })),
  /** Spans in production. */
  runs: z.array(z.object({ from: Instant, to: Instant.nullable() })),
  /** Without a kind it is a place or history: nothing is claimed of its state. */
  standing: z.object({ kind: StatusKind.nullable(), word: z.string(), reason: z.string().nullable() }),
});

export const ApplicationEvent = z.object({
  at: Instant,
  status: StatusView,
  text: z.string(),
  detail: z.string().nullable(),
  href: z.string().nullable(),
});

export const ApplicationView = z.object({
  name: z.string(),
  team: z.string().nullable(),
  renderer: z.enum(["kustomize", "helm", "plain"]),
  path: z.string(),
  asOf: Instant,
  sentence: Sentence,
  source: z.object({ sha: z.string(), subject: z.string(), author: z.string(), at: Instant }).nullable(),
  stages: z.array(Stage),
  lanes: z.object({ from: Instant, to: Instant, items: z.array(VersionLane), caption: z.string() }),
  events: z.array(ApplicationEvent),
  problems: z.array(ProblemView),
});
export type ApplicationView = z.infer<typeof ApplicationView>;

export const show = query("application.show", {
  summary: "How far each version of an application got, and what stops the next step",
  input: z.object({ application: ApplicationName }),
  result: ApplicationView,
  topics: ({ application }) => [`application:${application}`, "promotions"],
});

export const config = query("application.config", {
  summary: "Every key of an application in an environment: its value, and which layers set it",
  input: z.object({
    application: ApplicationName,
    environment: EnvironmentName,
    /** The primary one when absent. */
    cluster: z.string().max(200).optional(),
    /** Another environment whose values stand beside. */
    against: EnvironmentName.optional(),
  }),
  result: ConfigView,
  topics: ({ application, environment }) => [`application:${application}`, `environment:${environment}`],
});

export const whatif = query("application.whatif", {
  summary: "Which environments and applications would change if one line of a layer were edited",
  input: z.object({
    application: ApplicationName,
    environment: EnvironmentName,
    cluster: z.string().max(200).optional(),
    /** As `environment.explain` takes it. */
    path: z.string().min(1).max(2000),
    ...LineEdit,
  }),
  result: WhatIfView,
  topics: ({ application }) => [`application:${application}`],
});
