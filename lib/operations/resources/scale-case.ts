import type { Refusal } from "@/lib/domain/refusal";
import type { Context, Ports } from "../definition";
import { environmentEdit } from "../promotion/environment-edit";
import type { EditCase } from "../promotion/open-edit";
import { type ScaleEdit, scaleEdit } from "./scale-edit";

export type ScaleCase = EditCase & { edit: ScaleEdit };

/** A scaling as a change that enters the environment, with the approvals of every application of the pool. */
export async function scaleCase(
  ports: Pick<Ports, "desired" | "store" | "repo">,
  { environment, nodes }: { environment: string; nodes: number },
  context: Context,
): Promise<({ ok: true } & ScaleCase) | { ok: false; refusal: Refusal }> {
  const found = await scaleEdit(await ports.desired.head(), environment, nodes);
  if (!found.ok) return found;
  const { edit } = found;
  const made = await environmentEdit(
    ports,
    { operation: "environment.scale-plan", environment, concern: "pool", ...edit },
    context,
  );
  return made.ok ? { ...made, edit } : made;
}
