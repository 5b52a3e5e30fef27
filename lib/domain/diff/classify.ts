import type { Json, JsonObject } from "../json";
import { isJsonObject, stringifyJson } from "../json";
import type { Path } from "../path";
import { isSecretMark } from "../secret";
import type { AlignedPair, How } from "./align";
import type { Finding } from "./compare";
import type { Expectations } from "./expectation";
import { hasHash } from "./generated-name";
import { isEmpty } from "./normalise";
import { defaultOf } from "./shape";
import { fingerprint } from "./similarity";
import type { EnvironmentTokens } from "./token";
import { isVersionChange, lastKey } from "./version";

export const differenceClasses = [
  "leak",
  "unexplained",
  "version",
  "expected",
  "derived",
  "formatting",
] as const;
/** What a difference means for the reader; the names are a promise (`o8 manifest diff`). */
export type DifferenceClass = (typeof differenceClasses)[number];

export type Judgement = { class: DifferenceClass; because?: string };

/** What the rules look at besides the two values. */
export type Evidence = {
  pair: AlignedPair;
  /** Which application the pair belongs to; empty where nobody says. */
  application: string;
  tokens: EnvironmentTokens;
  expectations: Expectations;
  /** Names that changed with their object: left name -> right name -> the object's title. */
  renames: ReadonlyMap<string, ReadonlyMap<string, string>>;
  names: { left: string; right: string };
};

/**
 * The one class of a difference; null when an equal value needs no mention. The order is the rule: the other
 * environment's words first, since everything below would explain them away; people's own policy last but one.
 */
export function classify(finding: Finding, evidence: Evidence): Judgement | null {
  const ruled = (own: Judgement): Judgement => {
    const { pair, expectations } = evidence;
    const { path, left, right } = finding;
    const expected = expectations.find({
      kind: pair.left.manifest.kind,
      application: evidence.application,
      path,
      class: own.class,
      left,
      right,
    });
    if (expected === null || (own.class === "leak" && expected.rule.class !== "leak")) return own;
    if (own.class === "expected" || own.class === "formatting") return own;
    return { class: "expected", because: `policy: ${expected.rule.because}` };
  };
  const leak = leakOf(finding, evidence);
  if (leak !== null) return ruled({ class: "leak", because: leak });
  if (finding.nature === "same") return null;
  if (finding.nature === "formatting")
    return ruled({ class: "formatting", because: "the same content, written in another way" });
  if (finding.nature === "order") return ruled({ class: "unexplained" });
  return ruled(explained(finding, evidence));
}

function explained(finding: Finding, evidence: Evidence): Judgement {
  const { tokens, pair } = evidence;
  const { path, left, right } = finding;
  const own = ownName(path, pair.how);
  if (own?.class === "derived") return own;
  if (left !== undefined && right !== undefined) {
    if (isSecretMark(left) || isSecretMark(right)) return { class: "unexplained" };
    if (tokens.known && sameButForWords(left, right, tokens))
      return { class: "expected", because: "the environments' own words" };
    if (own !== null) return own;
    const follows = derivedFrom(finding, evidence);
    if (follows !== null) return { class: "derived", because: follows };
    const canonical = {
      left: (t: string) => tokens.canonical("left", t),
      right: (t: string) => tokens.canonical("right", t),
    };
    if (isVersionChange(path, left, right, canonical)) return { class: "version" };
    return { class: "unexplained" };
  }
  return setToDefault(finding)
    ? { class: "formatting", because: "the API server's own default" }
    : { class: "unexplained" };
}

const sameButForWords = (left: Json, right: Json, tokens: EnvironmentTokens): boolean =>
  fingerprint(left, (text) => tokens.canonical("left", text)) ===
  fingerprint(right, (text) => tokens.canonical("right", text));

/** A leak is the other environment's word in a name of this one: equal on both sides, or wrong on one. */
function leakOf(finding: Finding, { tokens, names }: Evidence): string | null {
  if (!tokens.known || isBuildMode(finding)) return null;
  const right = firstForeign(finding.right, (text) => tokens.foreign("right", text));
  if (right !== null) return `"${right}" stands for ${names.left}`;
  const left = firstForeign(finding.left, (text) => tokens.foreign("left", text));
  return left === null ? null : `"${left}" stands for ${names.right}`;
}

function firstForeign(value: Json | undefined, foreign: (text: string) => string | null): string | null {
  if (typeof value === "string") return foreign(value);
  if (value === null || typeof value !== "object") return null;
  for (const child of Array.isArray(value) ? value : Object.values(value)) {
    const found = firstForeign(child, foreign);
    if (found !== null) return found;
  }
  return null;
}

/** Frameworks call their optimised build "production" in every environment. */
const BUILD_MODE = /^(?:NODE_ENV|RAILS_ENV|RACK_ENV|BABEL_ENV|NEXT_PUBLIC_NODE_ENV|MIX_ENV)$/;

function isBuildMode({ path, left, right }: Finding): boolean {
  const item = path[path.length - 2];
  const name = typeof item === "object" ? String(item.name ?? "") : lastKey(path);
  return left === right && left === "production" && BUILD_MODE.test(name);
}

function ownName(path: Path, how: How): Judgement | null {
  if (path.length !== 2 || path[0] !== "metadata") return null;
  if (path[1] === "namespace")
    return { class: "expected", because: "the pair was aligned without its namespace" };
  if (path[1] !== "name" && path[1] !== "generateName") return null;
  if (how === "group-kind") return { class: "version", because: "the name carries a version" };
  if (how === "hash-suffix") return { class: "derived", because: "the name ends in a hash of the content" };
  return how === "random-suffix" ? { class: "derived", because: "the name has a random end" } : null;
}

const CHECKSUM =
  /(?:^|[/._-])(?:checksum|hash|sha256|sha256sum|config-?hash)(?:$|[/._-])|^checksum\/|-hash$/i;
const INSTANCE_IDS = new Set(["pod-template-hash", "controller-revision-hash", "controller-uid", "uid"]);

function derivedFrom({ path, left, right }: Finding, evidence: Evidence): string | null {
  const key = lastKey(path);
  const above = path[path.length - 2];
  if ((above === "annotations" || above === "labels") && (CHECKSUM.test(key) || INSTANCE_IDS.has(key)))
    return "a checksum of other content";
  if (path[1] === "ownerReferences" && key === "uid") return "the owner's id in its cluster";
  if (typeof left !== "string" || typeof right !== "string") return null;
  if (path.length === 2 && path[0] === "metadata") return null;
  const renamed = evidence.renames.get(left)?.get(right);
  if (renamed !== undefined) return `follows the name of ${renamed}`;
  if (hasHash(left) && hasHash(right)) {
    const stem = (text: string): string => text.slice(0, -11);
    const { tokens } = evidence;
    if (tokens.canonical("left", stem(left)) === tokens.canonical("right", stem(right)))
      return "refers to a name that ends in a hash of the content";
  }
  return null;
}

/** One side says what the API server would fill in on the other. */
function setToDefault({ left, right, shape, beside }: Finding): boolean {
  const value = left ?? right;
  if (value === undefined) return false;
  return isDefault(value, shape, left === undefined ? beside.right : beside.left);
}

/** Is this what the server fills in when nobody sets the field? */
export function isDefault(value: Json, shape: Finding["shape"], beside: JsonObject | undefined): boolean {
  const fallback = defaultOf(shape, beside);
  return (
    (fallback !== undefined && isSameDefault(value, fallback)) ||
    (isJsonObject(value) && !isEmpty(value) && everyFieldDefault(value, shape))
  );
}

function everyFieldDefault(value: { [key: string]: Json }, shape: Finding["shape"]): boolean {
  return Object.entries(value).every(([key, child]) => {
    const field = shape?.fields?.[key];
    return isEmpty(child) || isDefault(child, field, value);
  });
}

const isSameDefault = (value: Json, fallback: Json): boolean =>
  value === fallback || stringifyJson(value) === stringifyJson(fallback);
