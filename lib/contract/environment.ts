import { z } from "zod";
import { DiffClass, EnvironmentDiffView, LiveRow, ValueOrigin } from "./environment-diff";
import { EnvironmentItem, EnvironmentView } from "./environment-view";
import { ExplainView } from "./explain";
import { query } from "./operation";
import { ParityView } from "./parity";
import { ApplicationName, EnvironmentName, Instant, ProblemView } from "./view";

export const list = query("environment.list", {
  summary: "The environments in promotion order, with their clusters and state",
  input: z.object({}),
  result: z.object({ items: z.array(EnvironmentItem), asOf: Instant }),
  topics: () => ["fleet"],
});

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

const OriginRow = z.object({
  id: z.string().max(2000),
  application: ApplicationName,
  /** Positions as the comparison of the same revision gives them. */
  left: z.number().int().nonnegative().nullable(),
  right: z.number().int().nonnegative().nullable(),
  path: z.string().max(2000),
});

export const origin = query("environment.origin", {
  summary: "Which lines set the values of some rows of a comparison",
  input: z.object({
    left: EnvironmentName,
    right: EnvironmentName,
    revision: z.string().max(200).optional(),
    rows: z.array(OriginRow).max(50),
  }),
  result: z.object({
    rows: z.array(
      z.object({ id: z.string(), leftFrom: ValueOrigin.nullable(), rightFrom: ValueOrigin.nullable() }),
    ),
  }),
  topics: ({ left, right }) => [`environment:${left}`, `environment:${right}`],
});

export const live = query("environment.live", {
  summary: "What runs on the right side of some rows of a comparison",
  input: z.object({
    left: EnvironmentName,
    right: EnvironmentName,
    revision: z.string().max(200).optional(),
    rows: z.array(OriginRow).max(50),
  }),
  result: z.object({
    rows: z.array(LiveRow),
  }),
  topics: ({ right }) => [`environment:${right}`],
});
