import { equalJson, type Json, stringifyJson } from "../json";
import type { Manifest } from "../manifest";
import { type PathSegment, printPath } from "../path";
import type { Problem } from "../problem";
import { hideSecretMarks } from "../secret";
import { type AlignedPair, type Alignment, alignObjects, type How } from "./align";
import { classify, type DifferenceClass, type Evidence } from "./classify";
import { compareObjects } from "./compare";
import { type Expectation, Expectations } from "./expectation";
import { fieldGuardReason, guardReason } from "./guard";
import { type IndexedObject, nameOf, namespaceOf, type ObjectIndex, titleOf } from "./identity";
import { normalise } from "./normalise";
import { shownValues } from "./reveal";
import { shapeOfObject } from "./shape-lookup";
import { type EnvironmentTokens, environmentTokens } from "./token";
import { type Topic, topicOf } from "./topic";

export type DiffInput = {
  /** Objects as `openLists` gives them, secrets masked already (`maskSecrets`). */
  left: readonly IndexedObject[];
  right: readonly IndexedObject[];
  leftName?: string | undefined;
  rightName?: string | undefined;
  /** Words that stand for each environment, besides its name. */
  tokensLeft?: readonly string[] | undefined;
  tokensRight?: readonly string[] | undefined;
  expect?: readonly Expectation[] | undefined;
  /** The left side is nearer to production: rules for a way towards it are read from right to left. */
  backwards?: boolean | undefined;
  /** The day of the comparison, `2026-11-23`: what rules with a last day are held against. */
  today?: string | undefined;
  /** Which application an object belongs to; an object never pairs with another application's. */
  applicationOf?: ((manifest: Manifest) => string) | undefined;
};

export type Difference = {
  /** Absent when the object stands on the other side only (a leak in a new object). */
  left?: ObjectIndex;
  right?: ObjectIndex;
  /** `Kind/name`, by the left name. */
  object: string;
  path: string;
  segments: readonly PathSegment[];
  leftValue?: Json;
  rightValue?: Json;
  class: DifferenceClass;
  because?: string;
  topic: Topic;
  /** Why the field protects something, when one side alone sets it. */
  guard?: string;
};

export type Pair = { left: ObjectIndex; right: ObjectIndex; how: How; evidence?: readonly string[] };
export type Guard = { side: "left" | "right"; index: ObjectIndex; why: string };
export type DiffSummary = Record<DifferenceClass | "onlyLeft" | "onlyRight", number>;

export type Diff = {
  pairs: readonly Pair[];
  onlyLeft: readonly ObjectIndex[];
  onlyRight: readonly ObjectIndex[];
  differences: readonly Difference[];
  guards: readonly Guard[];
  summary: DiffSummary;
  problems: readonly Problem[];
};

/**
 * Compares two sets of objects as environments: aligned in named passes, normalised, every difference classified.
 * Pure: the same input gives the same answer, byte for byte.
 */
export function diffManifests(input: DiffInput): Diff {
  const names = { left: input.leftName ?? "", right: input.rightName ?? "" };
  const tokens = environmentTokens(
    withName(names.left, input.tokensLeft),
    withName(names.right, input.tokensRight),
  );
  const [left, right] = [input.left, input.right].map((objects) =>
    objects.map(({ index, manifest }) => ({ index, manifest: normalise(manifest) })),
  ) as [IndexedObject[], IndexedObject[]];
  const applicationOf = input.applicationOf ?? (() => "");
  const alignment = alignObjects(left, right, tokens, applicationOf);
  const { backwards, today } = input;
  const expectations = new Expectations(input.expect ?? [], { ...names, backwards, today });
  const shared = {
    tokens,
    expectations,
    renames: renamesOf(alignment),
    names: { left: names.left || "the left environment", right: names.right || "the right environment" },
  };
  const differences = [
    ...alignment.pairs.flatMap((pair) =>
      pairDifferences(pair, { ...shared, pair, application: applicationOf(pair.left.manifest) }),
    ),
    ...alignment.onlyLeft.flatMap((object) => lonelyLeaks("left", object, shared)),
    ...alignment.onlyRight.flatMap((object) => lonelyLeaks("right", object, shared)),
  ];
  return {
    pairs: alignment.pairs.map(({ left: l, right: r, how, evidence }) => ({
      left: l.index,
      right: r.index,
      how,
      ...(evidence === undefined ? {} : { evidence }),
    })),
    onlyLeft: alignment.onlyLeft.map(({ index }) => index),
    onlyRight: alignment.onlyRight.map(({ index }) => index),
    differences,
    guards: [...guardsOf("left", alignment.onlyLeft), ...guardsOf("right", alignment.onlyRight)],
    summary: summaryOf(differences, alignment),
    problems: [
      ...expectations.unused().map(({ rule }) => unusedRule(rule)),
      ...expectations.expired.map(expiredRule),
    ],
  };
}

/** Anything a person must look at before calling the environments alike; decides the exit code. */
export const needsAttention = ({ summary }: Pick<Diff, "summary">): boolean =>
  summary.unexplained + summary.version + summary.leak + summary.onlyLeft + summary.onlyRight > 0;

const withName = (name: string, tokens: readonly string[] | undefined): string[] => [
  ...(name === "" ? [] : [name]),
  ...(tokens ?? []),
];

function pairDifferences(pair: AlignedPair, evidence: Evidence): Difference[] {
  const differences: Difference[] = [];
  const { left, right } = pair;
  // Most objects of two commits, or of two alike environments, are the same: only a leak could be found in them.
  if (
    equalJson(left.manifest, right.manifest) &&
    !evidence.tokens.mayBeForeign(() => stringifyJson(left.manifest))
  )
    return differences;
  compareObjects(pair.left.manifest, pair.right.manifest, shapeOfObject(pair.left.manifest), {
    tokens: evidence.tokens,
    report: (finding) => {
      const judgement = classify(finding, evidence);
      if (judgement === null) return;
      const { secret, ...values } = shownValues(finding.left, finding.right);
      const oneSided = finding.left === undefined || finding.right === undefined;
      const guard = oneSided ? fieldGuardReason(finding.path) : null;
      differences.push({
        left: pair.left.index,
        right: pair.right.index,
        object: titleOf(pair.left.manifest),
        path: printPath(finding.path),
        segments: finding.path,
        ...values,
        ...judgement,
        topic: topicOf(pair.left.manifest.kind, finding.path, secret),
        ...(guard === null ? {} : { guard }),
      });
    },
  });
  return differences;
}

/** An object on one side only can still speak of the other environment. */
function lonelyLeaks(
  side: "left" | "right",
  object: IndexedObject,
  shared: { tokens: EnvironmentTokens; names: { left: string; right: string } },
): Difference[] {
  if (!shared.tokens.known) return [];
  const leaks: Difference[] = [];
  const other = side === "left" ? shared.names.right : shared.names.left;
  const { manifest, index } = object;
  compareObjects(manifest, manifest, shapeOfObject(manifest), {
    tokens: shared.tokens,
    report: ({ path, left }) => {
      const word = typeof left === "string" ? shared.tokens.foreign(side, left) : null;
      if (word === null || left === undefined) return;
      const shown = hideSecretMarks(left);
      leaks.push({
        ...(side === "left" ? { left: index, leftValue: shown } : { right: index, rightValue: shown }),
        object: titleOf(manifest),
        path: printPath(path),
        segments: path,
        class: "leak",
        because: `"${word}" stands for ${other}`,
        topic: topicOf(manifest.kind, path, false),
      });
    },
  });
  return leaks;
}

/** Names and namespaces that differ within a pair: references to them differ for the same reason. */
function renamesOf({ pairs }: Alignment): Map<string, Map<string, string>> {
  const renames = new Map<string, Map<string, string>>();
  const note = (from: string, to: string, title: string): void => {
    if (from === "" || to === "" || from === to) return;
    const known = renames.get(from) ?? new Map<string, string>();
    if (!known.has(to)) known.set(to, title);
    renames.set(from, known);
  };
  for (const { left, right } of pairs) {
    note(nameOf(left.manifest), nameOf(right.manifest), titleOf(left.manifest));
    note(namespaceOf(left.manifest), namespaceOf(right.manifest), `Namespace/${namespaceOf(left.manifest)}`);
  }
  return renames;
}

const guardsOf = (side: "left" | "right", objects: readonly IndexedObject[]): Guard[] =>
  objects.flatMap(({ index, manifest }) => {
    const why = guardReason(manifest);
    return why === null ? [] : [{ side, index, why }];
  });

function summaryOf(differences: readonly Difference[], alignment: Alignment): DiffSummary {
  const summary: DiffSummary = {
    unexplained: 0,
    expected: 0,
    version: 0,
    derived: 0,
    formatting: 0,
    leak: 0,
    onlyLeft: alignment.onlyLeft.length,
    onlyRight: alignment.onlyRight.length,
  };
  for (const difference of differences) summary[difference.class] += 1;
  return summary;
}

const unusedRule = (rule: Expectation): Problem => ({
  code: "policy.unused",
  severity: "warning",
  message: `The expectation ${rule.path} matched no difference`,
  hint: "Correct its path, or remove it",
  ...(rule.place ?? {}),
});

const expiredRule = (rule: Expectation): Problem => ({
  code: "policy.expired",
  severity: "warning",
  message: `The expectation ${rule.path} counted until ${rule.until}`,
  hint: "Remove it, or give it a later day",
  ...(rule.place ?? {}),
});
