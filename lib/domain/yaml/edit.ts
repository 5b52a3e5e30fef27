import { jsonOf } from "./located";
import { same } from "./proof";
import { editInside, replaced } from "./replace";
import { type EditResult, opened, refuse, unchanged } from "./splice";
import { type EditPath, type Step, stepsOf } from "./step";
import { aliased, isRepeated, printed, walk } from "./target";
import { isText, textOf, typedValue, type ValueType } from "./typed";

export { insertValue } from "./insert";
export { removeValue } from "./remove";
export type { EditResult } from "./splice";
export type { EditPath } from "./step";
export type { ValueType } from "./typed";

export type SetValue = {
  /** From 0; may be left out when only one document has content. */
  document?: number | undefined;
  path: EditPath;
  /** The text of the new value as a YAML reader sees it, or JSON for `type: "json"`. */
  value: string;
  /** The text of the value that must be there now; null asks nothing. */
  expect: string | null;
  /** What the value becomes; without it, it stays what it was. */
  type?: ValueType | undefined;
};

/**
 * Sets one value and leaves every other byte: comments, quotes, CRLF, BOM, anchors, the final newline. Quotes are
 * added where YAML 1.1 or 1.2 would otherwise change the type. A path may go on inside embedded YAML or JSON text.
 * The result is read again and refused unless exactly this one path has changed.
 */
export function setValue(text: string, ask: SetValue): EditResult {
  const steps = stepsOf(ask.path);
  if (steps === null) return refuse("invalid", "edit.path", `${JSON.stringify(ask.path)} is not a path`);
  return setAt(text, steps, ask);
}

function setAt(text: string, steps: readonly Step[], ask: Omit<SetValue, "path">): EditResult {
  const open = opened(text, ask.document, (root) => walk(root, steps).ok);
  if (!open.ok) return open;
  const found = walk(open.root, steps);
  if (!found.ok) return { ok: false, refusal: found.refusal };
  const { target } = found;
  if (target.inside.length > 0) {
    return editInside(text, open, steps, target, (content) =>
      setAt(content, target.inside, { ...ask, document: undefined }),
    );
  }
  const { located } = target;
  const where = printed(steps);
  if (located.alias !== undefined) return { ok: false, refusal: aliased(located, where) };
  if (isRepeated(target))
    return refuse("invalid", "edit.ambiguous", `${where} is written more than once in its mapping`);
  if (ask.expect !== null && !isText(located, ask.expect)) {
    const actual = textOf(located);
    return refuse("conflict", "edit.moved", `${where} is ${shown(actual)}, not ${shown(ask.expect)}`, {
      actual,
    });
  }
  const typed = typedValue(ask.value, ask.type, located.kind === "scalar" ? located.value : undefined);
  if (!typed.ok) return typed;
  if (located.kind !== "scalar" && (ask.type !== "json" || !located.flow)) {
    const kind = located.kind === "map" ? "a mapping" : "a list";
    return refuse("invalid", "edit.collection", `${where} is ${kind}; set the values in it`);
  }
  if (same(jsonOf(located), typed.value)) return unchanged(text, open.reading, located);
  return replaced(text, open, target, typed.value, ask.value);
}

const shown = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
