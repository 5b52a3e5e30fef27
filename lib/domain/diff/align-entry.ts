import type { Manifest } from "../manifest";
import { groupOf, type IndexedObject, nameOf, namespaceOf } from "./identity";
import { leaves, likeness } from "./similarity";
import type { EnvironmentTokens, Side } from "./token";

/** One object under way through the passes of the alignment, with its names made comparable. */
export type Entry = {
  object: IndexedObject;
  order: number;
  side: Side;
  application: string;
  version: string;
  group: string;
  kind: string;
  namespace: string;
  name: string;
  /** With the environment's words made anonymous. */
  anyNamespace: string;
  anyName: string;
  bareName: string;
};

export function entryOf(
  object: IndexedObject,
  order: number,
  side: Side,
  tokens: EnvironmentTokens,
  applicationOf: (manifest: Manifest) => string,
): Entry {
  const { manifest } = object;
  const [name, namespace] = [nameOf(manifest) || generated(manifest), namespaceOf(manifest)];
  return {
    object,
    order,
    side,
    name,
    namespace,
    application: tokens.canonical(side, applicationOf(manifest)),
    version: String(manifest.apiVersion),
    group: groupOf(manifest.apiVersion),
    kind: manifest.kind,
    anyNamespace: tokens.canonical(side, namespace),
    anyName: tokens.canonical(side, name),
    bareName: tokens.bare(side, name),
  };
}

const generated = (manifest: Manifest): string =>
  typeof manifest.metadata?.generateName === "string" ? `${manifest.metadata.generateName}\u0000` : "";

/** How much two objects share, from 0 to 1. */
export type Likeness = (left: Entry, right: Entry) => number;

/** Remembers what each object contains, with the environments' words and its own name made anonymous. */
export function remembered(tokens: EnvironmentTokens): Likeness {
  const known = new Map<Entry, string[]>();
  const leavesOf = (entry: Entry): string[] => {
    const before = known.get(entry);
    if (before !== undefined) return before;
    const { apiVersion: _, kind: __, metadata, ...rest } = entry.object.manifest;
    const { name: ___, namespace: ____, ...about } = metadata ?? {};
    const text = (value: string): string =>
      tokens.canonical(entry.side, value.split(entry.name || "\u0000").join("\u0002"));
    const found = leaves({ ...rest, metadata: about }, text);
    known.set(entry, found);
    return found;
  };
  return (left, right) => likeness(leavesOf(left), leavesOf(right));
}
