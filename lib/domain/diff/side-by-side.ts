import { stringify } from "yaml";
import type { Json } from "../json";
import { isJsonObject } from "../json";
import type { Manifest } from "../manifest";

const MARK = /o8-secret:[A-Za-z0-9_-]{8,128}/g;

/** One object in two environments as YAML; null: not there. */
export type YamlPair = { left: string | null; right: string | null };

/**
 * Two manifests as YAML for eyes. Keys stand in one order on both sides, so that lines can be aligned. A masked secret
 * reads `***`, with a word on whether the other side holds the same one: a stable mask is never shown.
 */
export function yamlPair(left: Manifest | null, right: Manifest | null): YamlPair {
  const texts = { left: textOf(left), right: textOf(right) };
  const marks = { left: marksIn(texts.left), right: marksIn(texts.right) };
  return { left: hidden(texts.left, marks.right), right: hidden(texts.right, marks.left) };
}

const textOf = (manifest: Manifest | null): string | null =>
  manifest === null ? null : stringify(ordered(manifest), { lineWidth: 0, aliasDuplicateObjects: false });

const marksIn = (text: string | null): ReadonlySet<string> => new Set(text?.match(MARK));

const hidden = (text: string | null, others: ReadonlySet<string>): string | null =>
  text?.replace(MARK, (mark) => (others.has(mark) ? "*** (secret, equal)" : "*** (secret, differs)")) ?? null;

const FIRST = ["apiVersion", "kind", "metadata", "name", "namespace"];
const rank = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);

function ordered(value: Json): Json {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
      .map(([key, child]) => [key, ordered(child)]),
  );
}
