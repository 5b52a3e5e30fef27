"use client";

import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import type { MatrixGroup, MatrixWindow } from "../matrix/matrix";

/** Above this many lines only those near the window are drawn. */
export const drawnWhole = 100;

/** Groups with the place of each line among all of them: the group's own line counts where it has a name. */
export function numbered(groups: readonly MatrixGroup[]): MatrixGroup[] {
  let index = 0;
  return groups.map((group) => ({
    ...group,
    index: group.name === undefined ? undefined : index++,
    rows: group.rows.map((row) => ({ ...row, index: index++ })),
  }));
}

/** The lines from `first` to `last`; a group whose own line is above stands without it. */
export function sliced(groups: readonly MatrixGroup[], first: number, last: number): MatrixGroup[] {
  const inside = (index: number | undefined) => index !== undefined && index >= first && index <= last;
  return groups.flatMap((group) => {
    const rows = group.rows.filter((row) => inside(row.index));
    const named = inside(group.index);
    if (rows.length === 0 && !named) return [];
    return [{ ...group, name: named ? group.name : undefined, rows }];
  });
}

const count = (groups: readonly MatrixGroup[]): number =>
  groups.reduce((sum, group) => sum + group.rows.length + (group.name === undefined ? 0 : 1), 0);

/** A window over many rows, measured as they are drawn; nothing changes below a hundred. */
export function useRowWindow(groups: readonly MatrixGroup[]): {
  box: React.RefObject<HTMLDivElement | null>;
  groups: readonly MatrixGroup[];
  window: MatrixWindow | undefined;
} {
  const total = count(groups);
  const many = total > drawnWhole;
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    if (many && box.current) setTop(box.current.getBoundingClientRect().top + window.scrollY);
  }, [many]);
  const virtualizer = useWindowVirtualizer({
    count: many ? total : 0,
    estimateSize: () => 53,
    overscan: 12,
    scrollMargin: top,
    initialRect: { width: 1440, height: 900 },
  });
  if (!many) return { box, groups, window: undefined };
  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  return {
    box,
    groups: sliced(numbered(groups), first?.index ?? 0, last?.index ?? 0),
    window: {
      above: first ? first.start - top : 0,
      below: last ? virtualizer.getTotalSize() - (last.end - top) : 0,
      total,
      measure: virtualizer.measureElement,
    },
  };
}
