"use client";

import { ChevronDown } from "lucide-react";
import { parseAsBoolean, useQueryState } from "nuqs";
import type { GateView } from "@/lib/contract/plan-view";
import { counted, listed } from "@/lib/domain/promotion/sentence";
import { Status } from "../status/status";
import { Kbd } from "../ui/kbd";
import { GateDrawing, GateLegend } from "./gate-drawing";
import { GateTable } from "./gate-table";
import { isUnenforced } from "./plan-summary";

type Shown = { gates: readonly GateView[]; asOf: string; earliest: string | null; earliestAt: string | null };

/** When it can start, as far as time decides, and on what else that depends. */
function EarliestStart({ gates, earliest }: Pick<Shown, "gates" | "earliest">) {
  const people = gates.filter((gate) => gate.blocking && gate.until === null).map((gate) => gate.name);
  if (earliest)
    return (
      <p>
        <b>Earliest start {earliest}</b>
        {people.length > 0
          ? `, if ${listed(people)} ${people.length === 1 ? "is" : "are"} cleared by then.`
          : "."}
      </p>
    );
  return people.length > 0 ? (
    <p>
      <b>Starts by itself</b> as soon as {listed(people)} {people.length === 1 ? "is" : "are"} cleared; time
      alone holds nothing back.
    </p>
  ) : (
    <p>
      <b>Nothing blocks.</b>
    </p>
  );
}

/** The gates drawn against time, or as the table that says the same (`t`, kept in the address). */
export function PromotionGates({ gates, asOf, earliest, earliestAt }: Shown) {
  const [table, setTable] = useQueryState("t", parseAsBoolean.withDefault(false));
  const judged = gates.filter((gate) => !isUnenforced(gate));
  if (gates.length === 0)
    return (
      <p className="mt-4 max-w-[68ch] text-text-2">
        Gates are judged while a request waits, and once more at the moment it starts. That last verdict
        stands in its steps.
      </p>
    );
  return (
    <section aria-label="Gates against time" className="mt-3">
      <div className="mb-2.5">
        <EarliestStart gates={gates} earliest={earliest} />
      </div>
      <div className="panel overflow-hidden">
        {table ? null : (
          <div className="overflow-x-auto max-md:hidden">
            <GateDrawing gates={judged} asOf={asOf} earliestAt={earliestAt} />
          </div>
        )}
        <div className={table ? "" : "md:hidden"}>
          <GateTable gates={judged} asOf={asOf} />
        </div>
        <Unenforced gates={gates.filter(isUnenforced)} asOf={asOf} />
      </div>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1 px-0.5 pt-2 text-11 text-text-2 max-md:hidden">
        {table ? null : <GateLegend earliest={earliestAt !== null} />}
        <details
          data-twin
          open={table}
          onToggle={(event) => {
            if (event.currentTarget.open !== table) void setTable(event.currentTarget.open || null);
          }}
          className="ml-auto"
        >
          <summary className="underlined inline-flex min-h-6 items-center gap-1">
            {table ? "Show against time" : "Show as table"}
            <Kbd>t</Kbd>
          </summary>
        </details>
      </div>
    </section>
  );
}

/** Declared and not checked by anybody: one folded line that says so, apart from what was judged. */
function Unenforced({ gates, asOf }: Pick<Shown, "gates" | "asOf">) {
  if (gates.length === 0) return null;
  return (
    <details className="group/rules hatch border-t border-line">
      <summary className="flex min-h-9 flex-wrap items-center gap-x-2 px-3 py-1.5 outline-offset-[-2px]">
        <Status kind="unknown" word={`${counted(gates.length, "declared rule")} not enforced yet`} />
        <span className="min-w-0 text-12 text-text-2">{listed(gates.map((gate) => gate.name))}</span>
        <ChevronDown aria-hidden className="ml-auto text-text-3 group-open/rules:rotate-180" />
      </summary>
      <div className="border-t border-line bg-panel">
        <GateTable gates={gates} asOf={asOf} />
      </div>
    </details>
  );
}
