import { type Json, stringifyJson } from "../json";
import { hideSecretMarks } from "../secret";
import type { PlanEdit } from "./plan";
import type { FieldChange, PlacementChange } from "./rendered-change";

export type RenderedCell = {
  kind: "changed" | "added" | "removed" | "same";
  before: string | null;
  after: string | null;
};
/** One rendered field over all targets, in their order, with the edits that made it. */
export type RenderedRow = {
  object: string;
  path: string;
  letters: readonly string[];
  cells: readonly RenderedCell[];
};

/** Rows in the order they are first met; a placement on which the field stays as it is shows what wins there. */
export function renderedRows(
  changes: readonly PlacementChange[],
  edits: readonly PlanEdit[],
): readonly RenderedRow[] {
  const keyOf = (f: FieldChange): string => `${f.object}\n${f.path}`;
  const all = changes.flatMap((c) => c.fields);
  const firsts = all.filter((f, i) => all.findIndex((o) => keyOf(o) === keyOf(f)) === i);
  const direct = new Map(
    firsts.map((f) => [
      keyOf(f),
      lettersOf(
        all.filter((o) => keyOf(o) === keyOf(f)),
        edits,
      ),
    ]),
  );
  return firsts.map((field) => {
    const letters =
      field.derivedFrom === null
        ? (direct.get(keyOf(field)) ?? [])
        : derivedLetters(field.derivedFrom, firsts, direct, keyOf);
    const cells = changes.map(({ placement, fields }): RenderedCell => {
      const here = fields.find((f) => keyOf(f) === keyOf(field));
      if (here) return { kind: here.change, before: shown(here.before), after: shown(here.after) };
      const wins = edits
        .filter((e) => letters.includes(e.letter))
        .flatMap((e) => e.overrides.filter((o) => o.placement === placement));
      const value = field.derivedFrom === null ? (wins[0]?.value ?? null) : null;
      return { kind: "same", before: value, after: value };
    });
    return { object: field.object, path: field.path, letters, cells };
  });
}

/** A generated name changes with what its object holds. */
function derivedLetters(
  object: string,
  fields: readonly FieldChange[],
  direct: ReadonlyMap<string, readonly string[]>,
  keyOf: (f: FieldChange) => string,
): readonly string[] {
  const inside = fields
    .filter((f) => f.object === object && f.derivedFrom === null)
    .flatMap((f) => direct.get(keyOf(f)) ?? []);
  return [...new Set(inside)].sort();
}

/** An edit made a field when its old and new value stand in it, and under its own key where it names one. */
function lettersOf(same: readonly FieldChange[], edits: readonly PlanEdit[]): readonly string[] {
  return edits
    .filter((edit) =>
      same.some(
        (f) =>
          holds(f.before, edit.before) &&
          holds(f.after, edit.after) &&
          nameFits(edit, f) &&
          (isImage(edit) ? /image$/i.test(f.path) || f.path === "" : !/image$/i.test(f.path)),
      ),
    )
    .map((edit) => edit.letter);
}

/** A generator's literal becomes a field of its own name. */
function nameFits(edit: PlanEdit, f: FieldChange): boolean {
  const key = /\.literals\[([^\]]+)\]$/.exec(edit.label)?.[1];
  return key === undefined || f.path === "" || f.segments.at(-1) === key;
}

const isImage = (edit: PlanEdit): boolean =>
  ["newTag", "newName", "digest", "tag", "image"].includes(String(edit.path.at(-1)));

const holds = (value: Json | undefined, text: string | null): boolean =>
  text === null ||
  (value !== undefined && (typeof value === "string" ? value : stringifyJson(value)).includes(text));

function shown(value: Json | undefined): string | null {
  if (value === undefined) return null;
  const hidden = hideSecretMarks(value);
  return typeof hidden === "string" ? hidden : stringifyJson(hidden);
}
