import { isDefault } from "../diff/classify";
import { compareInside, compareObjects, type Finding, sameDuration } from "../diff/compare";
import type { Pair } from "../diff/diff";
import { groupOf, type IndexedObject, namespaceOf, type ObjectIndex, titleOf } from "../diff/identity";
import { isEmpty, withoutEmpty } from "../diff/normalise";
import { shownValues } from "../diff/reveal";

import type { Shape } from "../diff/shape";
import { kindShapes } from "../diff/shape-kinds";
import { emptyMeans, shapeOfObject } from "../diff/shape-lookup";
import { environmentTokens } from "../diff/token";
import { type Topic, topicOf } from "../diff/topic";
import { isVersionChange } from "../diff/version";
import type { Json } from "../json";
import type { Manifest } from "../manifest";
import { type Path, type PathSegment, printPath } from "../path";
import { bookkeepingReason, isAutomatic, type LiveContext, scaledTargets } from "./bookkeeping";
import { managerOf, managersOf } from "./field-manager";
import { pairForDrift } from "./pairing";

export type DriftClass = "unexplained" | "version" | "formatting" | "default" | "bookkeeping";

export type DriftInput = {
  /** Objects as `openLists` gives them, secrets masked already (`maskSecrets`). */
  desired: readonly IndexedObject[];
  live: readonly IndexedObject[];
  /** The API server's dry-run answers to the desired objects; where there is one, it decides. */
  predicted?: readonly IndexedObject[] | undefined;
  ignoreAggregatedRoles?: boolean | undefined;
};

export type DriftDifference = {
  left: ObjectIndex;
  right: ObjectIndex;
  object: string;
  path: string;
  segments: readonly PathSegment[];
  /** What is desired. */
  leftValue?: Json;
  /** What runs. */
  rightValue?: Json;
  class: DriftClass;
  because?: string;
  topic: Topic;
  /** Who wrote the live value, when managedFields tell. */
  manager?: string;
};

export type Drift = {
  drifted: boolean;
  pairs: readonly Pair[];
  /** Desired and not in the cluster. */
  onlyLeft: readonly ObjectIndex[];
  /** In the cluster, desired by nobody, and not made by the cluster itself. */
  onlyRight: readonly ObjectIndex[];
  differences: readonly DriftDifference[];
  summary: { drift: number; default: number; bookkeeping: number; onlyLeft: number; onlyRight: number };
};

/**
 * Compares what is desired with what runs. A live field that nobody declared is drift unless it is the server's
 * default or bookkeeping, and both of these are listed with their own class: nothing is hidden.
 */
export function driftManifests(input: DriftInput): Drift {
  const { pairs, onlyDesired, onlyLive } = pairForDrift(input.desired, input.live);
  const predictions = new Map(
    pairForDrift(input.desired, input.predicted ?? []).pairs.map((pair) => [
      pair.left.index,
      pair.right.manifest,
    ]),
  );
  const scaled = scaledTargets([...input.desired, ...input.live].map(({ manifest }) => manifest));
  const differences = pairs.flatMap(({ left, right }) => {
    const prediction = predictions.get(left.index) ?? null;
    const context: LiveContext = {
      live: right.manifest,
      managers: managersOf(right.manifest),
      scaled: new Set([...(scaled.get(namespaceOf(right.manifest)) ?? []), ...(scaled.get("") ?? [])]),
      ignoreAggregatedRoles: input.ignoreAggregatedRoles ?? false,
      predicted: prediction !== null,
      encrypted: left.manifest.sops !== undefined,
    };
    return objectDrift(left, right, prediction, context);
  });
  const extra = onlyLive.filter(({ manifest }) => !isAutomatic(manifest));
  const count = (...classes: DriftClass[]): number =>
    differences.filter((one) => classes.includes(one.class)).length;
  const summary = {
    drift: count("unexplained", "version", "formatting"),
    default: count("default"),
    bookkeeping: count("bookkeeping"),
    onlyLeft: onlyDesired.length,
    onlyRight: extra.length,
  };
  return {
    drifted: summary.drift + summary.onlyLeft + summary.onlyRight > 0,
    pairs: pairs.map((pair) => ({ left: pair.left.index, right: pair.right.index, how: pair.how })),
    onlyLeft: onlyDesired.map(({ index }) => index),
    onlyRight: extra.map(({ index }) => index),
    differences,
    summary,
  };
}

/** Entries of these maps are judged one by one even when nobody declared the map. */
const OPEN_KEYS: ReadonlySet<string> = new Set(["metadata", "labels", "annotations"]);
const noTokens = environmentTokens([], []);

function objectDrift(
  desired: IndexedObject,
  live: IndexedObject,
  predicted: Manifest | null,
  context: LiveContext,
): DriftDifference[] {
  const differences: DriftDifference[] = [];
  const mutated = predicted === null ? null : mutations(desired.manifest, predicted);
  walk(predicted ?? desired.manifest, live.manifest, (finding) => {
    const judged = judge(finding, context, mutated);
    if (judged === null) return;
    const { secret, ...values } = shownValues(finding.left, finding.right);
    const manager = managerOf(context.managers, finding.path);
    differences.push({
      left: desired.index,
      right: live.index,
      object: titleOf(live.manifest),
      path: printPath(finding.path),
      segments: finding.path,
      ...values,
      ...judged,
      topic: topicOf(live.manifest.kind, finding.path, secret),
      ...(manager === null || manager.manager === "" ? {} : { manager: manager.manager }),
    });
  });
  return differences;
}

function walk(desired: Manifest, live: Manifest, report: (finding: Finding) => void): void {
  const shape = shapeOfObject(live);
  compareObjects(withoutEmpty(desired, shape), withoutEmpty(live, shape), shape, {
    tokens: noTokens,
    report,
    openKeys: OPEN_KEYS,
  });
}

type Judged = { class: DriftClass; because?: string };

function judge(finding: Finding, context: LiveContext, mutated: Mutations | null): Judged | null {
  if (finding.nature === "same") return null;
  const bookkeeping = bookkeepingReason(finding, context);
  if (bookkeeping !== null) return { class: "bookkeeping", because: bookkeeping };
  if (mutated !== null) {
    const webhook = mutated.explains(finding);
    if (webhook)
      return {
        class: "default",
        because: "only an admission webhook or default of this moment would change it",
      };
  }
  const filled = mutated === null ? defaultReason(finding, context.live) : null;
  if (filled !== null) return { class: "default", because: filled };
  const parts = mutated === null ? partsJudged(finding, context) : null;
  if (parts !== null) return parts;
  if (finding.nature === "formatting") return { class: "formatting" };
  return {
    class: isVersionChange(finding.path, finding.left, finding.right, same) ? "version" : "unexplained",
  };
}

/** A live map or list that nobody declared is no drift when every part of it is a default or bookkeeping. */
function partsJudged(finding: Finding, context: LiveContext): Judged | null {
  const { left, right } = finding;
  if (left !== undefined || right === null || typeof right !== "object") return null;
  const judged: Judged[] = [];
  compareInside(finding, {
    tokens: noTokens,
    openKeys: OPEN_KEYS,
    report: (part) => {
      const one = judge(part, context, null);
      if (one !== null) judged.push(one);
    },
  });
  if (judged.length === 0 || judged.some((one) => isDriftClass(one.class))) return null;
  return judged.find((one) => one.class === "bookkeeping") ?? judged[0] ?? null;
}

const same = { left: (text: string) => text, right: (text: string) => text };

/** Why the two sides mean the same once the server has filled in or dropped what it always does. */
function defaultReason({ left, right, shape, beside, path }: Finding, live: Manifest): string | null {
  if (left === undefined && right !== undefined) {
    const isNothing = isEmpty(right) && !speaks(shape, path);
    return isNothing || isDefault(right, shape, beside.right) ? "the API server's default" : null;
  }
  if (left !== undefined && right === undefined) {
    const isNothing = (isEmpty(left) && !speaks(shape, path)) || isEmptyList(left);
    if (isNothing || isDefault(left, shape, beside.left))
      return "the API server keeps no empty or default value here";
    return isZero(left) && isCustom(live) && !isOwnKey(path)
      ? "a controller keeps no empty value here"
      : null;
  }
  return typeof left === "string" && typeof right === "string" && isCustom(live) && sameDuration(left, right)
    ? "the same duration, written by its controller"
    : null;
}

/** Does an empty value say something here? An empty peer is everybody; an empty selector selects everything. */
function speaks(shape: Shape | undefined, path: Path): boolean {
  const last = path.at(-1);
  return typeof last !== "string" || emptyMeans(shape, last);
}

const isEmptyList = (value: Json): boolean => Array.isArray(value) && value.length === 0;
const isZero = (value: Json): boolean => value === false || value === "";
const isCustom = (live: Manifest): boolean =>
  kindShapes[`${groupOf(live.apiVersion)}/${live.kind}`] === undefined;
const isOwnKey = (path: Path): boolean =>
  ["labels", "annotations", "data"].includes(String(path[path.length - 2]));

type Mutations = { explains(finding: Finding): boolean };

/**
 * What the server's dry run changed of the desired object: defaults and admission webhooks. A live value is not wrong
 * because a webhook would write something today; it is wrong when it differs from what was declared.
 */
function mutations(desired: Manifest, predicted: Manifest): Mutations {
  const changed = new Map<string, Json | undefined>();
  const added: string[] = [];
  walk(desired, predicted, ({ path, left }) => {
    const text = printPath(path);
    changed.set(text, left);
    if (left === undefined) added.push(text);
  });
  const under = (text: string): boolean =>
    added.some((path) => text === path || text.startsWith(`${path}.`) || text.startsWith(`${path}[`));
  return {
    explains: ({ path, left, right }) => {
      const text = printPath(path);
      // Predicted lacks what runs: the next apply removes it, whoever wrote it.
      if (left === undefined) return false;
      if (under(text)) return true;
      return changed.has(text) && right !== undefined && sameJson(changed.get(text), right);
    },
  };
}

const sameJson = (a: Json | undefined, b: Json): boolean => a !== undefined && printable(a) === printable(b);
const printable = (value: Json): string =>
  JSON.stringify(value, (_, v) => (typeof v === "bigint" ? String(v) : v));

export const isDriftClass = (name: DriftClass): boolean => name !== "default" && name !== "bookkeeping";
