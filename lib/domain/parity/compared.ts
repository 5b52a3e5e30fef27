import type { DifferenceClass } from "../diff/classify";
import { groupDifferences } from "../diff/group";
import type { Topic } from "../diff/topic";
import { looksLikeVersion, parseImage } from "../diff/version";
import type { Json } from "../json";
import type { PathSegment } from "../path";
import type { Place } from "../problem";
import { compareVersions, lowestVersion } from "../terraform/version";
import { type ParityFinding, type ParityPair, quieter } from "./finding";

/** A difference of the environment comparison, as far as parity looks at it. */
export type ComparedDifference = {
  application: string;
  object: string;
  path: string;
  segments: readonly PathSegment[];
  leftValue?: Json | undefined;
  rightValue?: Json | undefined;
  class: DifferenceClass;
  because: string | null;
  topic: Topic;
  guard: string | null;
  leftFrom: Place | null;
  rightFrom: Place | null;
};
export type ComparedObject = { application: string; object: string; guard: string | null; topic: Topic };
export type Comparison = {
  differences: readonly ComparedDifference[];
  onlyLeft: readonly ComparedObject[];
  onlyRight: readonly ComparedObject[];
  /** Applications that one side alone has: told once, not object by object. */
  alone: readonly { application: string; side: "left" | "right" }[];
  /** Applications that did not render, so that nothing is known of them. */
  failed: readonly string[];
};

const security =
  /securityContext|runAs|privileged|readOnlyRootFilesystem|pod-security|NetworkPolicy|AuthorizationPolicy|RoleBinding/;

/** Differences that parity speaks of; the others are meant, or follow from these. */
export const isTold = (name: DifferenceClass): boolean => ["leak", "unexplained", "version"].includes(name);

/** What the comparison of two rendered environments says about their parity; one finding for one cause. */
export function comparedFindings(comparison: Comparison, pair: ParityPair): ParityFinding[] {
  const told = comparison.differences.filter((d) => isTold(d.class));
  const guards = told.filter((d) => d.guard !== null);
  const plain = told.filter((d) => d.guard === null);
  const alone = new Set(comparison.alone.map((one) => one.application));
  const shared = (one: ComparedObject): boolean => !alone.has(one.application);
  const base = { environments: [pair.left, pair.right] };
  return [
    ...comparison.failed.map(
      (application): ParityFinding => ({
        ...base,
        check: "configuration.failed",
        group: "configuration",
        severity: "error",
        subject: application,
        cause: "it does not render in one of them, so nothing is known of it",
        places: [],
        fix: `o8 environment render ${pair.right} --application ${application} says why`,
      }),
    ),
    ...guards.map((one) => guardFinding(one, pair)),
    ...groupDifferences(plain).map(({ members, tail }) => groupFinding(members, tail, pair)),
    ...comparison.alone.map(({ application, side }): ParityFinding => {
      const [has, lacks] = side === "left" ? [pair.left, pair.right] : [pair.right, pair.left];
      return {
        ...base,
        check: "configuration.one-sided",
        group: "configuration",
        severity: "info",
        subject: application,
        cause: `only ${has} has the application`,
        places: [],
        fix:
          side === "right"
            ? `Place it in ${lacks} too, so that it is tried there`
            : `A promotion brings it to ${lacks}`,
      };
    }),
    ...comparison.onlyLeft.filter(shared).map((one) => lonely(one, "left", pair)),
    ...comparison.onlyRight.filter(shared).map((one) => lonely(one, "right", pair)),
  ];
}

function guardFinding(one: ComparedDifference, pair: ParityPair): ParityFinding {
  const missing = one.rightValue === undefined;
  return {
    check: "configuration.guard",
    group: security.test(`${one.path} ${one.object}`) ? "security baseline" : "configuration",
    severity: missing ? quieter("error", pair) : "info",
    environments: [pair.left, pair.right],
    subject: `${one.application} ${one.object}`,
    cause: missing
      ? `${pair.right} lacks ${one.path}: ${one.guard ?? ""}`
      : `only ${pair.right} sets ${one.path}: ${one.guard ?? ""}`,
    places: placesOf([one]),
    fix: missing
      ? `Set ${one.path} for ${pair.right}, as ${pair.left} does`
      : `Set it for ${pair.left} too, so that it is tried there`,
  };
}

function groupFinding(members: readonly ComparedDifference[], tail: string, pair: ParityPair): ParityFinding {
  const [first] = members;
  const kind = first?.class ?? "unexplained";
  const objects = [...new Set(members.map((m) => `${m.application} ${m.object}`))];
  const subject =
    objects.length === 1 ? `${objects[0]}: ${first?.path ?? tail}` : `${tail} in ${objects.length} objects`;
  const values = `${shown(first?.leftValue)} in ${pair.left}, ${shown(first?.rightValue)} in ${pair.right}`;
  const common = { environments: [pair.left, pair.right], subject, places: placesOf(members) };
  if (kind === "leak")
    return {
      ...common,
      check: "configuration.leak",
      group: "configuration",
      severity: quieter("error", pair),
      cause: `a word of the other environment stands in it (${values}${first?.because ? `; ${first.because}` : ""})`,
      fix: `Give ${pair.right} its own value`,
    };
  if (kind === "version") {
    const ahead = isAhead(first?.leftValue, first?.rightValue);
    return {
      ...common,
      check: "versions.release",
      group: "dependency versions",
      severity: ahead ? quieter("warning", pair) : "info",
      cause: ahead ? `${pair.right} is ahead of ${pair.left}: ${values}` : values,
      fix: ahead
        ? `Bring ${pair.left} to the same version first`
        : `A promotion from ${pair.left} brings it along`,
    };
  }
  const secure = members.some((m) => m.topic === "policies" || security.test(`${m.path} ${m.object}`));
  return {
    ...common,
    check: "configuration.unexplained",
    group: secure ? "security baseline" : "configuration",
    severity: quieter("warning", pair),
    cause: `nothing says why it differs: ${values}`,
    fix: `Make them alike, or say in orchestr8.yaml under compare.expect why ${tail} may differ`,
  };
}

function lonely(one: ComparedObject, side: "left" | "right", pair: ParityPair): ParityFinding {
  const [has, lacks] = side === "left" ? [pair.left, pair.right] : [pair.right, pair.left];
  const guarded = one.guard !== null;
  return {
    check: guarded ? "configuration.guard" : "configuration.one-sided",
    group: guarded && security.test(one.object) ? "security baseline" : "configuration",
    severity: side === "right" ? "info" : quieter(guarded ? "error" : "warning", pair),
    environments: [pair.left, pair.right],
    subject: `${one.application} ${one.object}`,
    cause: guarded ? `${lacks} has none: ${one.guard ?? ""}` : `only ${has} has it`,
    places: [],
    fix:
      side === "right"
        ? `Add it to ${lacks} too, so that it is tried there`
        : `Add it to ${lacks}, or remove it from ${has}`,
  };
}

const placesOf = (members: readonly ComparedDifference[]): Place[] => {
  const places = members
    .flatMap(({ rightFrom, leftFrom }) => [rightFrom, leftFrom])
    .filter((p) => p !== null);
  return [...new Map(places.map((p) => [`${p.file}:${p.line}`, p])).values()].slice(0, 4);
};

/** Is the right one a later version of the same thing? Tags that are no numbers say nothing. */
function isAhead(left: Json | undefined, right: Json | undefined): boolean {
  const [a, b] = [left, right].map((value) => {
    if (typeof value !== "string" && typeof value !== "number") return null;
    const text = String(value);
    const tag = looksLikeVersion(text) ? text : (parseImage(text)?.tag ?? "");
    return /^[v~>=<\s]*\d+\.\d+/.test(tag) ? lowestVersion(tag) : null;
  });
  return a !== null && b !== null && a !== undefined && b !== undefined && compareVersions(b, a) > 0;
}

function shown(value: Json | undefined): string {
  if (value === undefined) return "absent";
  const text =
    typeof value === "object" && value !== null
      ? Array.isArray(value)
        ? "a list"
        : "a mapping"
      : String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
