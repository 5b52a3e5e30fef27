import type { Refusal } from "@/lib/domain/refusal";
import type { Context, Ports } from "../definition";
import { environmentEdit } from "../promotion/environment-edit";
import type { EditCase } from "../promotion/open-edit";
import { type ScheduleAsk, type ScheduleEdit, scheduleEdit } from "./schedule-edit";

export type ScheduleCase = EditCase & { edit: ScheduleEdit };

/** A schedule as a change that enters the environment, with the approvals of everything that would sleep by it. */
export async function scheduleCase(
  ports: Pick<Ports, "desired" | "store" | "repo">,
  ask: ScheduleAsk,
  context: Context,
): Promise<({ ok: true } & ScheduleCase) | { ok: false; refusal: Refusal }> {
  const found = await scheduleEdit(await ports.desired.head(), ask);
  if (!found.ok) return found;
  const { edit } = found;
  const made = await environmentEdit(
    ports,
    { operation: "environment.schedule-plan", environment: ask.environment, concern: "schedule", ...edit },
    context,
  );
  return made.ok ? { ...made, edit } : made;
}
