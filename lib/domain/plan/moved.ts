import { canonicalJson } from "../canonical";
import type { PlanBody } from "../digest";
import { printPath } from "../path";
import { hiddenValue } from "./hidden-text";

/** What differs between the plan that was approved and the plan of now, in sentences; empty when nothing does. */
export function planMoves(before: PlanBody, after: PlanBody): readonly string[] {
  const place = (e: PlanBody["edits"][number]): string => `${e.file} ${printPath(e.path)}`;
  const value = (e: PlanBody["edits"][number], text: string | null): string =>
    text === null ? "nothing" : hiddenValue(printPath(e.path), text);
  const edits = [
    ...after.edits.flatMap((e) => {
      const old = before.edits.find((o) => place(o) === place(e));
      if (!old) return [`It now also writes ${place(e)}: ${value(e, e.after)}.`];
      const sentences: string[] = [];
      if (old.after !== e.after)
        sentences.push(`${place(e)} would become ${value(e, e.after)}, not ${value(e, old.after)}.`);
      if (old.before !== e.before)
        sentences.push(`${place(e)} is ${value(e, e.before)} now, not ${value(e, old.before)}.`);
      return sentences;
    }),
    ...before.edits
      .filter((o) => !after.edits.some((e) => place(e) === place(o)))
      .map((o) => `It no longer writes ${place(o)}.`),
  ];
  const targets = [
    ...after.targets.filter((t) => !before.targets.includes(t)).map((t) => `It now also reaches ${t}.`),
    ...before.targets.filter((t) => !after.targets.includes(t)).map((t) => `It no longer reaches ${t}.`),
  ];
  return [...edits, ...targets, ...renderedMoves(before, after, edits.length + targets.length)];
}

function renderedMoves(before: PlanBody, after: PlanBody, told: number): readonly string[] {
  const texts = (body: PlanBody): Set<string> => new Set(body.rendered.map((r) => canonicalJson(r)));
  const [a, b] = [texts(before), texts(after)];
  const changed = after.rendered.filter((r) => !a.has(canonicalJson(r)));
  const gone = before.rendered.filter((r) => !b.has(canonicalJson(r)));
  const fields = [...new Set([...changed, ...gone].map((r) => `${r.object} ${r.path}`.trim()))];
  if (fields.length === 0) return [];
  const shown = fields.slice(0, 3).join(", ");
  const more = fields.length > 3 ? ` and ${fields.length - 3} more` : "";
  return [
    `${told > 0 ? "It also renders" : "The files around it changed: it renders"} differently at ${shown}${more}.`,
  ];
}
