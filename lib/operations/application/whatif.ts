import { application as contract } from "@/lib/contract";
import type { WhatIfView } from "@/lib/contract/explain";
import type { Placement } from "@/lib/domain/fleet";
import { mayRun } from "@/lib/domain/permission";
import { renderedChange } from "@/lib/domain/plan/rendered-change";
import { sameValue } from "@/lib/domain/provenance/setter";
import type { DesiredState } from "@/lib/ports/desired";
import { answers, Refused } from "../definition";
import { isProduction } from "../environment-head";
import { problemView } from "../problem-view";
import { mayChange } from "../promotion/line-change";
import { releaseEdit } from "../promotion/release-guard";
import { textOf } from "../provenance/config-groups";
import { shower } from "../provenance/explain-view";
import { explainField, type Field, type FieldPorts } from "../provenance/field";
import { fieldValue } from "../provenance/field-value";
import { draftLine } from "../provenance/line-edit";

/** Which placements would change if one line were edited, by the same rendering that a plan uses; nothing is saved. */
export const whatif = answers(
  contract.whatif,
  ["desired", "renderer"],
  async (ports, ask, { actor, sha256 }) => {
    const state = await ports.desired.head();
    const drafted = await draftLine(ports, state, ask);
    if (drafted instanceof Refused) return drafted;
    const { field, candidate, edit, draft } = drafted;
    const edited = await ports.desired.edited(state, new Map(draft.files.map((f) => [f.file, f.after])));
    const seen = state.fleet.placements.filter(
      (p) =>
        mayRun("application.whatif", actor, state.fleet, {
          application: p.application,
          environment: p.environment,
        }).allowed,
    );
    const mine = seen.filter((p) => p.application === ask.application);
    const rows = await Promise.all(mine.map((placement) => rowOf(ports, state, edited, placement, field)));
    const reached = await Promise.all(
      seen
        .filter((p) => p.application !== ask.application)
        .map(async (placement) => ((await differs(state, edited, placement)) ? [placement] : [])),
    );
    const show = shower(field);
    const change = mayChange(state, ask, rows, reached.flat().length);
    const release = change.allowed ? await releaseEdit(state, ask, candidate.place, sha256) : null;
    return {
      file: edit.file,
      line: candidate.place.line,
      layer: candidate.layer,
      before: textOf(show(candidate.value)),
      after: ask.value,
      rows: rows.sort((a, b) => orderOf(state, a.environment) - orderOf(state, b.environment)),
      others: reached
        .flat()
        .map(({ application, environment, cluster }) => ({ application, environment, cluster })),
      problems: newProblems(state, edited),
      change: release ? { allowed: false, code: release.code, message: release.message } : change,
    };
  },
  (_ports, { application, environment }) => ({ scope: { application, environment }, object: null }),
);

type Row = WhatIfView["rows"][number];

async function rowOf(
  ports: FieldPorts,
  state: DesiredState,
  edited: DesiredState,
  placement: Placement,
  field: Field,
): Promise<Row> {
  const { object, path } = field;
  const [before, after] = await Promise.all([
    fieldValue(state, placement, object, path),
    fieldValue(edited, placement, object, path),
  ]);
  const show = shower(field);
  const shown = (value: typeof before.value): string | null =>
    value === undefined ? null : textOf(show(value));
  const changed = !sameValue(before.value, after.value);
  const [was, is] = [await state.render(placement), await edited.render(placement)];
  const fields =
    was === is || was.key === is.key ? [] : renderedChange(placement.id, was.objects, is.objects).fields;
  return {
    environment: placement.environment,
    cluster: placement.cluster,
    production: state.fleet.environments.some((e) => e.name === placement.environment && isProduction(e)),
    before: shown(before.value),
    after: shown(after.value),
    changed: changed || fields.length > 0,
    decidedBy: changed && object !== null ? await deciderOf(ports, edited, placement, object, path) : null,
    alsoChanged: fields.length - (changed && object !== null ? 1 : 0),
    failed:
      is.status === "failed" && was.status !== "failed"
        ? (is.problems[0]?.message ?? "it does not render")
        : null,
  };
}

async function deciderOf(
  ports: FieldPorts,
  edited: DesiredState,
  placement: Placement,
  object: string,
  path: string,
): Promise<string | null> {
  const answer = await explainField(ports, edited, { placement, object, path });
  if (answer.kind !== "found" || answer.field.explanation.winner === null) return null;
  return answer.field.explanation.candidates[answer.field.explanation.winner]?.layer ?? null;
}

async function differs(state: DesiredState, edited: DesiredState, placement: Placement): Promise<boolean> {
  const [before, after] = await Promise.all([state.render(placement), edited.render(placement)]);
  if (before.key !== after.key) return true;
  const declared = (one: DesiredState): string =>
    JSON.stringify(
      one.reading.fleet.declarations.find(
        (d) => d.application === placement.application && d.environment === placement.environment,
      )?.block,
    );
  return declared(state) !== declared(edited);
}

const orderOf = ({ fleet }: DesiredState, name: string): number =>
  fleet.environments.find((e) => e.name === name)?.order ?? 0;

function newProblems(state: DesiredState, edited: DesiredState): WhatIfView["problems"] {
  const known = new Set(state.reading.problems.map((p) => `${p.code} ${p.message}`));
  return edited.reading.problems.filter((p) => !known.has(`${p.code} ${p.message}`)).map(problemView);
}
