import { poolLine, terraformMinimums } from "@/lib/domain/capacity-review/pool-line";
import { counted } from "@/lib/domain/promotion/sentence";
import type { Refusal } from "@/lib/domain/refusal";
import type { DesiredState } from "@/lib/ports/desired";
import type { EditAsk } from "../promotion/make-plan";
import { declaredPool } from "./declared-pool";

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
  const edits: EditAsk[] = [];
  for (const origin of min.origins) {
    const text = await state.tree.text(origin.file);
    const own = origin.layer === "environment" || origin.layer === "application";
    const found = own && text !== null ? poolLine(text, origin, environment, "min_nodes") : null;
    if (!found)
      return no(
        "blocked",
        "scale.shared-line",
        `${origin.file}:${origin.line} sets min_nodes for more than ${environment}; give ${environment} its own node_pool first.`,
      );
    const { value, ...where } = found;
    edits.push({ ...where, expect: value, value: String(nodes) });
  }
  const terraform = await terraformEdits(state, environment, min.value, nodes);
  return {
    ok: true,
    edit: {
      from: min.value,
      max: max.value,
      applications: pool.applications,
      edits: [...edits, ...terraform.edits],
      notes: terraform.notes,
    },
  };
}

async function terraformEdits(
  state: DesiredState,
  environment: string,
  min: number,
  nodes: number,
): Promise<Pick<ScaleEdit, "edits" | "notes">> {
  const files = [...state.paths].filter(
    (path) => /\.tf(?:vars)?$/.test(path) && path.split("/").at(-2) === environment,
  );
  const texts = new Map<string, string>();
  for (const file of files) texts.set(file, (await state.tree.text(file)) ?? "");
  const { values, unread } = terraformMinimums(texts);
  const notes = [
    ...unread.map((file) => `${file} could not be read as Terraform, so nothing of it changes.`),
    ...(values.length === 0
      ? [`No Terraform of ${environment} sets a least number of nodes; only the declaration changes.`]
      : []),
    ...values
      .filter(({ value }) => Number(value) !== min)
      .map(({ file, value }) => `${file} says ${value} now, which is not the declared ${min}.`),
  ];
  const edits = values
    .filter(({ value }) => Number(value) !== nodes)
    .map(({ value, ...where }) => ({ ...where, expect: value, value: String(nodes) }));
  return { edits, notes };
}

const no = (
  kind: Refusal["kind"],
  code: Refusal["code"],
  message: string,
  facts?: Refusal["facts"],
): { ok: false; refusal: Refusal } => ({ ok: false, refusal: { kind, code, message, facts } });
