import type { Cause, Line, Section } from "./compare-rows";
import { type Kind, kinds } from "./compare-rows";

/** How much of a topic is drawn: its head, its head and what leads, or everything. */
export type Fold = "shut" | "brief" | "full";

export type Item =
  | { kind: "topic"; key: string; section: Section; fold: Fold; note: string }
  | { kind: "cause"; key: string; section: Section; cause: Cause; unfolded: boolean; led: boolean }
  | { kind: "line"; key: string; section: Section; cause: Cause; line: Line };

/** Topics of which one quiet row is shown unasked: what people look for first. */
const leading = ["images", "replicas", "secrets"];
const few = 4;

/** The fold of a topic as nobody has chosen it: loud ones lead, short ones are whole, the rest is a head. */
export function ownFold(section: Section, filtered: boolean): Fold {
  if (filtered || (section.count <= few && section.loud.length > 0)) return "full";
  if (section.loud.length > 0 || leading.includes(section.topic)) return "brief";
  return "shut";
}

const briefQuiet = (section: Section): readonly Cause[] =>
  leading.includes(section.topic) ? section.quiet.slice(0, 1) : [];

/** The rows of the table in their order, with what each topic hides said in its note. */
export function itemsOf(
  sections: readonly Section[],
  folds: { own: (section: Section) => Fold; unfolded: ReadonlySet<string> },
): Item[] {
  return sections.flatMap((section): Item[] => {
    const fold = folds.own(section);
    const quiet = fold === "full" ? section.quiet : fold === "brief" ? briefQuiet(section) : [];
    const shown = fold === "shut" ? [] : [...section.loud, ...quiet];
    return [
      { kind: "topic", key: `topic ${section.topic}`, section, fold, note: hiddenNote(section, shown) },
      ...shown.flatMap((cause): Item[] => {
        const unfolded = folds.unfolded.has(cause.key) && cause.lines.length > 1;
        const led = fold === "brief" && cause.number === null;
        return [
          { kind: "cause", key: `cause ${cause.key} ${section.topic}`, section, cause, unfolded, led },
          ...(unfolded
            ? cause.lines.map(
                (line): Item => ({ kind: "line", key: `line ${line.id}`, section, cause, line }),
              )
            : []),
        ];
      }),
    ];
  });
}

/** "21 more, all expected", "all expected", "16 more: 8 version, 8 derived": what a topic does not show. */
export function hiddenNote(section: Section, shown: readonly Cause[]): string {
  const hidden = [...section.loud, ...section.quiet].filter((cause) => !shown.includes(cause));
  const count = hidden.reduce((sum, cause) => sum + cause.lines.length, 0);
  if (count === 0) return "";
  const parts = kindCounts(hidden);
  const [only] = parts;
  const widest = Math.max(...hidden.map((cause) => cause.lines.length));
  const byOne = widest > 1 && widest * 2 > count && widest < count ? `, ${widest} of them by 1 cause` : "";
  const whole = count === section.count;
  if (parts.length === 1 && only)
    return whole ? `all ${word(only.kind)}${byOne}` : `${count} more, all ${word(only.kind)}${byOne}`;
  const list = parts.map(({ kind, count: of }) => `${of} ${word(kind)}`).join(", ");
  return `${whole ? list : `${count} more: ${list}`}${byOne}`;
}

function kindCounts(causes: readonly Cause[]): { kind: Kind; count: number }[] {
  return kinds.flatMap((kind) => {
    const count = causes
      .filter((cause) => cause.kind === kind)
      .reduce((sum, cause) => sum + cause.lines.length, 0);
    return count === 0 ? [] : [{ kind, count }];
  });
}

const words: Partial<Record<Kind, string>> = { "one-sided": "on one side", guard: "missing guard" };
/** A kind as people read it. */
export const word = (kind: Kind): string => words[kind] ?? kind;
