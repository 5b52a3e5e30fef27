"use client";

import { useId, useState } from "react";
import type { ResultOf } from "@/lib/contract/operation";
import { rightSizePool, rightSizePoolPlan } from "@/lib/contract/resources";
import type { EnvironmentResources, UseWindow } from "@/lib/contract/resources-view";
import { money, moneyChange } from "@/lib/domain/cost-review/money";
import { counted } from "@/lib/domain/promotion/sentence";
import { PlannedAsk } from "../promotion/planned-ask";
import { useRequest } from "../promotion/use-request";
import { useAsk } from "../query/use-ask";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";

/** The pool that would have carried what ran becomes a change like any other; what was tried is shown with its price. */
export function RightSizePoolDialog({
  environment,
  window,
}: {
  environment: EnvironmentResources;
  window: UseWindow;
}) {
  const [open, setOpen] = useState(false);
  const reasonId = useId();
  const { allowed, message } = environment.rightSizePool;
  const label = (
    <>
      Right-size<span className="heard"> the node pool of {environment.environment}</span>
    </>
  );
  // Beside a Scale button that is off for the same lack, a second sentence is heard and not drawn.
  if (!allowed && !environment.scale.allowed)
    return (
      <>
        <Button size="sm" disabled reasonAt="none" title={message ?? undefined} aria-describedby={reasonId}>
          {label}
        </Button>
        <span id={reasonId} className="heard">
          {message}
        </span>
      </>
    );
  if (!allowed)
    return (
      <Button size="sm" disabled reason={message} reasonAt="below">
        {label}
      </Button>
    );
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      className="w-[min(720px,calc(100vw-24px))]"
      trigger={<Button size="sm">{label}</Button>}
      title={`A node pool that fits ${environment.environment}`}
      description="Nothing changes until the change is approved and merged."
    >
      <Preview environment={environment.environment} window={window} />
    </Dialog>
  );
}

function Preview({ environment, window }: { environment: string; window: UseWindow }) {
  const preview = useAsk(rightSizePoolPlan, { environment, window });
  const act = useRequest(rightSizePool);
  return (
    <div className="grid gap-3 px-4 pt-3 pb-4">
      <PlannedAsk
        preview={preview}
        reading="Packing what ran, hour by hour…"
        act={act}
        send={(seen) => act.send({ environment, window, ...seen })}
        verb="Ask for this pool"
        cli={`o8 environment right-size ${environment} --window ${window}`}
        facts={(found) => <Tried {...found} />}
      />
    </div>
  );
}

/** What would have carried the measured hours, every type that was tried, and what changing over is worth. */
function Tried({
  from,
  to,
  hours,
  quietest,
  busiest,
  tried,
  effect,
  rule,
}: ResultOf<typeof rightSizePoolPlan>) {
  return (
    <>
      <p>
        {from.min} to {from.max} <span className="mono text-12">{from.instanceType}</span> now;{" "}
        <b>
          {to.min} to {to.max} <span className="mono text-12">{to.instanceType}</span>
        </b>{" "}
        would have carried {counted(hours, "hour")}, of which the quietest needed {counted(quietest, "node")}{" "}
        and the busiest {busiest}.
      </p>
      <table className="w-full border-collapse text-12">
        <caption className="heard">Pools that were tried, the cheapest first</caption>
        <thead>
          <tr className="text-left text-text-2">
            <th scope="col" className="py-1 font-normal">
              Instance type
            </th>
            <th scope="col" className="py-1 font-normal">
              Nodes
            </th>
            <th scope="col" className="py-1 text-right font-normal">
              A month (estimate)
            </th>
          </tr>
        </thead>
        <tbody>
          {tried.map((one) => (
            <tr key={`${one.instanceType}/${one.now}`}>
              <th scope="row" className="mono border-t border-line py-1 text-left font-normal">
                {one.instanceType}
                {one.now ? <span className="font-sans text-text-3"> as declared now</span> : null}
              </th>
              <td className="border-t border-line py-1">
                {one.min} to {one.max}
              </td>
              <td className="border-t border-line py-1 text-right">
                {money(one.monthly.value, one.monthly.currency)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="text-12">
        {effect === null ? (
          "What it is worth is not known: today's pool has no price, or could not have carried an hour."
        ) : (
          <>
            <b>{moneyChange(effect.value, effect.currency)} a month</b>, estimate.
          </>
        )}{" "}
        <span className="text-text-2">{rule}</span>
      </p>
    </>
  );
}
