import type { EnvironmentDiffView } from "@/lib/contract/environment";
import type { ExpectRule } from "@/lib/contract/expectation";
import type { PathSegment } from "@/lib/domain/path";
import { compareQuantities, parseQuantity } from "@/lib/domain/quantity";
import type { Line } from "./compare-rows";

/** What a rule may say about the place: the narrowest path first. */
export type PathChoice = { path: string; label: string };

/** May a rule expect this row at all? The reason why not stands in the panel's own words about the rule. */
export const canExpect = (line: Line): boolean =>
  line.path !== "" && (line.kind === "leak" || line.kind === "unexplained" || line.kind === "version");

/** May the row's value be brought to the other side? A version travels by a promotion, the rest is meant to differ. */
export const canCarry = (line: Line): boolean => line.path !== "" && line.kind === "unexplained";

/** The paths a person can choose from: this one, the same in any item of its lists, the same end anywhere. */
export function pathChoices(line: Line, segments: readonly PathSegment[]): PathChoice[] {
  const choices: PathChoice[] = [{ path: line.path, label: "Exactly this path" }];
  const anyItem = line.path.replace(/\[(?!")[^\]]*\]/g, "[*]");
  if (anyItem !== line.path) choices.push({ path: anyItem, label: "In any item of its lists" });
  const keys = segments.filter((segment) => typeof segment === "string");
  if (segments.length > 2 && keys.length > 1 && line.tail !== "" && line.path.endsWith(line.tail))
    choices.push({ path: `**.${line.tail}`, label: "Wherever a path ends like this" });
  return choices;
}

/** Towards production, does the value rise or fall? Null where it is no quantity on both sides. */
export function directionOf(
  line: Pick<Line, "left" | "right">,
  { backwards }: Pick<EnvironmentDiffView, "backwards">,
): "rise" | "fall" | null {
  const [from, to] = (backwards ? [line.right, line.left] : [line.left, line.right]).map((value) =>
    typeof value === "string" || typeof value === "number" ? parseQuantity(value) : null,
  );
  if (!from || !to) return null;
  const order = compareQuantities(from, to);
  return order === 0 ? null : order < 0 ? "rise" : "fall";
}

/** What a person has chosen in the form, before it is a rule. */
export type Draft = {
  path: string;
  kindOnly: boolean;
  applicationOnly: boolean;
  thisPair: boolean;
  oneWay: boolean;
  because: string;
  until: string;
};

/** The rule of a draft; null while it does not say why. A leak is named by its class, or no rule silences it. */
export function ruleOf(draft: Draft, line: Line, direction: "rise" | "fall" | null): ExpectRule | null {
  const because = draft.because.trim();
  if (because.length < 3 || draft.path.trim() === "") return null;
  return {
    path: draft.path.trim(),
    thisPair: draft.thisPair,
    because,
    ...(draft.kindOnly ? { kind: line.object.split("/", 1)[0] ?? "" } : {}),
    ...(draft.applicationOnly ? { application: line.application } : {}),
    ...(line.kind === "leak" ? { class: "leak" as const } : {}),
    ...(direction !== null && draft.oneWay ? { direction } : {}),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(draft.until) ? { until: draft.until } : {}),
  };
}
