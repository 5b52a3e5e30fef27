import type { GateView } from "@/lib/contract/plan-view";
import { SourceLink } from "../provenance/source-link";
import { Status } from "../status/status";
import { When } from "../time/when";
import { keyed } from "../ui/keyed";
import { Link } from "../ui/link";
import { GateAge } from "./gate-age";

/** What was reported for a gate, each with its time and link. */
export function Evidence({ gate, asOf }: { gate: GateView; asOf: string }) {
  if (gate.evidence.length === 0) return null;
  return (
    <ul className="grid gap-px">
      {keyed(gate.evidence, (item) => item.text).map(({ key, item }) => (
        <li key={key} className="text-12 text-text-2 [overflow-wrap:anywhere]">
          {item.link ? (
            <Link href={item.link} className="underlined">
              {item.text}
            </Link>
          ) : (
            item.text
          )}
          {item.at ? (
            <>
              {" "}
              <When at={item.at} asOf={asOf} className="text-text-3" />
            </>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** The gates as a table: the twin of the drawing, and the gates of a phone. */
export function GateTable({ gates, asOf }: { gates: readonly GateView[]; asOf: string }) {
  return (
    <ul className="divide-y divide-line">
      {keyed(gates, (gate) => gate.name).map(({ key, item: gate }) => (
        <li
          key={key}
          data-change
          tabIndex={-1}
          className="grid grid-cols-[minmax(0,1.2fr)_minmax(0,2fr)_minmax(0,1.6fr)_84px] gap-x-3 gap-y-1 px-3.5 py-2 outline-offset-[-2px] max-md:grid-cols-1"
        >
          <span className="min-w-0">
            <b className="block font-medium [overflow-wrap:anywhere]">{gate.name}</b>
            <span className="block text-11 text-text-2">{gate.detail}</span>
            {gate.declared ? <SourceLink source={gate.declared} short /> : null}
          </span>
          <span className="min-w-0">
            <Status
              kind={gate.status.kind}
              word={`${gate.status.word}${gate.blocking ? "" : gate.status.kind === "healthy" ? "" : ", does not block"}`}
              reason={gate.status.reason}
            />
            {gate.clears ? <span className="block pl-[19px] text-12 text-text-2">{gate.clears}</span> : null}
          </span>
          <Evidence gate={gate} asOf={asOf} />
          <GateAge age={gate.age} />
        </li>
      ))}
    </ul>
  );
}
