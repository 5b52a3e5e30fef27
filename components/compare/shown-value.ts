import { type Printable, stringifyJson } from "@/lib/domain/json";
import type { DiffValue } from "../diff/diff-value";

const secretWords: Readonly<Record<string, string>> = {
  changed: "secret, changed",
  added: "secret, added",
  removed: "secret, removed",
  equal: "secret, equal",
};

/** The word that stands for a secret (`{secret: "changed"}`); null for every other value. */
function secretWord(value: unknown): string | null {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  const [entry, ...more] = Object.entries(value);
  if (entry?.[0] !== "secret" || more.length > 0) return null;
  return typeof entry[1] === "string" ? (secretWords[entry[1]] ?? null) : null;
}

/** A value as one line of text: strings as they are, the rest as JSON with exact integers. */
export const valueText = (value: unknown): string =>
  typeof value === "string" ? value : stringifyJson(value as Printable);

/** How a side of a difference is shown: its text, the word of a secret, or that it is not there. */
export function shownValue(value: unknown, layer: string | null, limit: number): DiffValue {
  if (value === undefined) return { kind: "absent" };
  const secret = secretWord(value);
  if (secret !== null) return { kind: "secret", text: secret, layer };
  const text = valueText(value);
  return { kind: "value", text: text.length > limit ? `${text.slice(0, limit)}…` : text, layer };
}

const longLine = 24;
const keptBefore = 12;

/** Two long values of one quiet line, cut so that the first word that differs is in sight. */
export function focusChange(left: DiffValue, right: DiffValue): { left: DiffValue; right: DiffValue } {
  if (left.kind !== "value" || right.kind !== "value") return { left, right };
  let same = 0;
  while (same < left.text.length && left.text[same] === right.text[same]) same += 1;
  const longest = Math.max(left.text.length, right.text.length);
  if (longest <= longLine || same <= keptBefore) return { left, right };
  const start = Math.max(left.text.slice(0, same - 1).search(/[^/\s"{,]+[/\s"{,]?$/), same - keptBefore);
  const cut = (text: string): string => `…${text.slice(start)}`;
  return { left: { ...left, text: cut(left.text) }, right: { ...right, text: cut(right.text) } };
}
