import type { Json } from "../json";
import { isJsonObject } from "../json";
import type { PathItem } from "../path";
import type { Shape } from "./shape";

/** How the items of two lists are told apart: an identity for every item, or none. */
export type Identities = {
  left: readonly PathItem[];
  right: readonly PathItem[];
  /** Declared by the API (then an item never changes its identity), or found in the content. */
  declared: boolean;
};

/** Fields that usually name an item, most telling first. Alternatives stand for one another (`alert` or `record`). */
const NAMING: readonly (readonly string[])[] = [
  ["name"],
  ["key"],
  ["id"],
  ["host"],
  ["hostname"],
  ["secretKey"],
  ["secretName"],
  ["alert", "record"],
  ["mountPath"],
  ["path"],
  ["containerPort"],
  ["port"],
  ["ip"],
  ["cidr"],
  ["address"],
  ["url"],
  ["uid"],
  ["topologyKey"],
  ["type"],
  ["metadata.name"],
];
const COMPOUND: readonly (readonly string[])[] = [
  ["kind", "name"],
  ["name", "namespace"],
  ["kind", "name", "namespace"],
  ["host", "path"],
  ["metadata.namespace", "metadata.name"],
];

type Canonical = { left: (text: string) => string; right: (text: string) => string };

/** The identities of both lists' items; null when nothing tells every item from its neighbours. */
export function listIdentities(
  left: readonly Json[],
  right: readonly Json[],
  shape: Shape | undefined,
  canonical: Canonical,
): Identities | null {
  if (![...left, ...right].every(isJsonObject)) return null;
  const declared =
    shape?.keys === undefined
      ? null
      : declaredIdentities(left, right, shape.keys, shape.keyDefaults ?? {}, canonical);
  if (declared !== null) return declared;
  const candidates = [
    ...NAMING.map((fields) => identitiesBy(left, right, (item) => firstOf(item, fields))),
    ...COMPOUND.map((fields) => identitiesBy(left, right, (item) => allOf(item, fields, {}))),
  ].filter((found) => found !== null && isUnique(found, canonical)) as Identities[];
  let best: Identities | null = null;
  let most = -1;
  for (const candidate of candidates) {
    const matches = matchCount(candidate, canonical);
    if (matches > most) [best, most] = [candidate, matches];
  }
  return best;
}

/** The first key alone where it is unique on both sides, else all keys joined. */
function declaredIdentities(
  left: readonly Json[],
  right: readonly Json[],
  keys: readonly string[],
  defaults: Readonly<Record<string, string>>,
  canonical: Canonical,
): Identities | null {
  const [first] = keys;
  for (const fields of first === undefined || keys.length === 1 ? [keys] : [[first], keys]) {
    const found = identitiesBy(left, right, (item) => allOf(item, fields, defaults));
    if (found !== null && isUnique(found, canonical)) return { ...found, declared: true };
  }
  return null;
}

function identitiesBy(
  left: readonly Json[],
  right: readonly Json[],
  identify: (item: Json) => PathItem | null,
): Identities | null {
  const both = [left.map(identify), right.map(identify)].map((side) =>
    side.every((item) => item !== null) ? (side as PathItem[]) : null,
  );
  const [l, r] = both;
  return l && r ? { left: l, right: r, declared: false } : null;
}

function fieldOf(item: Json, field: string): string | number | bigint | boolean | null {
  let value: Json | undefined = item;
  for (const part of field.split(".")) value = isJsonObject(value) ? value[part] : undefined;
  return value === undefined || value === null || typeof value === "object" || value === "" ? null : value;
}

function firstOf(item: Json, fields: readonly string[]): PathItem | null {
  for (const field of fields) {
    const value = fieldOf(item, field);
    if (value !== null) return { [lastWord(field)]: value };
  }
  return null;
}

function allOf(
  item: Json,
  fields: readonly string[],
  defaults: Readonly<Record<string, string>>,
): PathItem | null {
  const identity: Record<string, string | number | bigint | boolean> = {};
  for (const field of fields) {
    const value = fieldOf(item, field) ?? defaults[field] ?? null;
    if (value === null) return null;
    identity[lastWord(field)] = value;
  }
  return identity;
}

const lastWord = (field: string): string => field.slice(field.lastIndexOf(".") + 1);

/** One text for an identity, with the environment's words made anonymous. */
export const identityText = (item: PathItem, canonical: (text: string) => string): string =>
  Object.entries(item)
    .map(([field, value]) => `${field}=${canonical(String(value))}`)
    .join("\u0000");

const isUnique = (found: Identities, canonical: Canonical): boolean =>
  new Set(found.left.map((item) => identityText(item, (t) => t))).size === found.left.length &&
  new Set(found.right.map((item) => identityText(item, (t) => t))).size === found.right.length &&
  new Set(found.left.map((item) => identityText(item, canonical.left))).size === found.left.length &&
  new Set(found.right.map((item) => identityText(item, canonical.right))).size === found.right.length;

function matchCount(found: Identities, canonical: Canonical): number {
  const known = new Set(found.left.map((item) => identityText(item, canonical.left)));
  return found.right.filter((item) => known.has(identityText(item, canonical.right))).length;
}
