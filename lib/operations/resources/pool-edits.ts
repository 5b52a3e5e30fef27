import { type PoolKey, poolLine, terraformFeeds } from "@/lib/domain/capacity-review/pool-line";
import type { Origin } from "@/lib/domain/fleet";
import type { Refusal } from "@/lib/domain/refusal";
import type { DesiredState } from "@/lib/ports/desired";
import type { EditAsk } from "../promotion/make-plan";

const words: Readonly<Record<PoolKey, { sets: string; one: string }>> = {
  instance_type: { sets: "an instance type", one: "type" },
  min_nodes: { sets: "a least number of nodes", one: "minimum" },
  max_nodes: { sets: "a largest number of nodes", one: "maximum" },
};

/** The edits of every line that declares a part of an environment's pool. A line that others share is never turned. */
export async function declaredEdits(
  state: DesiredState,
  environment: string,
  key: PoolKey,
  origins: readonly Origin[],
  value: string,
): Promise<{ ok: true; edits: readonly EditAsk[] } | { ok: false; refusal: Refusal }> {
  const edits: EditAsk[] = [];
  for (const origin of origins) {
    const text = await state.tree.text(origin.file);
    const own = origin.layer === "environment" || origin.layer === "application";
    const found = own && text !== null ? poolLine(text, origin, environment, key) : null;
    if (!found)
      return {
        ok: false,
        refusal: {
          kind: "blocked",
          code: "scale.shared-line",
          message: `${origin.file}:${origin.line} sets ${key} for more than ${environment}; give ${environment} its own node_pool first.`,
        },
      };
    const { value: expect, ...where } = found;
    edits.push({ ...where, expect, value });
  }
  return { ok: true, edits };
}

/** The edits of the Terraform values that feed the same part, and what there is to say about them. */
export async function terraformEdits(
  state: DesiredState,
  environment: string,
  key: PoolKey,
  from: string,
  to: string,
): Promise<{ edits: readonly EditAsk[]; notes: readonly string[] }> {
  const files = [...state.paths].filter(
    (path) => /\.tf(?:vars)?$/.test(path) && path.split("/").at(-2) === environment,
  );
  const texts = new Map<string, string>();
  for (const file of files) texts.set(file, (await state.tree.text(file)) ?? "");
  const { values, unread } = terraformFeeds(texts, key);
  // A type may be another machine's: only the declared one is the pool's.
  const mine = key === "instance_type" ? values.filter(({ value }) => value === from) : values;
  const notes = [
    ...unread.map((file) => `${file} could not be read as Terraform, so nothing of it changes.`),
    ...(mine.length === 0
      ? [`No Terraform of ${environment} sets ${words[key].sets}; only the declaration changes.`]
      : []),
    ...mine
      .filter(({ value }) => value !== from)
      .map(
        ({ file, value }) =>
          `${file} says ${value} now, which is not the declared ${words[key].one} ${from}.`,
      ),
  ];
  const edits = mine
    .filter(({ value }) => value !== to)
    .map(({ value, ...where }) => ({ ...where, expect: value, value: to }));
  return { edits, notes };
}
