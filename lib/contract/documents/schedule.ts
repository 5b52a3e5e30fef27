import { z } from "zod";
import { keepAwake, letSleep, schedule, schedulePlan, schedules } from "../schedule";
import { document } from "./document";

export const EnvironmentSchedules = document("EnvironmentSchedules", schedules.result.shape);
export type EnvironmentSchedules = z.infer<typeof EnvironmentSchedules>;

export const EnvironmentSchedulePlan = document("EnvironmentSchedulePlan", {
  preview: z.boolean().describe("True for --plan: nothing was asked for"),
  ...schedulePlan.result.shape,
  promotion: z.object(schedule.result.shape).nullable(),
});
export type EnvironmentSchedulePlan = z.infer<typeof EnvironmentSchedulePlan>;

export const EnvironmentKeepAwake = document("EnvironmentKeepAwake", keepAwake.result.shape);
export type EnvironmentKeepAwake = z.infer<typeof EnvironmentKeepAwake>;

export const EnvironmentLetSleep = document("EnvironmentLetSleep", letSleep.result.shape);
export type EnvironmentLetSleep = z.infer<typeof EnvironmentLetSleep>;
