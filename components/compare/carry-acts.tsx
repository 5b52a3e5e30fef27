"use client";

import { ArrowLeft, ArrowRight } from "lucide-react";
import { useState } from "react";
import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import { carry, carryPlan } from "@/lib/contract/promotion";
import { type Printable, stringifyJson } from "@/lib/domain/json";
import { PlannedAsk } from "../promotion/planned-ask";
import { useRequest } from "../promotion/use-request";
import { useAsk } from "../query/use-ask";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import type { Line } from "./compare-rows";
import { shownValue } from "./shown-value";

/** One value of the row to the other side, either way; towards production first. */
export function CarryActs({ view, line }: { view: EnvironmentDiffView; line: Line }) {
  const ways = [
    { from: "left", to: "right" },
    { from: "right", to: "left" },
  ] as const;
  return (
    <div className="flex flex-wrap gap-2 border-t border-line px-3.5 pt-[11px] pb-3">
      <h3 className="w-full">Promote just this value</h3>
      {(view.backwards ? ways.toReversed() : ways).map(({ from, to }) => (
        <CarryDialog key={to} view={view} line={line} from={from} to={to} />
      ))}
    </div>
  );
}

type Way = { view: EnvironmentDiffView; line: Line; from: "left" | "right"; to: "left" | "right" };

function CarryDialog(way: Way) {
  const { view, line, from, to } = way;
  const [open, setOpen] = useState(false);
  const Arrow = to === "right" ? ArrowRight : ArrowLeft;
  const value = shownValue(line[from], null, 60);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm">
          <Arrow aria-hidden />
          To {view[to]}…
        </Button>
      }
      title={`Bring this value to ${view[to]}`}
      description={`${line.application}, ${line.path}: ${value.kind === "value" ? value.text : "the value"} of ${view[from]}.`}
      className="w-[min(620px,calc(100vw-24px))]"
    >
      <div className="grid gap-3 px-4 pt-3 pb-4">
        <CarryPreview {...way} />
      </div>
    </Dialog>
  );
}

function CarryPreview({ view, line, from, to }: Way) {
  const row = view.differences.find((one) => one.id === line.id);
  const input = {
    application: line.application,
    from: view[from],
    to: view[to],
    fromIndex: row?.[from] ?? null,
    toIndex: row?.[to] ?? null,
    path: line.path,
    seen: line[to] === undefined ? null : stringifyJson(line[to] as Printable),
  };
  const preview = useAsk(carryPlan, input);
  const act = useRequest(carry);
  return (
    <PlannedAsk
      preview={preview}
      reading={`Looking for the line that sets it in ${view[to]}…`}
      act={act}
      send={(seen) => act.send({ ...input, ...seen })}
      verb="Ask for this change"
      effect={({ plan: { rendered } }) => (
        <p className="text-12 text-text-2">
          {rendered.length === 1
            ? "One rendered field changes."
            : `${rendered.length} rendered fields change: ${rendered.map((one) => one.path).join(", ")}.`}
        </p>
      )}
    />
  );
}
