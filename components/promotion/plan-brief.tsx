import type { GateView, PlanView } from "@/lib/contract/plan-view";
import { PathDiff } from "../diff/rendered-table";
import { middleCut } from "../provenance/sha";
import { StatusShape } from "../status/status-shape";
import { keyed } from "../ui/keyed";
import { riskLines, summaryRows } from "./plan-summary";

const shownRows = 8;

/** The plan in a few lines: each edit, and where it changes nothing. */
export function PlanBrief({ plan }: { plan: PlanView }) {
  const rows = summaryRows(plan);
  return (
    <>
      <PathDiff rows={rows.slice(0, shownRows)} />
      {rows.length > shownRows ? (
        <p className="border-t border-line px-3 py-1.5 text-12 text-text-2">
          and {rows.length - shownRows} more edits, in Changes
        </p>
      ) : null}
      {rows.length === 0 ? <p className="px-3 py-2 text-text-2">No edit is known for it.</p> : null}
    </>
  );
}

/** What to look at before saying yes. */
export function RiskList({ plan, gates }: { plan: PlanView; gates: readonly GateView[] }) {
  const lines = riskLines(plan, gates);
  if (lines.length === 0) return null;
  return (
    <ul className="grid gap-1 px-3 pb-2">
      {keyed(lines, (line) => line.fact).map(({ key, item }) => (
        <li key={key} className="flex items-start gap-2 leading-[1.4]">
          <StatusShape kind={item.kind} className="mt-0.5" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {item.fact}
            {item.detail ? <span className="text-text-2">, {item.detail}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Which plan exactly is being decided on. */
export function DigestLine({ digest }: { digest: string }) {
  return (
    <p className="text-12 text-text-2">
      Exactly the plan <code className="mono text-text">{middleCut(digest)}</code>; a changed one asks again.
    </p>
  );
}
