import type { ExplainView } from "@/lib/contract/explain";
import type { Json } from "@/lib/domain/json";
import type { Place, Problem } from "@/lib/domain/problem";
import { printAddress } from "@/lib/domain/provenance/address";
import { isMasked, publicValue } from "@/lib/domain/provenance/public-value";
import { sameValue } from "@/lib/domain/provenance/setter";
import { keyOfPath } from "@/lib/domain/provenance/want";
import type { DesiredState } from "@/lib/ports/desired";
import type { Repo } from "@/lib/ports/repo";
import { problemView } from "../problem-view";
import { authorsOf } from "./blame";
import type { Field } from "./field";
import { fieldValue } from "./field-value";

/** An explained field with who wrote each line, fit to be shown: a secret is told as one, and its value never. */
export async function explainView(
  ports: { repo: Repo },
  state: DesiredState,
  field: Field,
): Promise<ExplainView> {
  const { placement, object, path, explanation } = field;
  const { candidates, winner } = explanation;
  const authors = await authorsOf(
    ports.repo,
    state,
    candidates.map((c) => c.place),
  );
  const show = shower(field);
  const from = winner === null ? undefined : candidates[winner];
  return {
    environment: placement.environment,
    application: placement.application,
    cluster: placement.cluster,
    object,
    path,
    address: printAddress({ object, path }),
    value: show(field.value) ?? null,
    secret: isSecret(field),
    status: explanation.status,
    from: from ? { layer: from.layer, ...placeOf(from.place), ...authors(from.place) } : null,
    candidates: candidates.map(({ layer, how, place, value, won, why, edit }) => ({
      layer,
      how,
      ...placeOf(place),
      value: show(value) ?? null,
      removes: value === undefined && edit === null,
      won,
      why,
      editable: edit !== null && !isSecret(field),
      ...authors(place),
    })),
    list: explanation.list,
    note: explanation.note,
    elsewhere: await elsewhere(state, field),
    revision: state.revision,
    problems: explanation.conflicts.map(([one, other]) =>
      problemView(conflict(field, one.place, other.place)),
    ),
  };
}

const placeOf = ({ file, line, column }: Place): Place => ({ file, line, column });

export const isSecret = ({ kind, value }: Pick<Field, "kind" | "value">): boolean =>
  kind === "Secret" || isMasked(value);

/** Values of one field as they may be shown. */
export function shower(
  field: Pick<Field, "kind" | "value" | "path">,
): (value: Json | undefined) => Json | undefined {
  const masked = isMasked(field.value) && typeof field.value !== "object";
  return (value) => publicValue(value, keyOfPath(field.path), { kind: field.kind, masked });
}

const conflict = (field: Field, one: Place, other: Place): Problem => ({
  code: "provenance.equal-rank",
  severity: "warning",
  message: `${field.path} is set twice by entries of equal rank: ${one.file}:${one.line} and ${other.file}:${other.line}`,
  hint: "Keep one of the two lines",
  ...one,
  related: [other],
});

async function elsewhere(state: DesiredState, field: Field): Promise<ExplainView["elsewhere"]> {
  const { placement, object, path } = field;
  if (object === null) return [];
  const others = state.fleet.placements.filter(
    (p) =>
      p.application === placement.application &&
      p.environment === placement.environment &&
      p.id !== placement.id,
  );
  const show = shower(field);
  const answers = await Promise.all(
    others.map(async (other) => {
      const answer = await fieldValue(state, other, object, path);
      return answer.failed || sameValue(answer.value, field.value)
        ? []
        : [{ cluster: other.cluster, value: show(answer.value) ?? null }];
    }),
  );
  return answers.flat();
}
