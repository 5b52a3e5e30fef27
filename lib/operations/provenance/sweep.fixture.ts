import { titleOf } from "@/lib/domain/diff/identity";
import type { Placement } from "@/lib/domain/fleet";
import { draftEdit } from "@/lib/domain/plan/draft";
import { objectLeaves } from "@/lib/domain/provenance/leaves";
import { type EditPlace, sameValue } from "@/lib/domain/provenance/setter";
import { valuesLeaves } from "@/lib/domain/provenance/values";
import { wantOf } from "@/lib/domain/provenance/want";
import type { Offline } from "@/lib/engine/offline";
import { explainField, type FieldAsk } from "./field";
import { fieldValue } from "./field-value";
import { valuesOf } from "./helm-field";
import { tried } from "./helm-trial";

/** Numbers from 0 to 1, the same every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Another value of the same type. */
function another(text: string): string {
  if (text === "true") return "false";
  if (text === "false") return "true";
  return /^\d+$/.test(text) ? String(Number(text) + 1) : `${text}x`;
}

/** Every value that the chosen placements render, in order. */
async function fields({ desired }: Offline, chosen: (placement: Placement) => boolean): Promise<FieldAsk[]> {
  const state = await desired.head();
  const all: FieldAsk[] = [];
  for (const placement of state.fleet.placements.filter(chosen)) {
    const { objects } = await state.render(placement);
    for (const object of objects)
      for (const { path } of objectLeaves(object)) all.push({ placement, object: titleOf(object), path });
  }
  return all;
}

/** What a field becomes when the line that is said to set it says something else; null when that cannot be written. */
async function moved({ desired }: Offline, ask: FieldAsk, edit: EditPlace): Promise<boolean | null> {
  const state = await desired.head();
  const text = await state.tree.text(edit.file);
  const drafted = draftEdit({
    application: ask.placement.application,
    to: ask.placement.environment,
    version: null,
    edits: [{ ...edit, value: edit.prefix + another(edit.expect.slice(edit.prefix.length)) }],
    text: () => text,
  });
  if (!drafted.ok) return null;
  const files = drafted.draft.files.map(({ file, after }) => [file, after] as const);
  const edited = await desired.edited(state, new Map(files));
  const [before, after] = await Promise.all([
    fieldValue(state, ask.placement, ask.object, ask.path),
    fieldValue(edited, ask.placement, ask.object, ask.path),
  ]);
  return after.failed || !sameValue(before.value, after.value);
}

export type Swept = {
  /** Fields whose claimed line was changed, and the field moved. */
  confirmed: number;
  /** Fields that no line of a file is claimed to set alone, as those of a chart's template. */
  unclaimed: readonly FieldAsk[];
  wrong: readonly string[];
};

/**
 * Explains so many fields of a fleet, chosen the same way every time, changes the line that each is said to come from,
 * renders again and notes which fields did not move.
 */
export async function swept(
  offline: Offline,
  count: number,
  chosen: (placement: Placement) => boolean = () => true,
): Promise<Swept> {
  const state = await offline.desired.head();
  const all = await fields(offline, chosen);
  const random = seeded(8);
  const wrong: string[] = [];
  const unclaimed: FieldAsk[] = [];
  let confirmed = 0;
  for (let at = 0; at < count; at++) {
    const ask = all[Math.floor(random() * all.length)];
    if (!ask) continue;
    const label = `${ask.placement.id} ${ask.object} ${ask.path}`;
    const answer = await explainField(offline.spine.ports, state, ask);
    if (answer.kind !== "found") {
      wrong.push(`${label} is ${answer.kind}`);
      continue;
    }
    const { winner, candidates } = answer.field.explanation;
    const candidate = winner === null ? undefined : candidates[winner];
    if (!candidate?.edit) {
      unclaimed.push(ask);
      continue;
    }
    const outcome = await moved(offline, ask, candidate.edit);
    if (outcome === true) confirmed += 1;
    else wrong.push(`${label}: ${candidate.how} ${candidate.place.file}:${candidate.place.line}`);
  }
  return { confirmed, unclaimed, wrong };
}

/** Of fields that a chart's template is said to set: those that some value of the chart moves all the same. */
export async function movedByValues(offline: Offline, fields: readonly FieldAsk[]): Promise<string[]> {
  const state = await offline.desired.head();
  const wrong: string[] = [];
  for (const ask of fields) {
    const { placement } = ask;
    const { source } = placement;
    if (source.kind !== "helm") continue;
    const { objects } = await state.render(placement);
    const manifest = objects.find((one) => titleOf(one) === ask.object);
    const want = manifest && wantOf(manifest, ask.path);
    if (!manifest || !want) throw new Error(`${ask.object} ${ask.path} was rendered before`);
    const { merged } = await valuesOf(state, placement, source);
    const trial = {
      ports: offline.spine.ports,
      ask: { ...ask, state, manifest, origin: null },
      source,
      merged,
      want,
    };
    for (const leaf of valuesLeaves(merged))
      if ((await tried(trial, leaf)) === "moved")
        wrong.push(`${placement.id} ${ask.object} ${ask.path} is moved by ${leaf.text}`);
  }
  return wrong;
}
