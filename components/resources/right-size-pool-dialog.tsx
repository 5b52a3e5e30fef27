"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import {
  type EnvironmentResources,
  rightSizePool,
  rightSizePoolPlan,
  type UseWindow,
} from "@/lib/contract/resources";
import { money, moneyChange } from "@/lib/domain/cost-review/money";
import { counted } from "@/lib/domain/promotion/sentence";
import { CopyAsCli } from "../act/copy-as-cli";
import { FileDiff } from "../diff/file-diff";
import { Sentence } from "../frame/sentence";
import { reviewHref } from "../promotion/title";
import { useAct } from "../promotion/use-act";
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
  // Who may not change the pool's size may not change its type: the Scale button beside says so.
  if (!environment.scale.allowed) return null;
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      className="w-[min(720px,calc(100vw-24px))]"
      trigger={
        <Button size="sm">
          Right-size<span className="heard"> the node pool of {environment.environment}</span>
        </Button>
      }
      title={`A node pool that fits ${environment.environment}`}
      description="Nothing changes until the change is approved and merged."
    >
      <Preview environment={environment.environment} window={window} />
    </Dialog>
  );
}

function Preview({ environment, window }: { environment: string; window: UseWindow }) {
  const router = useRouter();
  const ask = useAsk(rightSizePoolPlan, { environment, window });
  const act = useAct(rightSizePool, {
    said: (value) => router.push(reviewHref(value.id) as Parameters<typeof router.push>[0]),
  });
  if (ask.isError)
    return (
      <p role="alert" className="px-4 pt-3 pb-4 text-text-2">
        {ask.error.message}
      </p>
    );
  if (!ask.data) return <p className="px-4 pt-3 pb-4 text-text-2">Packing what ran, hour by hour…</p>;
  const { from, to, hours, quietest, busiest, tried, effect, rule, plan, verdict, request } = ask.data;
  return (
    <div className="grid gap-3 px-4 pt-3 pb-4">
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
      {plan.files.map((file) => (
        <FileDiff key={file.file} change={file} />
      ))}
      {plan.notes.map((note) => (
        <p key={note} className="text-12 text-text-2">
          {note}
        </p>
      ))}
      <Sentence words={verdict} />
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="grid justify-items-start gap-1.5">
          <Button
            variant="primary"
            pending={act.pending}
            disabled={!request.allowed}
            reason={request.message}
            onClick={() =>
              act.send({ environment, window, ...(plan.digest === null ? {} : { planDigest: plan.digest }) })
            }
          >
            Ask for this pool
          </Button>
          {act.refused ? (
            <p role="alert" className="text-failed">
              {act.refused}
            </p>
          ) : null}
        </div>
        <CopyAsCli command={`o8 environment right-size ${environment} --window ${window}`} />
      </div>
    </div>
  );
}
