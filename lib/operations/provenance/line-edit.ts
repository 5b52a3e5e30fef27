import type { Path } from "@/lib/domain/path";
import { draftEdit } from "@/lib/domain/plan/draft";
import type { PlanDraft } from "@/lib/domain/plan/plan";
import { parseAddress } from "@/lib/domain/provenance/address";
import type { Candidate, EditPlace } from "@/lib/domain/provenance/setter";
import { jsonOf, type Located, placeOf } from "@/lib/domain/yaml/located";
import type { DesiredState } from "@/lib/ports/desired";
import type { Renderer } from "@/lib/ports/renderer";
import { type Refused, refuse } from "../definition";
import { isSecret } from "./explain-view";
import { explainField, type Field } from "./field";
import { withSources } from "./state-texts";

export type LineAsk = {
  application: string;
  environment: string;
  cluster?: string | undefined;
  path: string;
  file: string;
  line: number;
  value: string | null;
};

/** An edit as it is written: its place, what it expects there, and what it sets (null takes it out). */
export type LineEdit = { file: string; document: number; path: Path; expect: string; value: string | null };
export type Drafted = { field: Field; candidate: Candidate; edit: LineEdit; draft: PlanDraft };

/**
 * The file edit behind "what if I edit this layer": the candidate at that line, set to another value. Only a line that
 * the explanation itself names can be edited, so nothing else of the repository is reachable.
 */
export async function draftLine(
  ports: { renderer: Renderer },
  state: DesiredState,
  ask: LineAsk,
): Promise<Drafted | Refused> {
  const placement = state.fleet.placements.find(
    (p) =>
      p.application === ask.application &&
      p.environment === ask.environment &&
      (ask.cluster === undefined ? p.role === "primary" : p.cluster === ask.cluster),
  );
  if (!placement)
    return refuse(
      "missing",
      "scope.missing",
      `There is no ${ask.application} in ${ask.environment} here, or you may not see it.`,
    );
  const answer = await explainField(ports, state, { placement, ...parseAddress(ask.path) });
  if (answer.kind !== "found")
    return refuse("missing", "explain.missing", `Nothing there has a value at ${ask.path}.`);
  const { field } = answer;
  const candidate = field.explanation.candidates.find(
    (c) => c.place.file === ask.file && c.place.line === ask.line,
  );
  const place = candidate ? (candidate.edit ?? (await declaredPlace(state, candidate))) : null;
  if (!candidate || place === null || isSecret(field))
    return refuse(
      "invalid",
      "edit.missing",
      `${ask.file}:${ask.line} holds no single value of ${ask.path} that could be set there.`,
    );
  const { file, document, path, expect, prefix } = place;
  const edit: LineEdit = {
    file,
    document,
    path,
    expect,
    value: ask.value === null ? null : prefix + ask.value,
  };
  const text = await state.tree.text(file);
  const drafted = draftEdit({
    application: ask.application,
    to: ask.environment,
    version: null,
    edits: [edit],
    text: (asked) => (asked === file ? text : null),
  });
  if (!drafted.ok)
    return refuse(drafted.refusal.kind, drafted.refusal.code, drafted.refusal.message, drafted.refusal.facts);
  return { field, candidate, edit, draft: drafted.draft };
}

/** A declared value's own scalar, found by its place. */
export function declaredPlace(
  state: DesiredState,
  { place }: Pick<Candidate, "place">,
): Promise<EditPlace | null> {
  return withSources(state, (sources) => {
    for (const [document, root] of sources.documents(place.file).entries()) {
      const found = scalarAt(root, place.line, place.column, []);
      if (found)
        return {
          file: place.file,
          document,
          path: found.path,
          expect: String(jsonOf(found.located)),
          prefix: "",
        };
    }
    return null;
  });
}

function scalarAt(
  root: Located,
  line: number,
  column: number,
  path: Path,
): { located: Located; path: Path } | null {
  if (root.kind === "scalar") {
    const at = placeOf(root);
    return at.line === line && at.column === column && root.alias === undefined
      ? { located: root, path }
      : null;
  }
  const children: (readonly [Path[number], Located])[] =
    root.kind === "map"
      ? [...root.entries.values()].map((entry) => [entry.key, entry.value] as const)
      : root.items.map((item, index) => [{ index }, item] as const);
  for (const [segment, child] of children) {
    const found = scalarAt(child, line, column, [...path, segment]);
    if (found) return found;
  }
  return null;
}
