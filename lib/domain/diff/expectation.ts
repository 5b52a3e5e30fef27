import type { Json } from "../json";
import type { Path } from "../path";
import { ORDER } from "../path";
import type { Place } from "../problem";
import { compareQuantities, parseQuantity } from "../quantity";

/** A rule that says which differences are meant; `ComparePolicy` of the fleet file holds such rules. */
export type Expectation = {
  /** Path glob: `*` within one segment, `**` any depth, `[*]` any item. */
  path: string;
  kind?: string | undefined;
  /** Only differences that would otherwise be of this class. */
  class?: string | undefined;
  /** `staging...production`; absent means every pair. */
  pair?: string | undefined;
  /** Name of the application, with `*`; absent means every one. */
  application?: string | undefined;
  /** Towards production: may the value rise, or fall? Absent: either. */
  direction?: "rise" | "fall" | undefined;
  because: string;
  /** The last day on which it counts, such as `2026-12-31`. */
  until?: string | undefined;
  place?: Place | null | undefined;
  /** For one reader: it speaks of applications that are closed to them, among others or alone. */
  closed?: "some" | "all" | undefined;
};

export type Expected = { rule: Expectation; index: number };

/** A difference as rules see it. */
export type Subject = {
  kind: string;
  application: string;
  path: Path;
  class: string;
  left: Json | undefined;
  right: Json | undefined;
};

/** What is compared: the names of both sides, whether the left one lies nearer to production, and the day. */
export type Comparison = {
  left: string;
  right: string;
  backwards?: boolean | undefined;
  today?: string | undefined;
};

/** The rules of one comparison, remembering which of them were of use. */
export class Expectations {
  private readonly compiled: readonly {
    rule: Expectation;
    index: number;
    matches: (path: Path) => boolean;
    concerns: (application: string) => boolean;
  }[];
  private readonly usedRules = new Set<number>();
  private readonly backwards: boolean;
  /** Rules for this pair whose last day is over: they expect nothing any more. */
  readonly expired: readonly Expectation[];

  /** `pair` and `direction` of a rule read towards production, whichever side is shown first. */
  constructor(rules: readonly Expectation[], { left, right, backwards = false, today }: Comparison) {
    this.backwards = backwards;
    const [from, to] = backwards ? [right, left] : [left, right];
    const ofPair = rules
      .map((rule, index) => ({ rule, index }))
      .filter(({ rule }) => rule.pair === undefined || samePair(rule.pair, from, to));
    const isOver = ({ until }: Expectation): boolean =>
      until !== undefined && today !== undefined && until < today;
    this.expired = ofPair.filter(({ rule }) => isOver(rule) && rule.closed !== "all").map(({ rule }) => rule);
    this.compiled = ofPair
      .filter(({ rule }) => !isOver(rule))
      .map(({ rule, index }) => {
        const application = rule.application === undefined ? null : wild(rule.application);
        return {
          rule,
          index,
          matches: pathGlob(rule.path),
          concerns: (name) => application === null || application.test(name),
        };
      });
  }

  /** The first rule that expects the difference; every rule that does is of use. */
  find(subject: Subject): Expected | null {
    let first: Expected | null = null;
    const [from, to] = this.backwards ? [subject.right, subject.left] : [subject.left, subject.right];
    for (const { rule, index, matches, concerns } of this.compiled) {
      if (rule.kind !== undefined && rule.kind !== subject.kind) continue;
      if (rule.class !== undefined && rule.class !== subject.class) continue;
      if (!concerns(subject.application)) continue;
      if (!matches(subject.path) || !moves(rule.direction, from, to)) continue;
      this.usedRules.add(index);
      first ??= { rule, index };
    }
    return first;
  }

  /**
   * Rules for this pair that no difference needed: a typing error, or an expected difference that is absent. Of a rule
   * that speaks of what the reader cannot see, nobody can say so.
   */
  unused(): Expected[] {
    return this.compiled
      .filter(({ rule, index }) => !this.usedRules.has(index) && rule.closed === undefined)
      .map(({ rule, index }) => ({ rule, index }));
  }
}

const samePair = (pair: string, left: string, right: string): boolean => {
  const [from, to] = pair.split(/\.{2,3}/).map((name) => name.trim());
  return wild(from ?? "").test(left) && wild(to ?? "").test(right);
};

function moves(
  direction: Expectation["direction"],
  left: Json | undefined,
  right: Json | undefined,
): boolean {
  if (direction === undefined) return true;
  const [from, to] = [percentOrQuantity(left), percentOrQuantity(right)];
  if (from === null || to === null) return false;
  const order = compareQuantities(from, to);
  return direction === "rise" ? order < 0 : order > 0;
}

const percentOrQuantity = (value: Json | undefined) =>
  parseQuantity(typeof value === "string" && value.endsWith("%") ? value.slice(0, -1) : value);

/** A pattern with `*` for any letters, as a regular expression over the whole text. */
export const wild = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split("*")
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*")}$`,
  );

type Matcher = "deep" | RegExp;

/** A function that tells whether a path fits the glob. */
export function pathGlob(glob: string): (path: Path) => boolean {
  const matchers = globParts(glob).map((part): Matcher => (part === "**" ? "deep" : wild(part)));
  return (path) => fits(matchers, 0, path.flatMap(segmentText), 0);
}

const segmentText = (segment: Path[number]): string[] =>
  typeof segment === "string" ? [segment] : [Object.values(segment).map(String).join("/")];

/** Keys and bracketed items alike are one part each; `env#order` is two. */
function globParts(glob: string): string[] {
  const parts: string[] = [];
  for (const match of glob.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\['([^']*)'\]|\[([^\]]*)\]|([^.[\]]+)/g)) {
    const [, double, single, item, key] = match;
    if (key?.endsWith(ORDER) && key !== ORDER) parts.push(key.slice(0, -ORDER.length), ORDER);
    else parts.push(double ?? single ?? item ?? key ?? "");
  }
  return parts;
}

function fits(matchers: readonly Matcher[], at: number, segments: readonly string[], from: number): boolean {
  const matcher = matchers[at];
  if (matcher === undefined) return from === segments.length;
  if (matcher === "deep") {
    for (let next = from; next <= segments.length; next += 1)
      if (fits(matchers, at + 1, segments, next)) return true;
    return false;
  }
  const segment = segments[from];
  return segment !== undefined && matcher.test(segment) && fits(matchers, at + 1, segments, from + 1);
}
