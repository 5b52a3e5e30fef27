import { z } from "zod";
import { query } from "./operation";
import { EnvironmentName, Instant, ProblemView, Sentence } from "./view";

/** What a number rests on: the cluster's own samples, or an estimate. Bills cannot be imported yet. */
export const CostMark = z.enum(["measured", "estimate"]);

const DayView = z.object({
  day: z.string(),
  name: z.string(),
  /** Measured; null where nothing was. */
  cost: z.number().nullable(),
  /** Still to come; null where nothing is, or no forecast is possible. */
  estimate: z.number().nullable(),
});

const Band = z.object({ value: z.number(), low: z.number(), high: z.number() });

const PoolView = z.object({
  environment: z.string(),
  production: z.boolean(),
  cluster: z.string(),
  instanceType: z.string(),
  min: z.number().int(),
  max: z.number().int(),
  /** A month of the smallest and the largest pool; null: no price. */
  low: z.number().nullable(),
  high: z.number().nullable(),
});

const CauseView = z.object({ label: z.string(), value: z.number(), because: z.string() });

export const CostReviewView = z.object({
  asOf: Instant,
  /** ISO 4217 of every amount here. */
  currency: z.string(),
  month: z.object({ id: z.string(), name: z.string(), title: z.string(), over: z.boolean() }),
  environment: z.string().nullable(),
  environments: z.array(z.string()),
  by: z.enum(["team", "application"]),
  /** `estimate` while nothing was measured: then only the declared pools are known. */
  mark: CostMark,
  measuredTo: Instant.nullable(),
  /** What a manager can read aloud. */
  sentence: Sentence,
  spent: z.number(),
  budget: z.number().nullable(),
  forecast: Band.nullable(),
  /** The first day on which the forecast is over the budget. */
  passesOn: z.string().nullable(),
  days: z.array(DayView),
  daysCaption: z.string(),
  months: z.array(z.object({ id: z.string(), name: z.string(), cost: z.number(), estimate: z.number() })),
  monthsCaption: z.string(),
  movement: z
    .object({
      before: z.object({ label: z.string(), value: z.number() }),
      now: z.object({ label: z.string(), value: z.number(), mark: CostMark }),
      causes: z.array(CauseView),
      caption: z.string(),
    })
    .nullable(),
  /** Why there is none. */
  movementReason: z.string().nullable(),
  table: z.object({
    columns: z.array(
      z.object({
        name: z.string(),
        production: z.boolean(),
        budget: z.number().nullable(),
        forecast: z.number().nullable(),
      }),
    ),
    rows: z.array(
      z.object({
        name: z.string(),
        kind: z.enum(["owner", "shared", "idle"]),
        cells: z.array(z.number()),
        total: z.number(),
      }),
    ),
    totals: z.array(z.number()),
    total: z.number(),
    caption: z.string(),
  }),
  pools: z.array(PoolView),
  poolsCaption: z.string(),
  idle: z
    .object({
      environment: z.string(),
      /** 7 days from Monday x 24 hours, 0 to 1; -1 where nothing was measured. */
      shares: z.array(z.array(z.number())),
      caption: z.string(),
    })
    .nullable(),
  savings: z.object({
    items: z.array(
      z.object({
        title: z.string(),
        detail: z.string(),
        environment: z.string(),
        production: z.boolean(),
        owner: z.string().nullable(),
        risk: z.enum(["low", "medium", "high"]),
        monthly: z.number(),
      }),
    ),
    total: z.number(),
    caption: z.string(),
  }),
  quality: z.object({
    /** Cluster-hours of the month with a sample, of those that there could be. */
    covered: z.number().int(),
    possible: z.number().int(),
    late: z.number().int(),
    /** Cluster-hours in which every sample knew what containers use, and those in which volumes could be seen. */
    measured: z.number().int(),
    withAssets: z.number().int(),
    /** What told the use of containers, in how many cluster-hours. */
    usage: z.array(z.object({ from: z.string(), hours: z.number().int() })),
    /** Where the clusters' days of cost come from, when it is not our own samples. */
    elsewhere: z.array(z.object({ cluster: z.string(), source: z.string(), last: z.string() })),
    prices: z.object({
      asOf: z.string(),
      ageDays: z.number().int(),
      old: z.boolean(),
      source: z.string(),
      /** Types of nodes and classes of volumes that run or are declared and have no price. */
      missing: z.array(z.string()),
    }),
    /** Something has no price, so that totals are too small. */
    incomplete: z.boolean(),
  }),
  problems: z.array(ProblemView),
});
export type CostReviewView = z.infer<typeof CostReviewView>;

export const review = query("cost.review", {
  summary: "What a month costs, how it will close, why it moved and what could be stopped",
  input: z.object({
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "a month such as 2026-11")
      .optional(),
    environment: EnvironmentName.optional(),
    by: z.enum(["team", "application"]).default("team"),
  }),
  result: CostReviewView,
  topics: () => ["cost"],
});
