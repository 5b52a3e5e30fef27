"use client";

import { GitPullRequestArrow } from "lucide-react";
import { useState } from "react";
import { containerUse, rightSize, rightSizePlan } from "@/lib/contract/resources";
import type { SuggestionView, UseWindow, WorkloadView } from "@/lib/contract/resources-view";
import { moneyChange } from "@/lib/domain/cost-review/money";
import { PlannedAsk } from "../promotion/planned-ask";
import { useRequest } from "../promotion/use-request";
import { useAsk } from "../query/use-ask";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { UseChart } from "./use-chart";

type Ask = { environment: string; window: UseWindow; workload: WorkloadView };

/** A suggestion becomes a change like any other: what was used, the lines, then the request, reviewed on its own page. */
export function RightSizeDialog(ask: Ask) {
  const [open, setOpen] = useState(false);
  const { change, name } = ask.workload;
  if (!change.allowed)
    return (
      <Button size="sm" disabled reason={change.message} reasonAt="below">
        Open as change
      </Button>
    );
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      className="w-[min(720px,calc(100vw-24px))]"
      trigger={
        <Button size="sm">
          <GitPullRequestArrow aria-hidden className="size-3.5" /> Open as change
          <span className="heard"> for {name}</span>
        </Button>
      }
      title={`Requests that fit ${name} in ${ask.environment}`}
      description="Nothing changes until the change is approved and merged."
    >
      <Preview {...ask} />
    </Dialog>
  );
}

function Preview({ environment, window, workload }: Ask) {
  const { application } = workload;
  const input = { environment, application, workload: `${workload.kind}/${workload.name}`, window };
  const preview = useAsk(rightSizePlan, input);
  const act = useRequest(rightSize);
  return (
    <div className="grid gap-3 px-4 pt-3 pb-4">
      <PlannedAsk
        preview={preview}
        reading="Finding the lines that set the requests…"
        act={act}
        send={(seen) => act.send({ ...input, ...seen })}
        verb="Ask for these requests"
        cli={`o8 environment right-size ${environment} --application ${application} --workload ${input.workload} --window ${window}`}
        facts={({ suggestions, effect, caveat, rule }) => (
          <>
            {suggestions.map((one) => (
              <Used
                key={`${one.container}/${one.resource}`}
                ask={{ environment, window, workload }}
                suggestion={one}
              />
            ))}
            <p className="text-12 text-text-2">{rule}</p>
            <p className="text-12">
              {effect === null ? (
                "What it is worth is not known: a price or an old request is missing."
              ) : (
                <>
                  <b>{moneyChange(effect.value, effect.currency)} a month</b>, estimate.{" "}
                  <span className="text-text-2">{caveat}</span>
                </>
              )}
            </p>
          </>
        )}
      />
    </div>
  );
}

/** The window behind one suggestion, on the cluster whose row was chosen. */
function Used({ ask, suggestion }: { ask: Ask; suggestion: SuggestionView }) {
  const { environment, window, workload } = ask;
  const { container, resource } = suggestion;
  const use = useAsk(containerUse, {
    environment,
    application: workload.application,
    cluster: workload.cluster,
    workload: workload.name,
    container,
    window,
  });
  const title = `${resource === "cpu" ? "CPU" : "Memory"} of ${container} on ${workload.cluster}`;
  if (use.isError) return <p className="text-12 text-text-2">{use.error.message}</p>;
  if (!use.data) return <p className="text-12 text-text-2">Reading {title}…</p>;
  return (
    <>
      <UseChart use={use.data} of={suggestion} title={title} />
      {suggestion.because === null ? null : (
        <p className="text-12">More than it used, because {suggestion.because}.</p>
      )}
    </>
  );
}
