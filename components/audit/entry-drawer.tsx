"use client";

import type { ReactNode } from "react";
import type { AuditEntry } from "@/lib/contract/audit";
import { CopyLink } from "../act/copy-as-cli";
import { Sha } from "../provenance/sha";
import { When } from "../time/when";
import { CopyButton } from "../ui/copy-button";
import { Link } from "../ui/link";
import { Sheet } from "../ui/sheet";
import { Outcome, outcomeSays } from "./outcome";

/** One entry whole: who, what, on what, what came of it and why, and its place in the chain. */
export function EntryDrawer({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const facts: { label: string; value: ReactNode }[] = [
    { label: "When", value: <When at={entry.at} form="date" /> },
    { label: "Who", value: `${entry.actor}, by ${entry.via}` },
    {
      label: "Outcome",
      value: (
        <span className="flex flex-wrap items-baseline gap-x-2">
          <Outcome decision={entry.decision} />
          <span className="text-12 text-text-2">{outcomeSays(entry.decision)}</span>
        </span>
      ),
    },
    { label: entry.decision === "done" ? "Note" : "Because", value: entry.reason ?? "no reason was kept" },
    { label: "Object", value: <ObjectLink entry={entry} /> },
    { label: "Environment", value: entry.environment ?? "none" },
    {
      label: "Request",
      value: (
        <span className="mono inline-flex items-center gap-1 [overflow-wrap:anywhere]">
          {entry.requestId}
          <CopyButton text={entry.requestId} label="request id" />
        </span>
      ),
    },
    { label: "Place in the chain", value: `entry ${entry.seq}` },
    { label: "Hash", value: <Sha sha={entry.hash} form="ends" copy label="hash" /> },
  ];
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={<span className="mono text-14">{entry.action}</span>}
      description={`${entry.actor}, ${entry.decision}`}
    >
      <dl className="grid grid-cols-[minmax(88px,auto)_minmax(0,1fr)] gap-x-4 gap-y-2.5 border-t border-line px-4 py-3.5">
        {facts.map((fact) => (
          <div key={fact.label} className="contents">
            <dt className="text-text-2">{fact.label}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">{fact.value}</dd>
          </div>
        ))}
      </dl>
      <p className="px-4 text-12 text-text-2">
        What was asked is kept as a hash only, so no secret can stand in the ledger.
      </p>
      <div className="mt-auto border-t border-line px-4 py-3">
        <CopyLink />
      </div>
    </Sheet>
  );
}

function ObjectLink({ entry }: { entry: AuditEntry }) {
  if (entry.object === null) return "none";
  if (/^prm_/.test(entry.object))
    return (
      <Link href={`/promotions/${entry.object}`} className="mono underlined">
        {entry.object}
      </Link>
    );
  return <span className="mono">{entry.object}</span>;
}
