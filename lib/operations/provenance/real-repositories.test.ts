import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { titleOf } from "@/lib/domain/diff/identity";
import { draftEdit } from "@/lib/domain/plan/draft";
import { objectLeaves } from "@/lib/domain/provenance/leaves";
import { type EditPlace, sameValue } from "@/lib/domain/provenance/setter";
import { type Offline, openOffline } from "@/lib/engine/offline";
import { onboard } from "@/lib/engine/onboarding";
import { explainField, type FieldAsk } from "./field";
import { fieldValue } from "./field-value";

const repositories = resolve(import.meta.dirname, "../../../../shared/repos");
const names = ["podinfo", "bank-of-anthos", "flux2-kustomize-helm-example"];
const fieldsEach = 40;

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

/** Every value that onboarding's placements render, in order. */
async function fields({ desired }: Offline): Promise<FieldAsk[]> {
  const state = await desired.head();
  const all: FieldAsk[] = [];
  for (const placement of state.fleet.placements) {
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

describe.skipIf(!existsSync(repositories))("real GitOps repositories", () => {
  const folders: string[] = [];
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  test.each(names)("no field of %s is explained by a line that does not set it", async (name) => {
    const above = mkdtempSync(join(tmpdir(), "o8-sweep-"));
    const folder = join(above, name);
    folders.push(above);
    cpSync(join(repositories, name), folder, { recursive: true });
    writeFileSync(join(folder, "orchestr8.yaml"), (await onboard(folder)).proposal);
    const offline = await openOffline({ folder });
    try {
      const state = await offline.desired.head();
      const all = await fields(offline);
      const random = seeded(8);
      const wrong: string[] = [];
      let confirmed = 0;
      for (let at = 0; at < fieldsEach; at++) {
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
        if (!candidate?.edit) continue;
        const outcome = await moved(offline, ask, candidate.edit);
        if (outcome === true) confirmed += 1;
        else wrong.push(`${label}: ${candidate.how} ${candidate.place.file}:${candidate.place.line}`);
      }
      expect(wrong).toEqual([]);
      // Were most of them unresolved, nothing would be wrong and nothing explained.
      expect(confirmed).toBeGreaterThan(fieldsEach * 0.8);
    } finally {
      await offline.close();
    }
  });
});
