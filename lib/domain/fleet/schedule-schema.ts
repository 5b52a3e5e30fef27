import { z } from "zod";
import { clock, date, weekdays, zone } from "./clock-schema";

const exclusion = z
  .strictObject({
    kind: z.enum(["Deployment", "StatefulSet", "Rollout"]).optional(),
    name: z.string().min(1).optional().describe("The workload's name; * stands for any letters"),
    labels: z.record(z.string(), z.string()).optional().describe("Every one of these labels"),
  })
  .refine((one) => one.kind !== undefined || one.name !== undefined || one.labels !== undefined, {
    error: "must name a kind, a name or labels",
  });

/** When an environment is up; every layer may set a part of it. */
export const scheduleSchema = z
  .strictObject({
    days: weekdays.optional().describe("Days on which it is up; Monday to Friday when absent"),
    from: clock.optional().describe("Up from this time of day"),
    to: clock.optional().describe("Asleep from this time of day"),
    zone: zone.optional().describe("IANA zone; the fleet's when absent"),
    holidays: z.array(date).max(400).optional().describe("Days on which it is not up"),
    exclude: z.array(exclusion).max(100).optional().describe("Workloads that never sleep"),
  })
  .refine((one) => one.from === undefined || one.from !== one.to, {
    error: "must differ from `from`",
    path: ["to"],
  });
