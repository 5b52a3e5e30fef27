import type { Json } from "../json";
import { isJsonObject } from "../json";
import { naming, namingTogether } from "../naming-fields";
import type { PathItem } from "../path";
import type { Shape } from "./shape";

/** The items of one list with the identity that tells each from its neighbours, and its text as written. */
export type Identified = { readonly items: readonly PathItem[]; readonly texts: readonly string[] };

/** How the items of two lists are told apart. */
export type Identities = {
  left: Identified;
  right: Identified;
  /** Declared by the API (then an item never changes its identity), or found in the content. */
  declared: boolean;
};

type Lists = { left: readonly Json[]; right: readonly Json[] };
type Identify = (item: Json) => PathItem | null;

/** The identities of both lists' items; null when nothing tells every item from its neighbours. */
export function listIdentities(
  left: readonly Json[],
  right: readonly Json[],
  shape: Shape | undefined,
  neutral: (text: string) => string,
): Identities | null {
  if (!left.every(isJsonObject) || !right.every(isJsonObject)) return null;
  const lists = { left, right };
  if (shape?.keys !== undefined) {
    const declared = declaredIdentities(lists, shape.keys, shape.keyDefaults ?? {});
    if (declared !== null) return declared;
  }
  const fewest = Math.min(left.length, right.length);
  let best: Identities | null = null;
  let most = -1;
  for (const identify of found) {
    const candidate = identitiesBy(lists, identify);
    if (candidate === null) continue;
    const matches = matchCount(candidate, neutral);
    if (matches > most) [best, most] = [candidate, matches];
    if (most === fewest) break;
  }
  return best;
}

const found: readonly Identify[] = [
  ...naming.map(
    (names): Identify =>
      (item) =>
        firstOf(item, names),
  ),
  ...namingTogether.map(
    (names): Identify =>
      (item) =>
        allOf(item, names, {}),
  ),
];

/** The first key alone where it is unique on both sides, else all keys joined. */
function declaredIdentities(
  lists: Lists,
  keys: readonly string[],
  defaults: Readonly<Record<string, string>>,
): Identities | null {
  const tries = keys.length === 1 ? [keys] : [keys.slice(0, 1), keys];
  for (const names of tries) {
    const identities = identitiesBy(lists, (item) => allOf(item, names, defaults));
    if (identities !== null) return { ...identities, declared: true };
  }
  return null;
}

/** Null when an item has no identity, or two items of one side share theirs. */
function identitiesBy({ left, right }: Lists, identify: Identify): Identities | null {
  const l = identified(left, identify);
  const r = l === null ? null : identified(right, identify);
  return l === null || r === null ? null : { left: l, right: r, declared: false };
}

function identified(list: readonly Json[], identify: Identify): Identified | null {
  const items: PathItem[] = [];
  const texts = new Set<string>();
  for (const item of list) {
    const identity = identify(item);
    if (identity === null) return null;
    const text = identityText(identity);
    if (texts.has(text)) return null;
    texts.add(text);
    items.push(identity);
  }
  return { items, texts: [...texts] };
}

function identityText(item: PathItem): string {
  let text = "";
  for (const field in item) text += `${field}=${String(item[field])}\u0000`;
  return text;
}

function fieldOf(item: Json, field: string): string | number | bigint | boolean | null {
  let value: Json | undefined = item;
  if (field.includes("."))
    for (const part of field.split(".")) value = isJsonObject(value) ? value[part] : undefined;
  else value = isJsonObject(item) ? item[field] : undefined;
  return value === undefined || value === null || typeof value === "object" || value === "" ? null : value;
}

function firstOf(item: Json, names: readonly string[]): PathItem | null {
  for (const field of names) {
    const value = fieldOf(item, field);
    if (value !== null) return { [lastWord(field)]: value };
  }
  return null;
}

function allOf(
  item: Json,
  names: readonly string[],
  defaults: Readonly<Record<string, string>>,
): PathItem | null {
  const identity: Record<string, string | number | bigint | boolean> = {};
  for (const field of names) {
    const value = fieldOf(item, field) ?? defaults[field] ?? null;
    if (value === null) return null;
    identity[lastWord(field)] = value;
  }
  return identity;
}

const lastWord = (field: string): string => field.slice(field.lastIndexOf(".") + 1);

function matchCount({ left, right }: Identities, neutral: (text: string) => string): number {
  const known = new Set(left.texts.map(neutral));
  return right.texts.filter((text) => known.has(neutral(text))).length;
}
