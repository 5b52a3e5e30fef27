import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";

type Difference = EnvironmentDiffView["differences"][number];

/** A difference of one field; a test overrides what it is about. */
export const difference = (index: number, part: Partial<Difference> = {}): Difference => ({
  id: `shop/Deployment/web-${index}/spec.field${index}`,
  application: "shop",
  left: index,
  right: index,
  object: `Deployment/web-${index}`,
  path: `spec.field${index}`,
  segments: ["spec", `field${index}`],
  leftValue: `left ${index}`,
  rightValue: `right ${index}`,
  class: "expected",
  because: "policy: meant",
  topic: "other",
  guard: null,
  leftFrom: null,
  rightFrom: null,
  ...part,
});

const none = { unexplained: 0, expected: 0, version: 0, derived: 0, formatting: 0, leak: 0 };

/** A comparison of staging and production that holds these differences. */
export function diffView(
  differences: readonly Difference[],
  part: Partial<EnvironmentDiffView> = {},
): EnvironmentDiffView {
  const summary = { ...none, missingGuard: 0, onlyLeft: 0, onlyRight: 0, equal: 7 };
  for (const one of differences) summary[one.class] += 1;
  return {
    left: "staging",
    right: "production",
    production: { left: false, right: true },
    backwards: false,
    asOf: "2026-11-20T13:02:31.000Z",
    revision: "4f2c91a0000000000000000000000000000000000",
    applications: [{ name: "shop", status: "compared", objects: 9, equal: 7, problems: [] }],
    differences: [...differences],
    onlyLeft: [],
    onlyRight: [],
    nearRules: [],
    summary,
    problems: [],
    ...part,
  };
}
