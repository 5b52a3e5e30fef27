import { counted } from "@/lib/domain/promotion/sentence";
import type { Refusal } from "@/lib/domain/refusal";
import type { DesiredState } from "@/lib/ports/desired";
import type { EditAsk } from "../promotion/make-plan";
import { declaredPool } from "./declared-pool";
import { declaredEdits, terraformEdits } from "./pool-edits";

export type ScaleEdit = {
  from: number;
  max: number;
  /** Every application that the pool is declared for. */
  applications: readonly string[];
  edits: readonly EditAsk[];
  notes: readonly string[];
};

/**
 * The edits that give an environment's node pool another minimum: every line that declares it, and the Terraform
 * values that feed it. The declared maximum is the ceiling. A line that other environments share is never turned.
 */
export async function scaleEdit(
  state: DesiredState,
  environment: string,
  nodes: number,
): Promise<{ ok: true; edit: ScaleEdit } | { ok: false; refusal: Refusal }> {
  const pool = declaredPool(state.fleet, environment);
  if (!pool?.min || !pool.max)
    return no(
      "missing",
      "scale.no-pool",
      `${environment} declares no node_pool with min_nodes and max_nodes, so there is no line to change.`,
    );
  const { min, max } = pool;
  if (nodes > max.value) {
    const [at] = max.origins;
    return no(
      "blocked",
      "scale.over-maximum",
      `${environment} may have ${counted(max.value, "node")} at most: ${at?.file}:${at?.line} says max_nodes: ${max.value}.`,
      { max: max.value, file: at?.file ?? null, line: at?.line ?? null },
    );
  }
  if (nodes === min.value)
    return no(
      "conflict",
      "plan.empty",
      `${environment} keeps ${counted(nodes, "node")} already; there is nothing to change.`,
    );
  const declared = await declaredEdits(state, environment, "min_nodes", min.origins, String(nodes));
  if (!declared.ok) return declared;
  const terraform = await terraformEdits(state, environment, "min_nodes", String(min.value), String(nodes));
  return {
    ok: true,
    edit: {
      from: min.value,
      max: max.value,
      applications: pool.applications,
      edits: [...declared.edits, ...terraform.edits],
      notes: terraform.notes,
    },
  };
}

const no = (
  kind: Refusal["kind"],
  code: Refusal["code"],
  message: string,
  facts?: Refusal["facts"],
): { ok: false; refusal: Refusal } => ({ ok: false, refusal: { kind, code, message, facts } });
