import type { Fleet } from "../fleet";
import type { Json } from "../json";
import type { PathSegment } from "../path";
import { type Comparison, type Expectation, Expectations, wild } from "./expectation";

/** A rule as a person asks for it: everything of the fleet file's rule except its place. */
export type AskedRule = Omit<Expectation, "place">;

/** One way that a rule speaks of: from an environment into the next one named by it. */
export type RuleWay = { from: string; to: string };

/** What a rule speaks of: ways between environments, and the applications on them. */
export type RuleReach = { ways: readonly RuleWay[]; applications: readonly string[] };

/**
 * The ways and applications that a rule speaks of: its pair, or every step of the promotion order; its application, or
 * every one. Whoever guards the way into one of these environments for one of these applications decides about it.
 */
export function reachOf(rule: AskedRule, fleet: Pick<Fleet, "environments" | "applications">): RuleReach {
  const names = [...fleet.environments].sort((a, b) => a.order - b.order).map(({ name }) => name);
  const [from, to] = rule.pair?.split("...") ?? [];
  const ways =
    from === undefined || to === undefined
      ? names.slice(1).map((name, i) => ({ from: names[i] ?? "", to: name }))
      : [{ from, to }];
  const fits = rule.application === undefined ? null : wild(rule.application);
  const applications = fleet.applications
    .map(({ name }) => name)
    .filter((name) => fits === null || fits.test(name));
  return { ways, applications };
}

type Judged = {
  application: string;
  object: string;
  segments: readonly PathSegment[];
  class: string;
  leftValue?: Json | undefined;
  rightValue?: Json | undefined;
};

/** The classes that a rule can turn into an expected difference; a leak only by a rule of its own class. */
const canBeExpected = (name: string, rule: AskedRule): boolean =>
  name === "leak" ? rule.class === "leak" : name !== "expected" && name !== "formatting";

/** The differences of a comparison that one more rule would turn into expected ones. */
export function hiddenBy<D extends Judged>(
  rule: AskedRule,
  differences: readonly D[],
  comparison: Comparison,
): readonly D[] {
  const alone = new Expectations([rule], comparison);
  return differences.filter(
    (one) =>
      canBeExpected(one.class, rule) &&
      alone.find({
        kind: one.object.split("/", 1)[0] ?? "",
        application: one.application,
        path: one.segments,
        class: one.class,
        left: one.leftValue,
        right: one.rightValue,
      }) !== null,
  );
}

/** The rule as an item of `compare.expect`: its keys in the order of the documentation, what is absent left out. */
export const ruleItem = (rule: AskedRule): Json => {
  const { path, kind, class: name, application, pair, direction, because, until } = rule;
  const item = { path, kind, class: name, application, pair, direction, because, until };
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as Json;
};
