import { nearest } from "../nearest";
import type { Refusal } from "../refusal";
import type { Entry, Located, LocatedList, LocatedMap, LocatedPath } from "./located";
import { placeOf } from "./located";
import { itemsOf, keyOf, printStep, type Step } from "./step";

/** Where a path leads in one document. */
export type Target = {
  located: Located;
  path: LocatedPath;
  /** What holds it; null at the root. */
  slot: { holder: LocatedMap; entry: Entry } | { holder: LocatedList; index: number } | null;
  /** Steps that go on inside the text of a scalar. */
  inside: readonly Step[];
};

export type Walk =
  | { ok: true; target: Target }
  | { ok: false; refusal: Refusal /** How far the path led. */; reached: Target; left: readonly Step[] };

/** Follows a path; stops at text when steps are left. Values that are shared or merged in are refused. */
export function walk(root: Located, steps: readonly Step[]): Walk {
  let target: Target = { located: root, path: [], slot: null, inside: [] };
  for (const [i, step] of steps.entries()) {
    const here: Located = target.located;
    const stop = (refusal: Refusal): Walk => ({ ok: false, refusal, reached: target, left: steps.slice(i) });
    const where = printed(steps.slice(0, i));
    if (here.alias !== undefined) return stop(aliased(here, where));
    if (here.kind === "scalar") {
      // Only text that something holds can hold more: a document that is text itself leads nowhere.
      if (typeof here.value === "string" && here.value !== "" && target.slot !== null)
        return { ok: true, target: { ...target, inside: steps.slice(i) } };
      return stop(missing(step, where, here));
    }
    if (here.kind === "map") {
      const key = keyOf(step);
      const entry = key === null ? undefined : here.entries.get(key);
      if (entry === undefined) return stop(missing(step, where, here));
      if (entry.merged) return stop(merged(entry, printed(steps.slice(0, i + 1))));
      target = {
        located: entry.value,
        path: [...target.path, entry.key],
        slot: { holder: here, entry },
        inside: [],
      };
      continue;
    }
    const [index, second] = itemsOf(here, step);
    if (second !== undefined) {
      const lines = itemsOf(here, step).map((n) => placeOf(here.items[n] ?? here).line);
      const message = `${printed(steps.slice(0, i + 1))} is ambiguous: lines ${lines.join(", ")}`;
      return stop({ kind: "invalid", code: "edit.ambiguous", message, facts: { lines } });
    }
    const item = index === undefined ? undefined : here.items[index];
    if (index === undefined || item === undefined) return stop(missing(step, where, here));
    target = { located: item, path: [...target.path, index], slot: { holder: here, index }, inside: [] };
  }
  return { ok: true, target };
}

/** Is the value's own key written more than once? Then it has no one place. */
export const isRepeated = ({ slot }: Target): boolean =>
  slot !== null && "entry" in slot && slot.entry.repeats.length > 0;

export const printed = (steps: readonly Step[]): string => steps.map(printStep).join("").replace(/^\./, "");

function missing(step: Step, where: string, here: Located): Refusal {
  const known =
    here.kind === "map"
      ? [...here.entries.keys()]
      : here.kind === "list"
        ? here.items.map((_, i) => `[${i}]`)
        : [];
  const close = nearest(keyOf(step) ?? "", known);
  const held = where === "" ? "The document" : where;
  const message = `${held} has no ${printStep(step).replace(/^\./, "")}${close ? `; did you mean ${close}?` : ""}`;
  return { kind: "missing", code: "edit.missing", message, facts: { known: known.slice(0, 50) } };
}

export function aliased(here: Located, where: string): Refusal {
  const message = `${where || "The document"} is written as *${here.alias}: its value is set at the anchor &${here.alias}, which others may share`;
  return {
    kind: "blocked",
    code: "edit.alias",
    message,
    facts: { anchor: here.alias, line: placeOf(here).line },
  };
}

function merged(entry: Entry, where: string): Refusal {
  const { line } = placeOf(entry.value);
  const message = `${where} comes in by a merge (<<) from line ${line}; add the key itself to set it here alone`;
  return { kind: "blocked", code: "edit.merge", message, facts: { line } };
}
