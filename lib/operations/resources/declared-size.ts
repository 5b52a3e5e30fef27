import { amountOf } from "@/lib/domain/capacity-review/container";
import { quantityText } from "@/lib/domain/capacity-review/quantity-text";
import { explainDeclared } from "@/lib/domain/provenance/declared";
import type { DesiredState } from "@/lib/ports/desired";
import type { EditAsk } from "../promotion/make-plan";
import { declaredPlace } from "../provenance/line-edit";
import type { WantedSize } from "./size-edits";

/**
 * The edits that keep an application's declared `resources` in step: those of its own block that say the size which
 * changes. A declaration of several containers' sizes cannot be told apart, so it is left alone.
 */
export async function declaredSizes(
  state: DesiredState,
  { application, environment }: { application: string; environment: string },
  wanted: readonly WantedSize[],
): Promise<readonly EditAsk[]> {
  const declaration = state.fleet.declarations.find(
    (one) => one.application === application && one.environment === environment,
  );
  const several = new Set(wanted.map((want) => `${want.object}/${want.container}`)).size > 1;
  if (!declaration || several) return [];
  const edits: EditAsk[] = [];
  for (const want of wanted) {
    const found = explainDeclared(declaration, `resources.${want.list}.${want.resource}`);
    const winner = found?.explanation.candidates.find((one) => one.won);
    if (!found || winner?.layer !== "application") continue;
    if (amountOf(found.value, want.resource === "cpu" ? 1000 : 1) !== want.from) continue;
    const place = await declaredPlace(state, winner);
    if (place === null) continue;
    const { file, document, path, expect } = place;
    edits.push({ file, document, path, expect, value: quantityText(want.resource, want.to, expect) });
  }
  return edits;
}
