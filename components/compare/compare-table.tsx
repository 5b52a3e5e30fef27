"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { DiffSide } from "../diff/diff-line";
import { productionRule, SidesHead } from "../diff/sides-head";
import { cn } from "../ui/class-names";
import { CompareRow, type RowActs } from "./compare-row";
import type { Line } from "./compare-rows";
import type { Item } from "./shown-items";

const heights: Record<Item["kind"], number> = { topic: 28, cause: 30, line: 30 };
const heightOf = (item: Item | undefined): number =>
  item?.kind === "cause" && item.cause.number !== null ? 72 : item ? heights[item.kind] : 30;

/**
 * Two environments side by side by topic, as a table of which only the rows near the window are drawn. `seek` names
 * the row to bring into view; a new `seek.turn` asks for it again.
 */
export function CompareTable({
  label,
  items,
  left,
  right,
  selected,
  seek,
  acts,
}: {
  label: string;
  items: readonly Item[];
  left: DiffSide;
  right: DiffSide;
  selected: Line | null;
  seek: { id: string; turn: number } | null;
  acts: RowActs;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (box.current) setTop(box.current.getBoundingClientRect().top + window.scrollY);
    };
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: (index) => heightOf(items[index]),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 12,
    scrollMargin: top,
    initialRect: { width: 1440, height: 900 },
  });
  const at = seek === null ? -1 : items.findIndex((item) => holds(item, seek.id));
  const turn = seek?.turn;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row is sought once a turn, not again when rows fold
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at, { align: "center" });
  }, [turn]);
  const drawn = virtualizer.getVirtualItems();
  const [first, last] = [drawn[0], drawn.at(-1)];
  const above = first ? first.start - top : 0;
  const below = last ? virtualizer.getTotalSize() - (last.end - top) : 0;
  const rule = productionRule(right);
  return (
    <div
      ref={box}
      className="panel overflow-clip max-md:overflow-visible max-md:border-0 max-md:bg-transparent"
    >
      <table
        aria-rowcount={items.length + 1}
        className="w-full border-separate border-spacing-0 text-left max-md:block md:table-fixed"
      >
        <caption className="heard">{label}</caption>
        <colgroup className="max-md:hidden">
          <col className="w-9" />
          <col className="w-[34%]" />
          <col />
          <col />
        </colgroup>
        <SidesHead left={left} right={right} />
        <Gap height={above} rule={rule} />
        <tbody className="max-md:block">
          {drawn.map(({ index }) => {
            const item = items[index];
            return item ? (
              <CompareRow
                key={item.key}
                item={item}
                left={left}
                right={right}
                selected={selected}
                acts={acts}
                index={index}
                measure={virtualizer.measureElement}
              />
            ) : null;
          })}
        </tbody>
        <Gap height={below} rule={rule} />
      </table>
    </div>
  );
}

const holds = (item: Item, id: string): boolean =>
  item.kind === "line" ? item.line.id === id : item.kind === "cause" && item.cause.lines[0].id === id;

function Gap({ height, rule }: { height: number; rule: string }) {
  if (height <= 0) return null;
  return (
    <tbody aria-hidden="true" className="max-md:block">
      <tr className="max-md:block" style={{ height }}>
        <td colSpan={3} className="p-0" />
        <td className={cn("p-0", rule)} />
      </tr>
    </tbody>
  );
}
