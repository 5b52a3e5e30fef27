"use client";

import type { KeyboardEvent, ReactNode } from "react";

const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

const focusable = "a[href], button, [tabindex='0']";

/** Arrow keys go from the thing in one cell to the first thing in the next; Tab still visits all. */
export function CellKeys({ children, className }: { children: ReactNode; className?: string }) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const move = moves[event.key];
    const cell = event.target instanceof Element ? event.target.closest("td, th") : null;
    if (!move || !cell || event.altKey || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const rows = [...event.currentTarget.querySelectorAll("tbody tr:not([data-group])")];
    let y = rows.findIndex((row) => row.contains(cell));
    let x = y === -1 ? -1 : [...(rows[y]?.children ?? [])].indexOf(cell);
    while (y !== -1) {
      y += move[0];
      x += move[1];
      const next = rows[y]?.children[x];
      if (!next) return;
      const target = next.querySelector<HTMLElement>(focusable);
      if (!target) continue;
      event.preventDefault();
      target.focus();
      return;
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only carries the focus between the links inside
    <div className={className} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}
