"use client";

import { HoverCard } from "radix-ui";
import type { ReactNode } from "react";
import type { FleetCell, FleetRow } from "@/lib/contract/fleet";
import { Status } from "../status/status";
import { When } from "../time/when";
import { Link } from "../ui/link";
import { floating } from "../ui/overlay";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-text-2">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

const driftText = (drift: number | null): string =>
  drift === null ? "cannot be told" : drift === 0 ? "none" : `${drift} changed in the cluster`;

/** What is known of one cell: what Git wants, what runs, whether it is healthy, and how old that is, kept apart. */
export function PeekFacts({ row, cell, asOf }: { row: FleetRow; cell: FleetCell; asOf: string }) {
  return (
    <div className="grid gap-2">
      <p className="font-semibold">
        {row.application} <span className="font-normal text-text-2">in {cell.environment}</span>
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 text-12">
        <Fact name="Git wants">
          <span className="mono">{cell.version ?? "no version"}</span>
          {cell.since ? (
            <>
              {" since "}
              <When at={cell.since} asOf={asOf} />
            </>
          ) : null}
        </Fact>
        <Fact name="Runs">
          {cell.running ? (
            <span className="mono">{cell.running}</span>
          ) : cell.health.kind === "unknown" ? (
            "not known"
          ) : (
            "the same"
          )}
        </Fact>
        <Fact name="Health">
          <Status kind={cell.health.kind} word={cell.health.word} reason={cell.health.reason} />
        </Fact>
        <Fact name="Drift">{driftText(cell.drift)}</Fact>
        {cell.note ? (
          <Fact name="Note">
            <Status kind={cell.note.kind} word={cell.note.word} reason={cell.note.reason} />
          </Fact>
        ) : null}
        {cell.staleSince ? (
          <Fact name="Last seen">
            <When at={cell.staleSince} asOf={asOf} />
          </Fact>
        ) : null}
        {cell.next ? <Fact name={`To ${cell.next.to}`}>{cell.next.reason}</Fact> : null}
      </dl>
      <p className="flex gap-3 border-t border-line pt-2 text-12">
        <Link className="underlined" href={`/applications/${row.application}`}>
          Application
        </Link>
        <Link className="underlined" href={`/environments/${cell.environment}`}>
          Environment
        </Link>
      </p>
    </div>
  );
}

/** The card beside a cell, on hover and on focus, gone on Escape. Everything in it is on the pages it links to. */
export function PeekCard({ children, card }: { children: ReactNode; card: ReactNode }) {
  return (
    <HoverCard.Root openDelay={350} closeDelay={120}>
      <HoverCard.Trigger asChild>{children}</HoverCard.Trigger>
      <HoverCard.Portal>
        <HoverCard.Content
          side="bottom"
          align="start"
          sideOffset={8}
          collisionPadding={8}
          className={`${floating} w-[300px] p-3`}
        >
          {card}
        </HoverCard.Content>
      </HoverCard.Portal>
    </HoverCard.Root>
  );
}
