import type { Json, JsonObject } from "../json";
import { equalJson, isJsonObject } from "../json";
import { ORDER, type Path, type PathSegment } from "../path";
import { sameQuantity } from "../quantity";
import { embeddedDocument } from "./embedded";
import { matchItems } from "./list-match";
import type { Shape } from "./shape";
import { childShape } from "./shape-lookup";
import type { EnvironmentTokens } from "./token";

/** One place where two objects differ, before anybody judged it. */
export type Finding = {
  path: Path;
  /** Absent when the place exists on the other side only. */
  left?: Json | undefined;
  right?: Json | undefined;
  shape: Shape | undefined;
  /** The maps that hold the place, for rules that look at its neighbours. */
  beside: { left: JsonObject | undefined; right: JsonObject | undefined };
  /** `formatting`: the same content written in another way; `same`: equal, and worth a look for the environment's words. */
  nature: "value" | "order" | "formatting" | "same";
};

export type Comparison = {
  tokens: EnvironmentTokens;
  report: (finding: Finding) => void;
  /** Maps under these keys are opened even when one side has none, so that each entry is judged alone. */
  openKeys?: ReadonlySet<string>;
};

/** A path under way, shared with its neighbours: most places are never reported, so none is copied before it is. */
type Trail = { up: Trail; segment: PathSegment } | null;
type Place = { trail: Trail; shape: Shape | undefined; beside: Finding["beside"]; key: string };

function pathOf(trail: Trail): Path {
  const path: PathSegment[] = [];
  for (let at = trail; at !== null; at = at.up) path.push(at.segment);
  return path.reverse();
}

/** Walks two objects side by side and reports each difference once, at its top path. */
export function compareObjects(
  left: JsonObject,
  right: JsonObject,
  shape: Shape,
  comparison: Comparison,
): void {
  new Walk(comparison).maps(left, right, {
    trail: null,
    shape,
    beside: { left: undefined, right: undefined },
    key: "",
  });
}

/** Goes on inside a place that was reported whole: what is new there is reported part by part. */
export function compareInside(finding: Finding, comparison: Comparison): void {
  const { path, left, right, shape, beside } = finding;
  const value = left ?? right ?? null;
  const nothing = Array.isArray(value) ? [] : {};
  const trail = path.reduce<Trail>((up, segment) => ({ up, segment }), null);
  const place = { trail, shape, beside, key: String(path.at(-1)) };
  const walk = new Walk(comparison);
  walk.values(left ?? nothing, right ?? nothing, place);
}

class Walk {
  private readonly canonical: { left: (text: string) => string; right: (text: string) => string };
  constructor(private readonly comparison: Comparison) {
    const { tokens } = comparison;
    this.canonical = {
      left: (text) => tokens.canonical("left", text),
      right: (text) => tokens.canonical("right", text),
    };
  }

  private report(
    place: Place,
    nature: Finding["nature"],
    left: Json | undefined,
    right: Json | undefined,
  ): void {
    const { trail, shape, beside } = place;
    this.comparison.report({ path: pathOf(trail), left, right, shape, beside, nature });
  }

  values(left: Json, right: Json, place: Place): void {
    if (isJsonObject(left) && isJsonObject(right)) this.maps(left, right, place);
    else if (Array.isArray(left) && Array.isArray(right)) this.lists(left, right, place);
    else if (typeof left === "string" && typeof right === "string") this.texts(left, right, place);
    else if (equalJson(left, right) || (place.shape?.quantity && sameQuantity(left, right)))
      this.same(left, right, place);
    else this.report(place, "value", left, right);
  }

  maps(left: JsonObject, right: JsonObject, place: Place): void {
    const beside = { left, right };
    const renamed = this.renamedKeys(left, right);
    for (const key of Object.keys(left)) {
      const other = renamed?.get(key) ?? key;
      const [l, r] = [left[key], Object.hasOwn(right, other) ? right[other] : undefined];
      this.field(l, r, this.below(place, key, beside, l, r), other);
    }
    const taken = new Set(renamed?.values());
    for (const key of Object.keys(right)) {
      if (Object.hasOwn(left, key) || taken.has(key)) continue;
      this.field(undefined, right[key], this.below(place, key, beside, undefined, right[key]), key);
    }
  }

  private field(left: Json | undefined, right: Json | undefined, place: Place, rightKey: string): void {
    if (left === undefined || right === undefined) {
      const one = left ?? right;
      if (isJsonObject(one) && this.comparison.openKeys?.has(place.key)) {
        this.maps(isJsonObject(left) ? left : {}, isJsonObject(right) ? right : {}, place);
        return;
      }
      if (left !== undefined || right !== undefined) this.report(place, "value", left, right);
      return;
    }
    // A key that carries the environment's name is a difference of its own when its value is the same.
    if (rightKey !== place.key && equalJson(left, right))
      this.report(place, "value", { [place.key]: left }, { [rightKey]: right });
    else this.values(left, right, place);
  }

  private below(place: Place, key: string, beside: Finding["beside"], left?: Json, right?: Json): Place {
    return {
      trail: { up: place.trail, segment: key },
      shape: childShape(place.shape, key, left, right),
      beside,
      key,
    };
  }

  /** Left key -> right key, for keys that are the same but for the environment's words. */
  private renamedKeys(left: JsonObject, right: JsonObject): Map<string, string> | null {
    if (!this.comparison.tokens.known) return null;
    const open = Object.keys(right).filter((key) => !Object.hasOwn(left, key));
    if (open.length === 0) return null;
    const renamed = new Map<string, string>();
    const byCanonical = new Map(open.map((key) => [this.canonical.right(key), key]));
    for (const key of Object.keys(left)) {
      if (Object.hasOwn(right, key)) continue;
      const other = byCanonical.get(this.canonical.left(key));
      if (other === undefined) continue;
      renamed.set(key, other);
      byCanonical.delete(this.canonical.left(key));
    }
    return renamed;
  }

  private lists(left: Json[], right: Json[], place: Place): void {
    const match = matchItems(left, right, place.shape, this.comparison.tokens.neutral);
    const shape = place.shape?.items;
    const at = (segment: PathSegment): Place => ({
      trail: { up: place.trail, segment },
      shape,
      beside: place.beside,
      key: place.key,
    });
    for (const pair of match.pairs)
      this.values(left[pair.left] ?? null, right[pair.right] ?? null, at(pair.at));
    for (const item of match.onlyLeft) this.report(at(item.at), "value", left[item.index], undefined);
    for (const item of match.onlyRight) this.report(at(item.at), "value", undefined, right[item.index]);
    if (match.moved) {
      const order = { ...at(ORDER), shape: undefined };
      this.report(order, "order", summary(left), summary(right));
    }
  }

  private texts(left: string, right: string, place: Place): void {
    if (left === right) {
      this.same(left, right, place);
      return;
    }
    if (place.shape?.quantity && sameQuantity(left, right)) return;
    const [l, r] = [embeddedDocument(left, place.key), embeddedDocument(right, place.key)];
    if (l !== null && r !== null && Array.isArray(l) === Array.isArray(r)) {
      this.embedded(l, r, place, [left, right]);
    } else if (/[\r\n]/.test(left + right) && looseText(left) === looseText(right))
      this.report(place, "formatting", left, right);
    else if (place.shape === undefined && sameDuration(left, right))
      this.report(place, "formatting", left, right);
    else this.report(place, "value", left, right);
  }

  private embedded(left: Json, right: Json, place: Place, texts: [string, string]): void {
    let found = 0;
    const inner = new Walk({
      ...this.comparison,
      report: (finding) => {
        if (finding.nature !== "same") found += 1;
        this.comparison.report(finding);
      },
    });
    inner.values(left, right, { ...place, shape: undefined });
    if (found === 0) this.report(place, "formatting", ...texts);
  }

  /** Equal on both sides: of interest only where it speaks of an environment. */
  private same(left: Json, right: Json, place: Place): void {
    const { tokens } = this.comparison;
    if (!tokens.known || typeof left !== "string" || typeof right !== "string") return;
    if (tokens.foreign("left", left) === null && tokens.foreign("right", right) === null) return;
    const document = embeddedDocument(left, place.key);
    if (document === null) this.report(place, "same", left, right);
    else this.values(document, document, { ...place, shape: undefined });
  }
}

/** What an order is shown by: the items' names, or the items themselves where they are plain values. */
const summary = (items: readonly Json[]): Json =>
  items.map((item) => (isJsonObject(item) && item.name !== undefined ? item.name : item));

const looseText = (text: string): string =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[ \t]+$/gm, "")
    .trimEnd();

const DURATION = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/;

/** `1h` and `1h0m0s` are the same Go duration; controllers rewrite one as the other. */
export function sameDuration(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => {
    const match = text === "" ? null : DURATION.exec(text);
    return match === null
      ? null
      : Number(match[1] ?? 0) * 3600 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
  });
  return a !== null && a === b;
}
