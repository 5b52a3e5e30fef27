import type { PlacementDeclaration } from "../fleet";
import type { Json } from "../json";
import { isJsonObject } from "../json";
import { parsePath, printPath } from "../path";
import { itemIndex } from "../path-value";
import type { Candidate, Explanation } from "./setter";

/** One value of a declaration with its printed path. */
export type DeclaredValue = { path: string; value: Json };

/** Every declared value, down to single values and whole lists, in the order of the block. */
export function declaredValues(declaration: PlacementDeclaration): readonly DeclaredValue[] {
  // The block is checked JSON.
  return leavesOf(declaration.block as unknown as Json, []);
}

function leavesOf(value: Json, path: readonly string[]): readonly DeclaredValue[] {
  if (!isJsonObject(value)) return [{ path: printPath(path), value }];
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  return entries.flatMap(([key, child]) => leavesOf(child, [...path, key]));
}

/** The origin of a declared value; null when the declaration has none at that path. */
export function explainDeclared(
  declaration: PlacementDeclaration,
  text: string,
): { value: Json; path: string; explanation: Explanation } | null {
  const steps = parsePath(text);
  if (steps === null) return null;
  const keys: string[] = [];
  let at: Json = declaration.block as unknown as Json;
  let whole: string | null = null;
  for (const step of steps) {
    if (Array.isArray(at)) {
      whole ??= printPath(keys);
      const index = itemIndex(at, step) ?? (step.kind === "item" ? at.indexOf(step.identity) : -1);
      const item: Json | undefined = at[index];
      if (item === undefined) return null;
      at = item;
      continue;
    }
    const key = step.kind === "key" ? step.key : step.kind === "quoted" ? step.text : null;
    if (key === null || !isJsonObject(at) || !Object.hasOwn(at, key)) return null;
    const next: Json | undefined = at[key];
    if (next === undefined) return null;
    if (whole === null) keys.push(key);
    at = next;
  }
  const path = whole ?? printPath(keys);
  return { value: at, path, explanation: explanationOf(declaration, path, at) };
}

function explanationOf(
  { origins, overridden }: PlacementDeclaration,
  path: string,
  value: Json,
): Explanation {
  const below = (own: string): boolean =>
    own === path || path === "" || own.startsWith(`${path}.`) || own.startsWith(`${path}[`);
  const set = Object.entries(origins).filter(([own]) => below(own));
  const lost = Object.entries(overridden ?? {}).filter(([own]) => below(own));
  const at = (own: string): string => (own === path ? "" : ` (${own.slice(path.length).replace(/^\./, "")})`);
  const winners = set.map(
    ([own, { layer, ...place }]): Candidate => ({
      layer,
      how: "declaration",
      place,
      value: set.length === 1 ? value : undefined,
      part: set.length > 1,
      stage: place.file,
      rank: null,
      edit: null,
      won: true,
      why: `declared${at(own)}${set.length > 1 ? ", a part of the value" : "; nothing stronger declares it"}`,
    }),
  );
  const losers = lost.flatMap(([own, list]) =>
    list.map(({ layer, value: theirs, ...place }): Candidate => {
      const by = origins[own];
      return {
        layer,
        how: "declaration",
        place,
        value: theirs,
        part: false,
        stage: place.file,
        rank: null,
        edit: null,
        won: false,
        why:
          by === undefined
            ? "a stronger layer takes it away"
            : `${by.layer} is stronger and declares it again${at(own)}`,
      };
    }),
  );
  const candidates = [...losers, ...winners];
  return {
    status: winners.length > 0 ? "resolved" : "unresolved",
    winner: winners.length > 0 ? candidates.length - 1 : null,
    candidates,
    conflicts: [],
    list: Array.isArray(value) ? "a list that is replaced whole" : null,
    note: null,
  };
}
