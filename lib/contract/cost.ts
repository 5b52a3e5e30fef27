import { z } from "zod";
import { plainDimensions } from "@/lib/domain/cost-review/dimension";
import { DecidedSavingView, SavingView } from "./cost-saving";
import { query } from "./operation";
import { EnvironmentName, Instant, ProblemView, Sentence } from "./view";

export const CostDimension = z
  .union([z.enum(plainDimensions), z.templateLiteral(["label:", z.string().min(1).max(317)])])
  .describe("environment, team, application, cluster, namespace, controller or label:NAME");
export type CostDimension = z.infer<typeof CostDimension>;

/** What a number rests on: the cluster's own samples, or an estimate. Bills are set apart. */
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

/** A change of the files that governed on a day, and the promotion that made it where the console knows one. */
export const ChangeView = z.object({
  at: Instant,
  day: z.string(),
  text: z.string(),
  who: z.string(),
  sha: z.string(),
  promotion: z.string().nullable(),
});
export type ChangeView = z.infer<typeof ChangeView>;

const CauseView = z.object({
  label: z.string(),
  value: z.number(),
  because: z.string(),
  /** Changes of the day it stepped, for what it is made of. They came first; that they caused it is for people to judge. */
  changes: z.array(ChangeView),
  /** The largest parts, with their own amounts. */
  parts: z.array(z.object({ text: z.string(), value: z.number() })),
});

/** A row or a column of the table: an owner or a place with its name, nobody, what was not requested, the smallest of very many. */
const AxisView = z.object({
  name: z.string(),
  kind: z.enum(["named", "nobody", "idle", "rest"]),
  production: z.boolean(),
  budget: z.number().nullable(),
  forecast: z.number().nullable(),
});

export const BudgetView = z.object({
  scope: z.enum(["environment", "team"]),
  name: z.string(),
  production: z.boolean(),
  monthly: z.number(),
  spent: z.number(),
  /** Null while fewer than seven whole days are known. */
  forecast: z.number().nullable(),
  over: z.boolean(),
  /** The day the forecast, or what was spent, exceeds it. */
  passesOn: z.string().nullable(),
});
export type BudgetView = z.infer<typeof BudgetView>;

const BilledView = z.object({
  rows: z.array(
    z.object({
      /** Null: nothing maps its charges to an environment. */
      environment: z.string().nullable(),
      production: z.boolean(),
      billed: z.number(),
      /** With commitments spread over what they cover. */
      effective: z.number(),
      /** Measured on the days that the bill has; null where nothing was. */
      measured: z.number().nullable(),
    }),
  ),
  billed: z.number(),
  effective: z.number(),
  measured: z.number(),
  /** Days of the month with charges, and the first and last of them. */
  days: z.number().int(),
  from: z.string(),
  to: z.string(),
  /** Amounts in currencies that nothing turns into this one: they are left out above. */
  others: z.array(z.object({ currency: z.string(), billed: z.number() })),
  /** The import that was last. */
  imported: z.object({ name: z.string(), at: Instant }).nullable(),
  caption: z.string(),
});

export const CostReviewView = z.object({
  asOf: Instant,
  /** ISO 4217 of every amount here. */
  currency: z.string(),
  month: z.object({ id: z.string(), name: z.string(), title: z.string(), over: z.boolean() }),
  environment: z.string().nullable(),
  environments: z.array(z.string()),
  /** Rows and columns of the table. */
  by: CostDimension,
  across: CostDimension,
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
  /** Every declared budget that the reader may see all costs of, with its own forecast. */
  budgets: z.array(BudgetView),
  budgetsCaption: z.string(),
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
  anomalies: z.object({
    /** Days that had enough before them; 0: not enough history to tell. */
    judged: z.number().int(),
    items: z.array(
      z.object({
        environment: z.string().nullable(),
        /** In words; `from` and `to` as days. */
        when: z.string(),
        from: z.string(),
        to: z.string(),
        cost: z.number(),
        /** What those weekdays usually cost. */
        usual: z.number(),
        because: z.string(),
        changes: z.array(ChangeView),
      }),
    ),
    caption: z.string(),
  }),
  /** Labels of pods that costs can be told apart by, as `label:NAME`. */
  labels: z.array(z.string()),
  table: z.object({
    /** So many columns that they are shown as rows within rows, without those of nothing. */
    nested: z.boolean(),
    columns: z.array(AxisView),
    rows: z.array(AxisView.extend({ cells: z.array(z.number()), total: z.number() })),
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
    items: z.array(SavingView),
    /** Decided about: agreed on, or left as it is until a day. */
    decided: z.array(DecidedSavingView),
    /** Of the open ones. */
    total: z.number(),
    caption: z.string(),
    /** The day that a decision may be looked at again, when nothing else is said. */
    recheckOn: z.string(),
  }),
  /** What imported bills say of the month, beside what was measured on the same days; null without any. */
  billed: BilledView.nullable(),
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
    by: CostDimension.default("team").describe("What the rows of the table are"),
    across: CostDimension.optional().describe("What its columns are: environments, or teams by environment"),
  }),
  result: CostReviewView,
  topics: () => ["cost"],
});

export { accept, dismiss, reopen } from "./cost-saving";
