import { withoutHash } from "../diff/generated-name";
import type { Json } from "../json";
import { imageParts } from "./entries";
import { isMasked } from "./public-value";
import { type Candidate, type Explanation, type Setter, sameValue } from "./setter";
import type { Want } from "./want";

/**
 * Picks the setter that made the value: the strongest one that says it. `before` are stages whose own render shows
 * another value still, so nothing in them can have made this one.
 */
export function decide(
  setters: readonly Setter[],
  want: Pick<Want, "value" | "steps" | "kind">,
  before: ReadonlySet<string> = new Set(),
): Explanation {
  // What the renderer masked cannot be compared with what a file says.
  const whole = (typeof want.value === "object" && want.value !== null) || isMasked(want.value);
  const able = want.steps.length === 0 ? objectsOnly(setters) : setters;
  const exact = able.findLastIndex(
    (s) => !before.has(s.stage) && (sameValue(s.value, want.value) || isPart(s, want.value)),
  );
  // A collection, or a name that later layers completed, differs in every layer and still has its origin.
  const loose =
    exact >= 0 ? exact : able.findLastIndex((s) => (whole ? s.value !== undefined : completes(s, want)));
  const winner = loose >= 0 ? loose : null;
  const candidates = setters.map((setter, index): Candidate => {
    const also = winner !== null && index !== winner && alsoWins(setter, setters[winner], want);
    const won = index === winner || also;
    return { ...setter, won, why: why(setter, index, winner, setters, also, want) };
  });
  return {
    status: winner === null ? "unresolved" : "resolved",
    winner,
    candidates,
    conflicts: conflictsOf(setters),
    list: listWord(want, candidates),
    note: null,
  };
}

/** An object as a whole was written where it begins, not where it is patched; positions stay. */
const objectsOnly = (setters: readonly Setter[]): readonly Setter[] =>
  setters.map((s) => (s.how === "object" || s.how.startsWith("generat") ? s : { ...s, value: undefined }));

function isPart(setter: Setter, value: Json | undefined): boolean {
  if (!setter.part || typeof value !== "string" || typeof setter.value !== "string")
    return setter.part && sameValue(setter.value, value);
  const image = imageParts(value);
  if (setter.how === "image entry") return [image.name, image.tag, image.digest].includes(setter.value);
  return value.startsWith(setter.value) || value.endsWith(setter.value);
}

/** A name that got a hash, prefix or suffix on its way still comes from the entry that wrote it. */
function completes(setter: Setter, want: Pick<Want, "value" | "kind">): boolean {
  if (typeof want.value !== "string" || typeof setter.value !== "string" || setter.value.length < 2)
    return false;
  return withoutHash(want.value, "ConfigMap", "") === setter.value || want.value.includes(setter.value);
}

/** Of an image, name and tag may come from two places; both are in the value. */
const alsoWins = (setter: Setter, winner: Setter | undefined, want: Pick<Want, "value">): boolean =>
  winner?.part === true &&
  setter.part &&
  setter.how === winner.how &&
  setter.place.line !== winner.place.line &&
  isPart(setter, want.value);

function why(
  setter: Setter,
  index: number,
  winner: number | null,
  setters: readonly Setter[],
  also: boolean,
  want: Pick<Want, "value" | "steps">,
): string {
  const what = setter.value === undefined ? `takes it away (${setter.how})` : `set by its ${setter.how}`;
  if (winner === null) return `${what}, but the rendered value is another`;
  const by = setters[winner];
  if (by === undefined) return what;
  if (index === winner) {
    const beaten = setters.some((s, at) => at < winner && s.place.file !== by.place.file);
    return setter.part
      ? `${what}, which is a part of the value`
      : beaten
        ? `${what}; nothing stronger sets it`
        : what;
  }
  if (also) return `${what}, which is another part of the value`;
  if (index > winner)
    return typeof want.value === "object" && want.value !== null
      ? `${what} in part`
      : `${what}, without effect on the value`;
  return `${by.place.file === setter.place.file ? `line ${by.place.line}` : by.place.file} is applied later and sets it again`;
}

/** Two entries of one kustomization that no order separates, with different values. */
export function conflictsOf(setters: readonly Setter[]): Explanation["conflicts"] {
  const pairs: (readonly [Setter, Setter])[] = [];
  for (const [at, one] of setters.entries()) {
    const other = setters
      .slice(at + 1)
      .find(
        (s) => one.rank !== null && s.rank !== null && equalRank(one, s) && !sameValue(one.value, s.value),
      );
    if (other !== undefined) pairs.push([one, other]);
  }
  return pairs;
}

const equalRank = (a: Setter, b: Setter): boolean =>
  a.layer === b.layer && ranksOf(a).some((one) => ranksOf(b).some((other) => besideEachOther(one, other)));

const ranksOf = ({ rank }: Setter): readonly string[] => (rank === null ? [] : rank.split("\n"));

/** Two entries of one list of one file. */
const besideEachOther = (a: string, b: string): boolean => a !== b && listOf(a) === listOf(b);
const listOf = (rank: string): string => rank.replace(/(#[^/]+)\/.*$/, "$1");

function listWord(want: Pick<Want, "value" | "steps">, candidates: readonly Candidate[]): string | null {
  if (!Array.isArray(want.value)) {
    const item = want.steps.findLast((step) => step.kind === "item");
    if (item?.kind !== "item") return null;
    return item.merges && item.identity !== null
      ? `an item of a list that is merged by ${Object.keys(item.identity).join(" and ")}`
      : "an item of a list that is replaced whole";
  }
  const setting = candidates.filter((c) => c.value !== undefined).length;
  return setting > 1 ? "a list that several layers set" : "a list that one layer sets";
}
