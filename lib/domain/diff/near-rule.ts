import type { Path } from "../path";
import { type Expectation, pathGlob, wild } from "./expectation";

/** A rule that speaks of a difference's place without expecting it, and what keeps it from doing so. */
export type NearRule = { index: number; path: string; because: string; but: string };

const directions = { rise: "lets it rise, never fall", fall: "lets it fall, never rise" } as const;

/**
 * The first rule whose path fits an unexplained difference: what a reader would otherwise search for in the fleet
 * file. `index` is its position in `compare.expect`; `names` are in the order of promotion. Null when no rule speaks of
 * the place.
 */
export function nearRuleOf(
  rules: readonly Expectation[],
  difference: { kind: string; application: string; segments: Path; class: string },
  names: { left: string; right: string },
  today: string,
): NearRule | null {
  for (const [index, rule] of rules.entries()) {
    if (rule.closed === "all" || !pathGlob(rule.path)(difference.segments)) continue;
    const but =
      rule.kind !== undefined && rule.kind !== difference.kind
        ? `speaks of ${rule.kind} only`
        : rule.class !== undefined && rule.class !== difference.class
          ? `speaks of differences of class ${rule.class} only`
          : rule.application !== undefined && !wild(rule.application).test(difference.application)
            ? `speaks of ${rule.application} only`
            : rule.until !== undefined && rule.until < today
              ? `counted until ${rule.until}`
              : rule.direction !== undefined
                ? `${directions[rule.direction]} from ${names.left} to ${names.right}`
                : rule.pair !== undefined
                  ? `speaks of ${rule.pair} only`
                  : null;
    if (but !== null) return { index, path: rule.path, because: rule.because, but };
  }
  return null;
}
