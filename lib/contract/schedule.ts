import { z } from "zod";
import { AskedChange, asked, previewed } from "./asked-change";
import { command, query } from "./operation";
import {
  ApplicationName,
  EnvironmentName,
  Instant,
  Sentence,
  SourceRef,
  StatusView,
  VerdictView,
} from "./view";

const Weekday = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
const Exclusion = z.object({
  kind: z.enum(["Deployment", "StatefulSet", "Rollout"]).optional(),
  name: z.string().max(253).optional(),
  labels: z.record(z.string().max(400), z.string().max(400)).optional(),
});

/** When it is up; the fleet file's own words. */
export const ScheduleHours = z.object({
  days: z.array(Weekday).min(1).max(7),
  from: z.string().max(5),
  to: z.string().max(5),
  zone: z.string().max(60),
  holidays: z.array(z.string().max(10)).max(400),
  exclude: z.array(Exclusion).max(100),
});
export type ScheduleHours = z.infer<typeof ScheduleHours>;

export const SleepWorkloadView = z.object({
  application: z.string(),
  cluster: z.string(),
  kind: z.string(),
  name: z.string(),
  /** Pods it asks for now, and the size it wakes to; null while it is up. */
  size: z.number().int(),
  remembered: z.number().int().nullable(),
  status: StatusView,
});
export type SleepWorkloadView = z.infer<typeof SleepWorkloadView>;

export const KeepView = z.object({ person: z.string(), reason: z.string(), from: Instant, until: Instant });

/** What sleeping saves a month: of what runs, by price; and what is really paid less, as nodes go. */
export const ScheduleSaving = z.object({
  mark: z.enum(["estimate", "measured"]),
  currency: z.string(),
  attributed: z.number(),
  /** Null where it cannot be told. */
  realised: z.number().nullable(),
  note: z.string(),
});
export type ScheduleSaving = z.infer<typeof ScheduleSaving>;

export const ScheduleGroupView = z.object({
  applications: z.array(z.string()),
  /** Null: these never sleep. */
  hours: ScheduleHours.nullable(),
  text: z.string(),
  status: StatusView,
  since: Instant.nullable(),
  until: Instant.nullable(),
  sources: z.array(SourceRef),
});

export const EnvironmentSchedule = z.object({
  environment: z.string(),
  type: z.string(),
  production: z.boolean(),
  sentence: Sentence,
  status: StatusView,
  /** The one with most applications first. */
  groups: z.array(ScheduleGroupView),
  /** Of the first group: its zone, the changes of the next seven days, and its week by the hour. */
  week: z
    .object({
      zone: z.string(),
      changes: z.array(z.object({ at: Instant, to: z.enum(["up", "asleep"]) })),
      holidays: z.array(z.string()),
      /** 7 rows from Monday, 24 hours each: the share asleep; null where the clock skips the hour. */
      asleep: z.array(z.array(z.number().nullable())),
      now: z.object({ day: z.number(), minute: z.number() }),
      hours: z.object({ asleep: z.number(), all: z.number() }),
    })
    .nullable(),
  keeps: z.array(KeepView),
  workloads: z.array(SleepWorkloadView),
  /** Places of which nothing is known now, in sentences. */
  silent: z.array(z.string()),
  /** Argo CD Applications that would put back what sleeps, with the lines that theirs lack. */
  wakers: z.array(z.object({ application: z.string(), text: z.string(), add: z.string() })),
  /** A month's cost of everything in it; null before anything was measured. */
  monthly: z.number().nullable(),
  saving: ScheduleSaving.nullable(),
  /** CronJobs of kubectl scale that a schedule can stand for. */
  imports: z.array(
    z.object({
      application: z.string(),
      objects: z.array(z.string()),
      /** Where they stand in the files. */
      sources: z.array(SourceRef),
      hours: ScheduleHours,
      text: z.string(),
      lacks: z.array(z.string()),
    }),
  ),
  /** Hours that nothing used it, and when it would sleep; null where use does not suggest it. */
  proposal: z.object({ idleHours: z.number().int(), hours: ScheduleHours, text: z.string() }).nullable(),
  log: z.array(z.object({ at: Instant, object: z.string(), text: z.string(), refused: z.boolean() })),
  ask: VerdictView,
  keep: VerdictView,
});
export type EnvironmentSchedule = z.infer<typeof EnvironmentSchedule>;

export const SchedulesView = z.object({
  asOf: Instant,
  currency: z.string(),
  sentence: Sentence,
  environments: z.array(EnvironmentSchedule),
});
export type SchedulesView = z.infer<typeof SchedulesView>;

export const schedules = query("environment.schedules", {
  summary: "When environments sleep, what sleeps now, what that saves, and which could",
  input: z.object({ environment: EnvironmentName.optional() }),
  result: SchedulesView,
  topics: ({ environment }) =>
    environment === undefined ? ["fleet", "cost"] : [`environment:${environment}`, "cost"],
});

const ScheduleAsk = {
  environment: EnvironmentName,
  /** Only this application's own schedule; the environment's when absent. */
  application: ApplicationName.optional(),
  /** Null takes the schedule away. */
  hours: ScheduleHours.partial({ zone: true, holidays: true, exclude: true }).nullable(),
};

export const schedulePlan = query("environment.schedule-plan", {
  summary: "What a schedule would write and save, without asking for it",
  input: z.object(ScheduleAsk),
  result: z.object({
    ...previewed,
    text: z.string(),
    /** The changes of the next seven days under it. */
    changes: z.array(z.object({ at: Instant, to: z.enum(["up", "asleep"]) })),
    zone: z.string(),
    hours: z.object({ asleep: z.number(), all: z.number() }),
    saving: ScheduleSaving.nullable(),
  }),
  topics: ({ environment }) => [`environment:${environment}`],
});

export const schedule = command("environment.schedule", {
  summary: "Ask for another schedule of an environment, as a change of its files",
  input: z.object({
    ...ScheduleAsk,
    ...asked,
  }),
  result: AskedChange,
});

export const keepAwake = command("environment.keep-awake", {
  summary: "Keep an environment up until a moment, although its schedule would let it sleep",
  input: z.object({
    environment: EnvironmentName,
    until: Instant,
    reason: z.string().trim().min(3, "say why, in a few words").max(400),
  }),
  result: z.object({ environment: z.string(), until: Instant, text: z.string() }),
});

export const letSleep = command("environment.let-sleep", {
  summary: "Take back that an environment is kept up: its schedule holds again",
  input: z.object({ environment: EnvironmentName }),
  result: z.object({ environment: z.string(), ended: z.number().int(), text: z.string() }),
});
