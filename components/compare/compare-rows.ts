import type { EnvironmentDiffView, LiveRow } from "@/lib/contract/environment-diff";
import { groupDifferences, pathTail } from "@/lib/domain/diff/group";
import { type Topic, topics } from "@/lib/domain/diff/topic";
import type { Json } from "@/lib/domain/json";
import type { PathSegment } from "@/lib/domain/path";

type Difference = EnvironmentDiffView["differences"][number];
export type ValueOrigin = NonNullable<Difference["leftFrom"]>;

/** The classes of differences, and the two kinds of objects that stand on one side only. */
export const kinds = [
  "leak",
  "guard",
  "unexplained",
  "version",
  "expected",
  "derived",
  "formatting",
  "one-sided",
] as const;
export type Kind = (typeof kinds)[number];
const loudKinds: readonly Kind[] = ["leak", "guard", "unexplained"];
export const isLoud = (kind: Kind): boolean => loudKinds.includes(kind);

/** One difference, or one object on one side, as the page shows it. */
export type Line = {
  id: string;
  kind: Kind;
  application: string;
  object: string;
  path: string;
  tail: string;
  topic: Topic;
  /** Undefined: not there. */
  left: unknown;
  right: unknown;
  leftFrom: ValueOrigin | null;
  rightFrom: ValueOrigin | null;
  because: string | null;
  guard: string | null;
  /** What runs on the right side; null until it is told. */
  live: LiveRow | null;
};

/** Lines with one cause, shown once. Loud ones have a number that strip, gutter and panel share. */
export type Cause = { key: string; kind: Kind; number: number | null; lines: readonly [Line, ...Line[]] };

export type Section = {
  topic: Topic;
  count: number;
  loud: readonly Cause[];
  quiet: readonly Cause[];
};

export type Shown = { application: string; only: Kind | null; path: string };

/** Every line of a comparison, whole objects on one side after the differences. */
export function linesOf(view: EnvironmentDiffView): Line[] {
  const lonely = (side: "left" | "right") =>
    (side === "left" ? view.onlyLeft : view.onlyRight).map((one): Line => {
      const stands = one.excerpt ?? one.object;
      return {
        id: `${one.application}/${one.object}/${side}:${one.index}`,
        kind: one.guard === null ? "one-sided" : "guard",
        application: one.application,
        object: one.object,
        path: "",
        tail: "",
        topic: one.topic,
        left: side === "left" ? stands : undefined,
        right: side === "right" ? stands : undefined,
        leftFrom: null,
        rightFrom: null,
        because: null,
        guard: one.guard,
        live: null,
      };
    });
  return [...view.differences.map(lineOf), ...lonely("left"), ...lonely("right")];
}

// A view carries the engine's segments and values as plain JSON; the contract leaves their shape open.
const segmentsOf = (one: Difference): readonly PathSegment[] => one.segments as readonly PathSegment[];

const lineOf = (one: Difference): Line => ({
  id: one.id,
  kind: one.class,
  application: one.application,
  object: one.object,
  path: one.path,
  tail: pathTail(segmentsOf(one)),
  topic: one.topic,
  left: one.leftValue,
  right: one.rightValue,
  leftFrom: one.leftFrom,
  rightFrom: one.rightFrom,
  because: one.because,
  guard: one.guard,
  live: null,
});

/** The lines that a filter leaves. Letters are looked for in path, object and application. */
export function shownLines(lines: readonly Line[], { application, only, path }: Shown): Line[] {
  const words = path.toLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((line) => {
    if (application !== "" && line.application !== application) return false;
    if (only !== null && line.kind !== only) return false;
    const hay = `${line.path} ${line.object} ${line.application}`.toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}

/** The lines by topic and cause, loud causes numbered in the order of the page. */
export function sectionsOf(view: EnvironmentDiffView, lines: readonly Line[]): Section[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  let number = 0;
  return topics.flatMap((topic) => {
    const here = view.differences.filter((one) => one.topic === topic && byId.has(one.id));
    const causes = groupDifferences(
      here.map((one) => ({
        ...one,
        segments: segmentsOf(one),
        leftValue: one.leftValue as Json | undefined,
        rightValue: one.rightValue as Json | undefined,
      })),
    ).flatMap(({ key, members }) =>
      causeOf(
        key,
        members.flatMap(({ id }) => byId.get(id) ?? []),
      ),
    );
    const lonely = lines
      .filter((line) => line.topic === topic && (line.kind === "guard" || line.kind === "one-sided"))
      .flatMap((line) => causeOf(line.id, [line]));
    const all = [...causes, ...lonely];
    if (all.length === 0) return [];
    return [
      {
        topic,
        count: all.reduce((sum, cause) => sum + cause.lines.length, 0),
        loud: all.filter((cause) => isLoud(cause.kind)).map((cause) => ({ ...cause, number: ++number })),
        quiet: all.filter((cause) => !isLoud(cause.kind)),
      },
    ];
  });
}

function causeOf(key: string, lines: readonly Line[]): Cause[] {
  const [first, ...rest] = lines;
  return first === undefined ? [] : [{ key, kind: first.kind, number: null, lines: [first, ...rest] }];
}

/** How many lines there are of each kind. */
export function countKinds(lines: readonly Line[]): Record<Kind, number> {
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
  for (const line of lines) counts[line.kind] += 1;
  return counts;
}

/** The cause that holds a row of this id, and the row. */
export function causeWith(causes: readonly Cause[], id: string | null): { cause: Cause; line: Line } | null {
  if (id === null) return null;
  for (const cause of causes) {
    const line = cause.lines.find((one) => one.id === id);
    if (line) return { cause, line };
  }
  return null;
}
