import type { Path } from "./path";
import { type Located, placeOf, type YamlScalar } from "./yaml/located";

/** Content of a file at the revision in question; null when there is none. */
export type ReadText = (path: string) => string | null;

export type KnobKind = "image" | "digest" | "name" | "chart" | "config";

/** One line that sets one part of a release. */
export type Writer = {
  /** The same key in two environments is the same thing: `image:registry.acme.example/web`. */
  key: string;
  kind: KnobKind;
  file: string;
  document: number;
  path: Path;
  /** What travels. */
  value: string;
  /** What stands before it in the same scalar: `KEY=` of a literal, `nginx:` of an image. */
  prefix: string;
  /** The whole scalar as YAML reads it, so that a boolean travels as one. */
  scalar: YamlScalar;
  line: number;
};

/** What one placement reads: its writers, weakest first, and every file they could lie in. */
export type WriterTree = {
  writers: readonly Writer[];
  files: readonly string[];
  /** Files of the layers, weakest first. */
  layers: readonly string[];
  /** Those of them in which a missing line may be added, the most shared first. */
  homes: readonly string[];
};

export type ReleaseAsk = {
  /** Keys that travel besides images and charts, as the fleet file declares them. */
  promote: readonly string[];
  text: ReadText;
};

/** A scalar as it is written, so that `1.10` stays `1.10`; null for anything else and for nothing. */
export function scalarText(located: Located | undefined): string | null {
  if (located?.kind !== "scalar" || located.style === "absent" || located.value === null) return null;
  return typeof located.value === "string"
    ? located.value
    : located.source.text.slice(located.start, located.end);
}

export const field = (located: Located | undefined, key: string): Located | undefined =>
  located?.kind === "map" ? located.entries.get(key)?.value : undefined;

export const itemsOf = (located: Located | undefined): readonly Located[] =>
  located?.kind === "list" ? located.items : [];

/** A writer at a scalar; `split` keeps what stands before the value. Null when there is no scalar. */
export function writerAt(
  what: Pick<Writer, "key" | "kind" | "file" | "document" | "path">,
  located: Located | undefined,
  split: (text: string) => readonly [prefix: string, value: string] = (text) => ["", text],
): Writer | null {
  const text = scalarText(located);
  if (text === null || located?.kind !== "scalar") return null;
  const [prefix, value] = split(text);
  return { ...what, prefix, value, scalar: located.value, line: placeOf(located).line };
}
