import type { Placement } from "@/lib/domain/fleet";
import { isJsonObject, type Json, type JsonObject } from "@/lib/domain/json";
import { keyOfStep, parsePath } from "@/lib/domain/path";
import { itemIndex } from "@/lib/domain/path-value";
import { decide } from "@/lib/domain/provenance/decide";
import { layerWords } from "@/lib/domain/provenance/layer";
import { type Suspect, suspects } from "@/lib/domain/provenance/probe";
import { type Candidate, type Explanation, sameValue } from "@/lib/domain/provenance/setter";
import { templateLine } from "@/lib/domain/provenance/template";
import {
  mergedValues,
  type ValuesFile,
  type ValuesLeaf,
  valuesFiles,
  valuesLeaves,
  valuesSetters,
} from "@/lib/domain/provenance/values";
import { type Want, type WantStep, wantOf } from "@/lib/domain/provenance/want";
import type { Source } from "@/lib/domain/source";
import type { DesiredState } from "@/lib/ports/desired";
import type { FieldAnswer, FieldAsk } from "./field";
import { hunted, type Trial, tried } from "./helm-trial";
import type { ObjectAsk } from "./kustomize-field";
import type { OriginPorts } from "./object-file";
import { withSources, withTexts } from "./state-texts";

type HelmSource = Extract<Source, { kind: "helm" }>;
type Values = { files: readonly ValuesFile[]; merged: JsonObject };

const together = 3;

/** The values of a placement's chart as helm hands them to its templates, with the files behind them. */
export const valuesOf = (state: DesiredState, placement: Placement, source: HelmSource): Promise<Values> =>
  withSources(state, (sources) => {
    const files = valuesFiles(source, state.paths, sources, layerWords(state.fleet, placement));
    return { files, merged: mergedValues(files) };
  });

/** A value of the merged values files themselves. */
export async function explainValues(
  state: DesiredState,
  { placement, path }: FieldAsk,
): Promise<FieldAnswer> {
  if (placement.source.kind !== "helm") return { kind: "missing" };
  const { files, merged } = await valuesOf(state, placement, placement.source);
  const found = stepsIn(merged, path);
  if (found === null) return { kind: "missing" };
  const explanation = decide(valuesSetters(files, found.steps), { ...found, kind: "values" });
  const list =
    found.steps.some((s) => s.kind === "item") || Array.isArray(found.value)
      ? "a list that is replaced whole"
      : null;
  return {
    kind: "found",
    field: {
      placement,
      object: "values",
      kind: "values",
      path,
      value: found.value,
      explanation: { ...explanation, list },
    },
  };
}

function stepsIn(root: Json, text: string): { steps: WantStep[]; value: Json } | null {
  const steps: WantStep[] = [];
  let at: Json = root;
  for (const step of parsePath(text) ?? []) {
    if (Array.isArray(at)) {
      const index = itemIndex(at, step);
      const item: Json | undefined = index === null ? undefined : at[index];
      if (index === null || item === undefined) return null;
      steps.push({ kind: "item", index, identity: null, merges: false });
      at = item;
      continue;
    }
    const key = keyOfStep(step);
    const next: Json | undefined =
      key !== null && isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
    if (key === null || next === undefined) return null;
    steps.push({ kind: "key", key });
    at = next;
  }
  return steps.length === 0 ? null : { steps, value: at };
}

/**
 * Which values keys move a rendered field: one key at a time is changed and the chart rendered again, the likeliest
 * first. When none of those moves it, all others are changed, many at once; when they do not move it either, the
 * chart's template says it.
 */
export async function explainHelm(
  ports: OriginPorts,
  ask: ObjectAsk,
  source: HelmSource,
): Promise<Explanation> {
  const want = wantOf(ask.manifest, ask.path);
  if (want === null) throw new Error(`${ask.path} was found before`);
  const values = await valuesOf(ask.state, ask.placement, source);
  const trial: Trial = { ports, ask, source, merged: values.merged, want };
  const leaves = valuesLeaves(values.merged);
  const likely = suspects(leaves, want);
  const moved: Suspect[] = [];
  const left = [...likely];
  while (left.length > 0) {
    const batch = left.splice(0, together);
    const results = await Promise.all(batch.map((one) => tried(trial, one)));
    moved.push(...batch.filter((_, at) => results[at] === "moved"));
    // What does not stand in the field can only be a second cause of it.
    if (moved.some((one) => one.held) && !left.some((one) => one.held)) break;
  }
  if (moved.some((one) => one.held)) return setByValues(values, moved, want, true);
  const texts = new Set(likely.map(({ text }) => text));
  const found = await hunted(
    trial,
    leaves.filter(({ text }) => !texts.has(text)),
  );
  const all = [...moved, ...found.moved];
  return all.length > 0
    ? setByValues(values, all, want, found.complete)
    : setByTemplate(ask, want, found.complete);
}

function setByValues(
  { files }: Values,
  moved: readonly ValuesLeaf[],
  want: Want,
  complete: boolean,
): Explanation {
  const parts = moved.map((suspect) => {
    const setters = valuesSetters(files, suspect.steps).map((setter) => ({
      ...setter,
      how: `${setter.how}, ${suspect.text}`,
    }));
    return {
      suspect,
      explanation: decide(setters, { value: suspect.value, steps: suspect.steps, kind: "values" }),
    };
  });
  const candidates: Candidate[] = [];
  let winner: number | null = null;
  for (const { suspect, explanation } of parts) {
    if (winner === null && explanation.winner !== null) winner = candidates.length + explanation.winner;
    const part = !sameValue(suspect.value, want.value);
    candidates.push(...explanation.candidates.map((one) => ({ ...one, part })));
  }
  return {
    status: winner === null ? "unresolved" : "resolved",
    winner,
    candidates,
    conflicts: parts.flatMap((one) => one.explanation.conflicts),
    list: moved.some((one) => one.steps.some((s) => s.kind === "item"))
      ? "an item of a values list, which is replaced whole"
      : null,
    note: movedBy(
      moved.map((one) => one.text),
      complete,
    ),
  };
}

function movedBy(keys: readonly string[], complete: boolean): string {
  const [first = ""] = keys;
  if (!complete) return `Several values move this field, ${keys.join(" and ")} among them.`;
  return keys.length > 1 ? `${keys.join(" and ")} move this field.` : `The value ${first} moves this field.`;
}

/** No value moves it: the template file that helm names, and the line that says it as far as one can be found. */
async function setByTemplate(
  { origin, state }: ObjectAsk,
  want: Want,
  complete: boolean,
): Promise<Explanation> {
  if (origin === null)
    return {
      status: "unresolved",
      winner: null,
      candidates: [],
      conflicts: [],
      list: null,
      note: "Helm did not say which template it is from.",
    };
  const line = await withTexts(state, (text) => templateLine(text(origin) ?? "", want));
  const candidate: Candidate = {
    layer: "base",
    how: "chart template",
    place: { file: origin, ...line },
    value: want.value,
    part: false,
    stage: origin,
    rank: null,
    edit: null,
    won: true,
    why: `set in the chart's template; no value${complete ? "" : " that was tried"} moves it`,
  };
  return { status: "resolved", winner: 0, candidates: [candidate], conflicts: [], list: null, note: null };
}
