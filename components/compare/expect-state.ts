import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import type { ExpectPlanView, ExpectRule } from "@/lib/contract/expectation";
import { type PathSegment, printPath } from "@/lib/domain/path";
import { compareQuantities, parseQuantity } from "@/lib/domain/quantity";
import type { Line } from "./compare-rows";

/** What a rule may say about the place: the narrowest path first. */
export type PathChoice = { path: string; label: string };

/** May a rule expect this row at all? The reason why not stands in the panel's own words about the rule. */
export const canExpect = (line: Line): boolean =>
  line.path !== "" && (line.kind === "leak" || line.kind === "unexplained" || line.kind === "version");

/** May the row's value be brought to the other side? A version travels by a promotion, the rest is meant to differ. */
export const canCarry = (line: Line): boolean => line.path !== "" && line.kind === "unexplained";

/** Rows that one rule shall expect: one, or all of one cause. */
export type Rows = readonly [Line, ...Line[]];

/** What all rows share: what a rule about them can be narrowed by. Null where they do not share it. */
export const sharedBy = (rows: Rows): { kind: string | null; application: string | null } => ({
  kind: single(rows.map(({ object }) => object.split("/", 1)[0] ?? "")),
  application: single(rows.map(({ application }) => application)),
});

const single = (names: readonly string[]): string | null => {
  const [first, ...others] = new Set(names);
  return first !== undefined && others.length === 0 ? first : null;
};

/**
 * The paths a person can choose from, the narrowest first: the rows' own where they have one, the same in any item of
 * its lists, the same end anywhere. Each covers every row.
 */
export function pathChoices(rows: Rows, segments: readonly PathSegment[]): PathChoice[] {
  const [line] = rows;
  const own = single(rows.map(({ path }) => path));
  const anyItem = single(rows.map(({ path }) => path.replace(/\[(?!")[^\]]*\]/g, "[*]")));
  const choices: PathChoice[] = [];
  if (own !== null) choices.push({ path: own, label: "Exactly this path" });
  if (anyItem !== null && anyItem !== own) choices.push({ path: anyItem, label: "In any item of its lists" });
  const keys = segments.filter((segment) => typeof segment === "string");
  const deep = segments.length > 2 && keys.length > 1;
  // A key with dots is quoted in a path, and not in the tail that people read.
  const end = line.path.endsWith(line.tail) ? line.tail : printPath(keys.slice(-2));
  const alike = end !== "" && rows.every(({ path }) => path.endsWith(end));
  if (alike && (deep || choices.length === 0))
    choices.push({ path: `**.${end}`, label: "Wherever a path ends like this" });
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
export function ruleOf(draft: Draft, rows: Rows, direction: "rise" | "fall" | null): ExpectRule | null {
  const because = draft.because.trim();
  if (because.length < 3 || draft.path.trim() === "") return null;
  const { kind, application } = sharedBy(rows);
  return {
    path: draft.path.trim(),
    thisPair: draft.thisPair,
    because,
    ...(draft.kindOnly && kind !== null ? { kind } : {}),
    ...(draft.applicationOnly && application !== null ? { application } : {}),
    ...(rows[0].kind === "leak" ? { class: "leak" as const } : {}),
    ...(direction !== null && draft.oneWay ? { direction } : {}),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(draft.until) ? { until: draft.until } : {}),
  };
}

type HiddenRow = ExpectPlanView["hides"][number]["rows"][number];

/**
 * What a rule hides, held against the rows it was written for: how many of them, and which others beside. `more` counts
 * the others, `others` names those of them that the preview lists.
 */
export function coverOf(
  hides: ExpectPlanView["hides"],
  rows: Rows,
): { own: number; more: number; others: readonly (HiddenRow & { pair: string })[] } {
  const keyOf = (row: Pick<HiddenRow, "application" | "object" | "path">): string =>
    JSON.stringify([row.application, row.object, row.path]);
  const asked = new Set(rows.map(keyOf));
  // The pair that is looked at comes first; the same place of another pair is another row.
  const [here, ...elsewhere] = hides;
  const listed = here?.rows ?? [];
  const own = listed.filter((row) => asked.has(keyOf(row))).length;
  const others = [
    ...(here ? [{ ...here, rows: listed.filter((row) => !asked.has(keyOf(row))) }] : []),
    ...elsewhere,
  ].flatMap(({ left, right, rows: rest }) => rest.map((row) => ({ ...row, pair: `${left}…${right}` })));
  return { own, more: hides.reduce((sum, { count }) => sum + count, 0) - own, others };
}
