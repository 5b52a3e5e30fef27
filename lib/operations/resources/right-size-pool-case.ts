import type { PoolKey } from "@/lib/domain/capacity-review/pool-line";
import type { Origin } from "@/lib/domain/fleet";
import type { Refusal } from "@/lib/domain/refusal";
import type { DesiredState } from "@/lib/ports/desired";
import type { Context, Ports } from "../definition";
import { environmentEdit } from "../promotion/environment-edit";
import type { EditAsk } from "../promotion/make-plan";
import type { EditCase } from "../promotion/open-edit";
import { declaredEdits, terraformEdits } from "./pool-edits";
import { type PoolSuggestion, poolSuggestion } from "./pool-suggestion";
import type { Window } from "./use";

/** The suggested pool as a change: every line that declares type, minimum and maximum, and the Terraform behind them. */
export async function rightSizePoolCase(
  ports: Pick<Ports, "desired" | "store" | "repo" | "live">,
  { environment, window }: { environment: string; window: Window },
  context: Context,
): Promise<({ ok: true; suggestion: PoolSuggestion } & EditCase) | { ok: false; refusal: Refusal }> {
  const state = await ports.desired.head();
  const suggestion = await poolSuggestion(ports, state, environment, window, context);
  if (!suggestion.ok) return suggestion;
  const found = await poolEdits(state, environment, suggestion);
  if (!found.ok) return found;
  const { edits, notes } = found;
  const made = await environmentEdit(
    ports,
    {
      operation: "environment.right-size-pool-plan",
      environment,
      concern: "pool",
      applications: suggestion.declared.applications,
      edits,
      notes,
    },
    context,
  );
  return made.ok ? { ...made, suggestion } : made;
}

async function poolEdits(
  state: DesiredState,
  environment: string,
  { from, to, declared }: PoolSuggestion,
): Promise<
  { ok: true; edits: readonly EditAsk[]; notes: readonly string[] } | { ok: false; refusal: Refusal }
> {
  const parts: readonly { key: PoolKey; from: string; to: string; origins: readonly Origin[] }[] = [
    {
      key: "instance_type",
      from: from.instanceType,
      to: to.instanceType,
      origins: declared.typeOrigins,
    },
    { key: "min_nodes", from: `${from.min}`, to: `${to.min}`, origins: declared.min?.origins ?? [] },
    { key: "max_nodes", from: `${from.max}`, to: `${to.max}`, origins: declared.max?.origins ?? [] },
  ];
  const edits: EditAsk[] = [];
  const notes: string[] = [];
  for (const part of parts.filter((one) => one.from !== one.to)) {
    const lines = await declaredEdits(state, environment, part.key, part.origins, part.to);
    if (!lines.ok) return lines;
    const terraform = await terraformEdits(state, environment, part.key, part.from, part.to);
    edits.push(...lines.edits, ...terraform.edits);
    notes.push(...terraform.notes);
  }
  return { ok: true, edits, notes: [...new Set(notes)] };
}
