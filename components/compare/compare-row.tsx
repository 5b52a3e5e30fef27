import { ChevronDown, ChevronRight } from "lucide-react";
import { memo, type ReactNode } from "react";
import { DiffLine, type DiffRow, type DiffSide, type LinePlace } from "../diff/diff-line";
import { cn } from "../ui/class-names";
import type { Cause, Line } from "./compare-rows";
import { liveText } from "./live-text";
import { LoudIcon, loudTone } from "./loud-look";
import { leakOf, loudReason } from "./loud-reason";
import type { Fold, Item } from "./shown-items";
import { word } from "./shown-items";
import { focusChange, shownValue } from "./shown-value";

const shownLetters = 400;
const liveLetters = 60;

export type RowActs = {
  hrefOf: (line: Line) => string;
  onSelect: (line: Line) => void;
  onFold: (item: Extract<Item, { kind: "topic" }>, fold: Fold) => void;
  onUnfold: (cause: Cause) => void;
};

type Props<I extends Item = Item> = {
  item: I;
  left: DiffSide;
  right: DiffSide;
  selected: Line | null;
  acts: RowActs;
} & LinePlace;

/** One row of the comparison, whatever it is: a topic, a cause with its rows folded, or one of those rows. */
export const CompareRow = memo(function CompareRow({ item, ...rest }: Props) {
  if (item.kind === "topic") return <TopicRow item={item} {...rest} />;
  const { left, right, index, measure } = rest;
  const hidden = item.kind === "cause" && item.led ? "max-md:hidden" : undefined;
  return (
    <DiffLine
      row={rowOf(item, rest)}
      left={left}
      right={right}
      place={{ index, measure }}
      className={hidden}
    />
  );
});

/** What a row says, from the first of its lines. */
function rowOf(
  item: Exclude<Item, { kind: "topic" }>,
  { left, right, selected, acts }: Omit<Props, "item">,
): DiffRow {
  const { cause } = item;
  const line = item.kind === "line" ? item.line : cause.lines[0];
  const names = { left: left.name, right: right.name };
  const many = item.kind === "cause" ? cause.lines.length : 1;
  const leak = leakOf(line, names);
  const isSelected =
    selected !== null &&
    (item.kind === "line" ? selected.id === line.id : cause.lines.includes(selected) && !item.unfolded);
  const loud =
    item.kind === "cause" && cause.number !== null
      ? {
          number: cause.number,
          kind: loudTone(cause.kind),
          word: word(cause.kind),
          icon: <LoudIcon kind={cause.kind} />,
        }
      : undefined;
  const values = {
    left: shownValue(line.left, line.leftFrom?.layer ?? null, shownLetters),
    right: shownValue(line.right, line.rightFrom?.layer ?? null, shownLetters),
  };
  return {
    id: line.id,
    loud,
    title: loud ? applicationsOf(cause, many) : line.application,
    object:
      many > 1 ? `${kindOf(line)}, ${many} rows` : loud ? objectName(line) : line.object.replace("/", " "),
    path:
      many > 1 || loud
        ? line.tail === ""
          ? ""
          : shortPath(line)
        : line.path === ""
          ? line.object
          : line.tail,
    many,
    ...(many > 1 && item.kind === "cause"
      ? { unfolded: item.unfolded, onUnfold: () => acts.onUnfold(cause) }
      : {}),
    label: word(line.kind),
    reason: loud ? reasonOf(line, names) : undefined,
    ...(loud ? values : focusChange(values.left, values.right)),
    leak: leak?.word,
    leakAt: leak?.at,
    href: acts.hrefOf(line),
    onSelect: () => acts.onSelect(line),
    selected: isSelected,
  };
}

/** Why it asks for a look, and what runs there when that is not what Git declares. */
function reasonOf(line: Line, names: { left: string; right: string }): string {
  const why = loudReason(line, names);
  const { live } = line;
  return live === null || live.kind === "declared"
    ? why
    : `${why} Live in ${names.right}: ${liveText(live, line.path, liveLetters)}.`;
}

const kindOf = (line: Line): string => line.object.split("/")[0] ?? "";
/** The application's name is not said twice. */
const objectName = (line: Line): string =>
  line.object === `${kindOf(line)}/${line.application}` ? kindOf(line) : line.object;

const shortPath = (line: Line): string => (line.path === line.tail ? line.path : `…\u2060${line.tail}`);

function applicationsOf(cause: Cause, many: number): string {
  const names = [...new Set(cause.lines.map((line) => line.application))];
  const [first] = names;
  return many === 1 || names.length === 1 ? (first ?? "") : `${first} and ${names.length - 1} more`;
}

function TopicRow({ item, right, acts, index, measure }: Props<Extract<Item, { kind: "topic" }>>) {
  const { section, fold, note } = item;
  const open = fold !== "shut";
  const title = section.topic.charAt(0).toUpperCase() + section.topic.slice(1);
  const cell = "border-t border-line bg-inset max-md:border-0 max-md:bg-transparent";
  return (
    <tr
      data-index={index}
      aria-rowindex={index + 2}
      ref={measure}
      className="max-md:flex max-md:min-h-10 max-md:items-center max-md:gap-2 max-md:border-t max-md:border-line"
    >
      <td className={cn(cell, "h-[27px] text-center max-md:h-auto")}>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => acts.onFold(item, open ? "shut" : section.loud.length > 0 ? "brief" : "full")}
          className="mx-auto grid size-6 place-items-center rounded-sm text-text-2 hover:bg-hover max-md:size-9"
        >
          {open ? (
            <ChevronDown aria-hidden className="size-3" />
          ) : (
            <ChevronRight aria-hidden className="size-3" />
          )}
          <span className="heard">{title}</span>
        </button>
      </td>
      <th
        scope="rowgroup"
        className={cn(cell, "py-[3px] pl-0.5 font-normal whitespace-nowrap max-md:flex-1")}
      >
        <b>{title}</b>
        <span className="ml-2 text-text-2">{section.count.toLocaleString("en-US")}</span>
      </th>
      <td
        className={cn(
          cell,
          "px-2.5 py-[3px] text-12 text-text-2 md:truncate max-md:min-w-0 max-md:pr-0 max-md:text-right",
        )}
      >
        {note === "" ? (
          fold === "full" && section.count > 1 ? (
            <FoldButton onClick={() => acts.onFold(item, section.loud.length > 0 ? "brief" : "shut")}>
              fold
            </FoldButton>
          ) : null
        ) : (
          <FoldButton onClick={() => acts.onFold(item, "full")}>{note}</FoldButton>
        )}
      </td>
      <td className={cn(cell, "max-md:hidden", right.production && "md:border-l-2 md:border-l-rule")} />
    </tr>
  );
}

function FoldButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="max-w-full truncate rounded-sm text-left hover:text-text hover:underline max-md:min-h-9 max-md:text-right"
    >
      {children}
    </button>
  );
}
