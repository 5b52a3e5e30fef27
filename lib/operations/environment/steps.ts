import type { Fleet } from "@/lib/domain/fleet";
import type { EnvironmentDiff } from "./compared";

type Difference = EnvironmentDiff["differences"][number];
type Step = { from: string; to: string; diff: EnvironmentDiff };

/** The steps of the promotion order between two environments, from the earlier to the later; none for neighbours. */
export function stepsBetween(
  { environments }: Pick<Fleet, "environments">,
  left: string,
  right: string,
): readonly { from: string; to: string }[] {
  const names = [...environments].sort((a, b) => a.order - b.order).map(({ name }) => name);
  const [first = -1, last = -1] = [names.indexOf(left), names.indexOf(right)].sort((a, b) => a - b);
  if (first < 0 || last - first < 2) return [];
  return names.slice(first, last).map((from, at) => ({ from, to: names[first + at + 1] ?? "" }));
}

/**
 * A comparison over several steps of the promotion order, with what every step explains: a difference whose object is
 * followed from step to step, and is equal or expected by a rule on each, is expected on the whole way. One step that
 * needs a look keeps it loud, and so does a missing guard.
 */
export function explainedBySteps(view: EnvironmentDiff, steps: readonly Step[]): EnvironmentDiff {
  const reasons = new Map<Difference, string>();
  for (const one of view.differences) {
    const reason = one.class === "unexplained" && one.guard === null ? reasonOf(one, view, steps) : null;
    if (reason !== null) reasons.set(one, reason);
  }
  if (reasons.size === 0) return view;
  const ids = new Set([...reasons.keys()].map(({ id }) => id));
  const { unexplained, expected } = view.summary;
  return {
    ...view,
    differences: view.differences.map((one) => {
      const because = reasons.get(one);
      return because === undefined ? one : { ...one, class: "expected" as const, because };
    }),
    nearRules: view.nearRules.filter(({ id }) => !ids.has(id)),
    summary: {
      ...view.summary,
      unexplained: unexplained - reasons.size,
      expected: expected + reasons.size,
    },
  };
}

function reasonOf(one: Difference, { backwards }: EnvironmentDiff, steps: readonly Step[]): string | null {
  let index = backwards ? one.right : one.left;
  let reason: string | null = null;
  for (const { from, to, diff } of steps) {
    const pair = diff.pairs.find(
      ({ application, left }) => application === one.application && left === index,
    );
    if (pair === undefined) return null;
    for (const step of diff.differences) {
      if (step.application !== one.application || step.left !== index || !touches(step.path, one.path))
        continue;
      if (step.class !== "expected" || step.guard !== null) return null;
      if (step.because?.startsWith("policy: ")) reason ??= `${step.because} (${from} to ${to})`;
    }
    index = pair.right;
  }
  return reason;
}

/** The same place, or one that lies inside the other. */
const touches = (a: string, b: string): boolean => a === b || isInside(a, b) || isInside(b, a);
const isInside = (inner: string, outer: string): boolean =>
  inner.startsWith(outer) && /^[.[#]/.test(inner.slice(outer.length));
