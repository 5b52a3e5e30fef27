import { diffManifests } from "@/lib/domain/diff/diff";
import { excerptOf } from "@/lib/domain/diff/excerpt";
import { guardReason, isGap } from "@/lib/domain/diff/guard";
import { titleOf } from "@/lib/domain/diff/identity";
import { nearRuleOf } from "@/lib/domain/diff/near-rule";
import { topicOf } from "@/lib/domain/diff/topic";
import type { Placement } from "@/lib/domain/fleet";
import type { Manifest } from "@/lib/domain/manifest";
import type { DesiredState } from "@/lib/ports/desired";
import type { Rendered } from "@/lib/ports/renderer";
import { problemView } from "../problem-view";
import { explainedBySteps, stepsBetween } from "./steps";

type Side = { placement: Placement; rendered: Rendered } | null;

export type EnvironmentDiff = ReturnType<typeof diffOf>;

const kept = new WeakMap<DesiredState, Map<string, Promise<EnvironmentDiff>>>();

/**
 * What two environments of a revision render to, compared on their primary clusters; computed once a revision and day.
 * An application that failed to render on either side is told as failed and never counts as equal. Rules are read
 * towards production, whichever side is asked for first.
 */
export function comparedEnvironments(
  state: DesiredState,
  ask: { left: string; right: string; application?: string | undefined; now: Date },
): Promise<EnvironmentDiff> {
  const { left, right, application } = ask;
  const today = ask.now.toISOString().slice(0, 10);
  const memory = kept.get(state) ?? new Map<string, Promise<EnvironmentDiff>>();
  kept.set(state, memory);
  const key = JSON.stringify([left, right, application ?? null, today]);
  let answer = memory.get(key);
  if (!answer) {
    answer = compute(state, { left, right, application, today });
    answer.catch(() => memory.delete(key));
    memory.set(key, answer);
  }
  return answer;
}

async function compute(
  state: DesiredState,
  ask: { left: string; right: string; application: string | undefined; today: string },
): Promise<EnvironmentDiff> {
  const { left, right, application } = ask;
  const compared = await Promise.all(
    state.fleet.applications
      .filter(({ name }) => application === undefined || name === application)
      .map(async ({ name }) => compare(name, await side(state, name, left), await side(state, name, right))),
  );
  const orderOf = (name: string): number => state.fleet.environments.find((e) => e.name === name)?.order ?? 0;
  const backwards = orderOf(left) > orderOf(right);
  const made = await withSteps(state, ask, diffOf(state, { ...ask, backwards }, compared));
  // Of one application alone nobody can say that a rule is of no use.
  return application === undefined
    ? made
    : { ...made, problems: made.problems.filter(({ code }) => code !== "policy.unused") };
}

/** Rules of single steps count for the way over them; where no step has a rule of its own, nothing is asked of them. */
async function withSteps(
  state: DesiredState,
  { left, right, application, today }: Parameters<typeof compute>[1],
  made: EnvironmentDiff,
): Promise<EnvironmentDiff> {
  const steps = stepsBetween(state.fleet, left, right);
  const ruled = state.fleet.compare.expect.some(({ pair }) =>
    steps.some(({ from, to }) => pair === `${from}...${to}`),
  );
  if (!ruled || made.summary.unexplained === 0) return made;
  const now = new Date(`${today}T00:00:00Z`);
  const diffs = await Promise.all(
    steps.map(async ({ from, to }) => ({
      from,
      to,
      diff: await comparedEnvironments(state, { left: from, right: to, application, now }),
    })),
  );
  return explainedBySteps(made, diffs);
}

type Compared = {
  name: string;
  left: Side;
  right: Side;
  status: "compared" | "left-only" | "right-only" | "failed" | "empty";
};

async function side(state: DesiredState, application: string, environment: string): Promise<Side> {
  const placement = state.fleet.placements.find(
    (p) => p.application === application && p.environment === environment && p.role === "primary",
  );
  return placement ? { placement, rendered: await state.render(placement) } : null;
}

function compare(name: string, left: Side, right: Side): Compared {
  const sides = [left, right].filter((one) => one !== null);
  const status =
    sides.length === 0
      ? "empty"
      : sides.some((one) => one.rendered.status === "failed")
        ? "failed"
        : !right
          ? "left-only"
          : !left
            ? "right-only"
            : left.rendered.status === "empty" && right.rendered.status === "empty"
              ? "empty"
              : "compared";
  return { name, left, right, status };
}

/** One comparison over all applications, so that a policy rule that is used nowhere is told once. */
function diffOf(
  state: DesiredState,
  { left, right, today, backwards }: { left: string; right: string; today: string; backwards: boolean },
  compared: readonly Compared[],
) {
  const { compare: policy } = state.fleet;
  const owner = new Map<Manifest, string>();
  const objectsOf = (pick: (one: Compared) => Side): { index: number; manifest: Manifest }[] => {
    const objects = compared
      .filter((one) => one.status !== "failed")
      .flatMap((one) =>
        (pick(one)?.rendered.objects ?? []).map((manifest) => ({ manifest, application: one.name })),
      );
    return objects.map(({ manifest, application }, index) => {
      // The engine hands normalised copies to `applicationOf`: the mark travels in the object itself.
      const marked = { ...manifest, [applicationMark]: application } as Manifest;
      owner.set(marked, application);
      return { index, manifest: marked };
    });
  };
  const sides = { left: objectsOf((one) => one.left), right: objectsOf((one) => one.right) };
  const result = diffManifests({
    left: sides.left,
    right: sides.right,
    leftName: left,
    rightName: right,
    tokensLeft: tokensOf(state, left, policy.tokens[left] ?? []),
    tokensRight: tokensOf(state, right, policy.tokens[right] ?? []),
    expect: policy.expect,
    backwards,
    today,
    applicationOf: (manifest) => String(manifest[applicationMark] ?? ""),
  });
  const applicationAt = (from: "left" | "right", index: number | string | undefined): string => {
    const found = typeof index === "number" ? sides[from][index]?.manifest : undefined;
    return found ? (owner.get(found) ?? "") : "";
  };
  const firsts = { left: firstOf(sides.left, owner), right: firstOf(sides.right, owner) };
  const indexAt = (from: "left" | "right", index: number | string | undefined): number | null =>
    typeof index === "number" ? index - (firsts[from].get(applicationAt(from, index)) ?? 0) : null;
  const typeOf = (name: string) => state.fleet.environments.find((one) => one.name === name)?.type;
  const way = { backwards, sameType: typeOf(left) === typeOf(right) };
  const alone = new Set(compared.filter((one) => one.status !== "compared").map((one) => one.name));
  const lonely = (from: "left" | "right", indexes: readonly (number | string)[]) =>
    indexes.map((index) => {
      const manifest = typeof index === "number" ? sides[from][index]?.manifest : undefined;
      const application = applicationAt(from, index);
      // Where the application itself is not there, nothing of it needs a guard.
      const guard = manifest && !alone.has(application) && isGap(from, way) ? guardReason(manifest) : null;
      return {
        application,
        index: indexAt(from, index) ?? 0,
        object: manifest ? titleOf(manifest) : "",
        guard,
        topic: manifest ? topicOf(manifest.kind, [], false) : ("other" as const),
        excerpt: manifest && guard !== null ? excerptOf(manifest) : null,
      };
    });
  const onlyLeft = lonely("left", result.onlyLeft);
  const onlyRight = lonely("right", result.onlyRight);
  const differences = result.differences.map((d) => {
    const application =
      d.left === undefined ? applicationAt("right", d.right) : applicationAt("left", d.left);
    return {
      id: `${application}/${d.object}/${d.path}`,
      application,
      left: indexAt("left", d.left),
      right: indexAt("right", d.right),
      object: d.object,
      path: d.path,
      segments: [...d.segments],
      leftValue: d.leftValue,
      rightValue: d.rightValue,
      class: d.class,
      because: d.because ?? null,
      topic: d.topic,
      guard:
        d.guard !== undefined && isGap(d.leftValue === undefined ? "right" : "left", way) ? d.guard : null,
      leftFrom: null,
      rightFrom: null,
    };
  });
  const changed = new Set(differences.map((d) => `${d.application}/${d.object}`));
  const pairsOf = (application: string) =>
    result.pairs.filter((pair) => applicationAt("left", pair.left) === application);
  const applications = compared.map((one) => {
    const pairs = pairsOf(one.name);
    const equal = pairs.filter((pair) => {
      const manifest = typeof pair.left === "number" ? sides.left[pair.left]?.manifest : undefined;
      return manifest && !changed.has(`${one.name}/${titleOf(manifest)}`);
    }).length;
    const problems = [one.left, one.right].flatMap((s) => s?.rendered.problems ?? []);
    return {
      name: one.name,
      status: one.status,
      objects: pairs.length,
      equal,
      problems: problems.map(problemView),
    };
  });
  return {
    backwards,
    applications,
    pairs: result.pairs.map((pair) => ({
      application: applicationAt("left", pair.left),
      left: indexAt("left", pair.left),
      right: indexAt("right", pair.right),
    })),
    differences,
    onlyLeft,
    onlyRight,
    nearRules: differences.flatMap((d) => {
      const near =
        d.class === "unexplained"
          ? nearRuleOf(
              policy.expect,
              { ...d, kind: kindOf(d.object) },
              backwards ? { left: right, right: left } : { left, right },
              today,
            )
          : null;
      return near === null ? [] : [{ id: d.id, ...near }];
    }),
    summary: {
      ...result.summary,
      missingGuard: [...onlyLeft, ...onlyRight].filter((o) => o.guard !== null).length,
      equal: applications.reduce((sum, one) => sum + one.equal, 0),
    },
    problems: result.problems.map(problemView),
  };
}

/** The kind in an object's title, `Kind/name`. */
export const kindOf = (title: string): string => title.split("/", 1)[0] ?? "";

const applicationMark = "orchestr8.dev/application";

/** The environment's declared words, and its clusters and regions: they stand for it in hosts and names. */
function tokensOf(state: DesiredState, environment: string, declared: readonly string[]): string[] {
  const clusters = state.fleet.placements.filter((p) => p.environment === environment).map((p) => p.cluster);
  return [...new Set([...declared, ...clusters])];
}

/** Where each application's objects begin among all of a side. */
function firstOf(
  objects: readonly { manifest: Manifest }[],
  owner: ReadonlyMap<Manifest, string>,
): ReadonlyMap<string, number> {
  const firsts = new Map<string, number>();
  for (const [index, { manifest }] of objects.entries()) {
    const application = owner.get(manifest) ?? "";
    if (!firsts.has(application)) firsts.set(application, index);
  }
  return firsts;
}
