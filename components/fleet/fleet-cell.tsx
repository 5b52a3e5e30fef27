"use client";

import { Columns2 } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";
import type { FleetCell as Cell, FleetRow } from "@/lib/contract/fleet";
import { VersionCell } from "../matrix/version-cell";
import { Chip } from "../ui/chip";
import { cn } from "../ui/class-names";
import { PeekCard, PeekFacts } from "./peek-card";

function chipsOf(cell: Cell): ReactNode {
  const chips = [
    cell.silent && !cell.staleSince ? <span key="silent">never heard from {cell.silent}</span> : null,
    cell.note ? (
      <Chip key="note" tone={cell.note.kind}>
        <span className="truncate">{cell.note.word}</span>
      </Chip>
    ) : null,
    cell.drift ? (
      <Chip key="drift" tone="attention">
        drift {cell.drift}
      </Chip>
    ) : null,
    cell.running && cell.running !== cell.version ? (
      <Chip key="running" tone="line">
        runs <span className="mono text-11">{cell.running}</span>
      </Chip>
    ) : null,
  ].filter((chip) => chip !== null);
  return chips.length > 0 ? chips : null;
}

/** One application in one environment: the fact, its state, and the way to choose it for a comparison. */
export function FleetCell({
  row,
  cell,
  asOf,
  chosen,
  choose,
}: {
  row: FleetRow;
  cell: Cell;
  asOf: string;
  chosen: boolean;
  choose: () => void;
}) {
  if (cell.state === "absent") return <span className="text-text-2">not deployed</span>;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "x" || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    choose();
  };
  return (
    <PeekCard card={<PeekFacts row={row} cell={cell} asOf={asOf} />}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key belongs to the links and buttons inside */}
      <div className="flex min-w-0 items-start gap-1.5" onKeyDown={onKeyDown}>
        <VersionCell
          version={cell.version ?? "no version"}
          href={`/applications/${row.application}`}
          health={cell.health}
          since={cell.since}
          asOf={asOf}
          staleSince={cell.staleSince}
          chips={chipsOf(cell)}
        />
        <button
          type="button"
          aria-pressed={chosen}
          onClick={choose}
          className={cn(
            "-my-[3px] grid size-6 flex-none place-items-center rounded-sm text-text-3 hover:bg-selected hover:text-text max-md:hidden",
            chosen
              ? "bg-ink text-on-ink hover:bg-ink hover:text-on-ink"
              : "opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100",
          )}
        >
          <Columns2 aria-hidden className="size-3" />
          <span className="heard">
            Choose {row.application} in {cell.environment} to compare
          </span>
        </button>
      </div>
    </PeekCard>
  );
}
