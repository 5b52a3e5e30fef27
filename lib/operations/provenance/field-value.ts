import type { Placement } from "@/lib/domain/fleet";
import type { Json } from "@/lib/domain/json";
import { objectsNamed, VALUES } from "@/lib/domain/provenance/address";
import { explainDeclared } from "@/lib/domain/provenance/declared";
import { wantOf } from "@/lib/domain/provenance/want";
import type { DesiredState } from "@/lib/ports/desired";
import { explainValues } from "./helm-field";

/** The value alone, without its origin; undefined where it is not there. */
export async function fieldValue(
  state: DesiredState,
  placement: Placement,
  object: string | null,
  path: string,
): Promise<{ failed: boolean; value: Json | undefined }> {
  if (object === null) {
    const own = state.reading.fleet.declarations.find(
      (d) => d.application === placement.application && d.environment === placement.environment,
    );
    return { failed: false, value: own ? explainDeclared(own, path)?.value : undefined };
  }
  if (object === VALUES) {
    const answer = await explainValues(state, { placement, object, path });
    return { failed: false, value: answer.kind === "found" ? answer.field.value : undefined };
  }
  const { status, objects } = await state.render(placement);
  const found = objectsNamed(objects, object)
    .map((one) => wantOf(one, path))
    .find((want) => want !== null);
  return { failed: status === "failed", value: found?.value };
}
