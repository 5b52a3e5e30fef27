import { z } from "zod";
import { isDay } from "@/lib/domain/cost-review/month";
import { savingEnvironment } from "@/lib/domain/cost-review/saving-stand";
import { command } from "./operation";
import { Instant, VerdictView } from "./view";

export const SavingId = z
  .string()
  .max(600)
  .refine((id) => savingEnvironment(id) !== null, "a saving such as schedule/staging");

const Saving = z.object({
  id: SavingId,
  title: z.string(),
  environment: z.string(),
  production: z.boolean(),
  owner: z.string().nullable(),
  /** A month, estimated. */
  monthly: z.number(),
});
export const SavingView = Saving.extend({
  kind: z.enum(["nodes", "schedule", "requests", "volumes"]),
  detail: z.string(),
  application: z.string().nullable(),
  risk: z.enum(["low", "medium", "high"]),
  /** It was decided about before and its day came: what was said. */
  before: z.string().nullable(),
  /** Why the reader may not decide about it, where that is so. */
  decide: VerdictView,
});
export type SavingView = z.infer<typeof SavingView>;

export const DecidedSavingView = Saving.extend({
  kind: z.enum(["accepted", "dismissed"]),
  /** It is not found any more: done, or its cause is gone. */
  gone: z.boolean(),
  reason: z.string(),
  by: z.string(),
  at: Instant,
  recheckOn: z.string(),
  decide: VerdictView,
});
export type DecidedSavingView = z.infer<typeof DecidedSavingView>;

const Decision = {
  saving: SavingId,
  reason: z.string().trim().min(3, "say why in a few words").max(500),
};
const recheckOn = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "a day such as 2026-12-31")
  .refine((day) => isDay(day), "a day that exists")
  .describe("The day it is looked at again: it is open then, if it is still found");
const decided = z.object({ saving: z.string(), kind: z.enum(["accepted", "dismissed", "reopened"]) });

export const accept = command("cost.accept", {
  summary: "Agree on a saving, until a day on which it should be done",
  input: z.object({ ...Decision, recheckOn }),
  result: decided,
});
export const dismiss = command("cost.dismiss", {
  summary: "Leave a saving as it is, until a day on which it is asked again",
  input: z.object({ ...Decision, recheckOn }),
  result: decided,
});
export const reopen = command("cost.reopen", {
  summary: "Take back what was decided about a saving",
  input: z.object(Decision),
  result: decided,
});
