import { isJsonObject, type Json, type JsonObject } from "../json";
import { define } from "../yaml/located";
import type { ValuesLeaf } from "./values";
import type { Want, WantStep } from "./want";

/** A values key that may be behind a rendered field, the likeliest first; `held` says that its value is in the field. */
export type Suspect = ValuesLeaf & { score: number; held: boolean };

/** Another value for a key, to see what it moves. */
export type Change = { steps: readonly WantStep[]; value: Json };

const most = 14;

/**
 * Keys whose value occurs in the field or whose path ends like the field's. Everything else is not tried: a chart has
 * hundreds of values, and each trial is a render.
 */
export function suspects(
  leaves: readonly ValuesLeaf[],
  want: Pick<Want, "value" | "steps" | "inside">,
): readonly Suspect[] {
  const field = [...want.steps, ...want.inside];
  const text =
    want.value === undefined
      ? ""
      : typeof want.value === "object"
        ? JSON.stringify(want.value, digits)
        : String(want.value);
  // Whatever occurs in a checksum occurs there by chance.
  const isChecksum = /^[0-9a-f]{32,}$/.test(text);
  return leaves
    .map((leaf): Suspect => {
      const own = leaf.value === null || typeof leaf.value === "object" ? "" : String(leaf.value);
      const tail = sharedTail(leaf.steps, field);
      const held =
        own !== "" &&
        typeof leaf.value !== "boolean" &&
        (text === own || (own.length > 1 && !isChecksum && text.includes(own)));
      const equal = own !== "" && text === own;
      const score =
        (equal ? 10 : held ? 5 : 0) + tail * 4 + (tail === 0 && sharesWord(leaf.steps, field) ? 3 : 0);
      return { ...leaf, score, held: held || equal };
    })
    .filter((leaf) => leaf.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most);
}

const digits = (_: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

const word = (step: WantStep | undefined): string =>
  step === undefined
    ? ""
    : (step.kind === "key" ? step.key : String(step.identity?.name ?? ""))
        .toLowerCase()
        .replace(/[^a-z0-9]/g, "");

function sharedTail(a: readonly WantStep[], b: readonly WantStep[]): number {
  const own = a.map(word).filter((w) => w !== "");
  const other = b.map(word).filter((w) => w !== "" && w !== "value");
  let count = 0;
  while (
    count < own.length &&
    own.at(-1 - count) === other.at(-1 - count) &&
    other.at(-1 - count) !== undefined
  )
    count++;
  return count;
}

/** `DATABASE_POOL` and `database.connection_pool`: the same words, written otherwise. */
function sharesWord(a: readonly WantStep[], b: readonly WantStep[]): boolean {
  const own = word(a.at(-1));
  const field = b.map(word).filter((w) => w !== "value");
  const last = field.at(-1) ?? "";
  return own.length > 2 && (last.includes(own) || (last.length > 3 && own.includes(last)));
}

/** Another value of the same type; null when there is none to try. `attempt` 1 is a second idea. */
export function otherValue(value: Json, attempt: 0 | 1): Json | undefined {
  if (typeof value === "boolean") return attempt === 0 ? !value : undefined;
  if (typeof value === "number" || typeof value === "bigint")
    return attempt === 0
      ? typeof value === "bigint"
        ? value + 1n
        : value + 1
      : typeof value === "number"
        ? value * 2 + 3
        : value + 7n;
  if (typeof value === "string") {
    const leading = /^(\d{1,9})(.*)$/s.exec(value);
    if (attempt === 0 && leading) return `${Number(leading[1]) + 1}${leading[2]}`;
    return attempt === 0 ? `${value}x` : leading ? `${value}1` : "probe";
  }
  if (value === null) return attempt === 0 ? "probe" : undefined;
  return undefined;
}

/** A values document that changes this one key and nothing else: lists are replaced whole, so theirs is written whole. */
export function probeValues(merged: JsonObject, steps: readonly WantStep[], value: Json): JsonObject {
  const [first, ...rest] = steps;
  if (first?.kind !== "key") return {};
  const result: JsonObject = {};
  define(
    result,
    first.key,
    changed(Object.hasOwn(merged, first.key) ? merged[first.key] : undefined, rest, value),
  );
  return result;
}

function changed(old: Json | undefined, steps: readonly WantStep[], value: Json): Json {
  const [first, ...rest] = steps;
  if (first === undefined) return value;
  if (first.kind === "item")
    return Array.isArray(old)
      ? old.map((item, at) => (at === first.index ? replaced(item, rest, value) : item))
      : (old ?? null);
  return isJsonObject(old) ? probeValues(old, steps, value) : value;
}

/** All values with these ones changed: what is laid over every values file to try several at once. */
export const valuesWith = (merged: JsonObject, changes: readonly Change[]): JsonObject =>
  changes.reduce<JsonObject>((values, { steps, value }) => {
    const next = replaced(values, steps, value);
    return isJsonObject(next) ? next : values;
  }, merged);

/** Inside a list nothing is merged any more, so what stands beside the key is kept. */
function replaced(old: Json | undefined, steps: readonly WantStep[], value: Json): Json {
  const [first, ...rest] = steps;
  if (first === undefined) return value;
  if (first.kind === "item")
    return Array.isArray(old)
      ? old.map((item, at) => (at === first.index ? replaced(item, rest, value) : item))
      : (old ?? null);
  if (!isJsonObject(old)) return old ?? null;
  const result: JsonObject = { ...old };
  define(result, first.key, replaced(old[first.key], rest, value));
  return result;
}
