"use client";

import { Columns2, Layers } from "lucide-react";
import { type ApplicationView, show } from "@/lib/contract/application";
import { counted } from "@/lib/domain/promotion/sentence";
import { CopyAsCli } from "../act/copy-as-cli";
import { Page, PageHead } from "../frame/page";
import { Sentence } from "../frame/sentence";
import { Pipeline } from "../pipeline/pipeline";
import { useAsk } from "../query/use-ask";
import { Freshness } from "../time/freshness";
import { Empty } from "../ui/empty";
import { LinkButton } from "../ui/link-button";
import { Panel } from "../ui/panel";
import { ProblemList } from "../ui/problem";
import { Refreshing } from "../ui/skeleton";
import { LastEvents } from "./last-events";
import { mainStep, NextStep } from "./next-step";
import { stageNodes } from "./stage-nodes";
import { VersionLanes } from "./version-lanes";

/** How far each version got, and what stops the next step. */
export function ApplicationPage({ fleet, initial }: { fleet: string; initial: ApplicationView }) {
  const ask = useAsk(show, { application: initial.name }, initial);
  const view = ask.data ?? initial;
  const placements = view.stages.reduce((sum, stage) => sum + stage.placements.length, 0);
  return (
    <Page crumbs={[{ label: fleet, href: "/" }, { label: "Fleet", href: "/" }, { label: view.name }]}>
      <Refreshing active={ask.isFetching} />
      <PageHead
        title={view.name}
        sub={[view.team ?? "no team", view.renderer, counted(placements, "placement")].join(", ")}
        asOf={
          <Freshness
            at={view.asOf}
            reason={ask.isError ? ask.error.message : undefined}
            onRetry={() => void ask.refetch()}
          />
        }
        acts={<Acts view={view} />}
      >
        <Sentence words={view.sentence} />
      </PageHead>
      <ApplicationBody view={view} />
    </Page>
  );
}

function Acts({ view }: { view: ApplicationView }) {
  const [left, right] = view.stages.slice(-2);
  const step = mainStep(view.stages);
  return (
    <>
      {left && right ? (
        <LinkButton href={`/compare/${left.environment}...${right.environment}?app=${view.name}`}>
          <Columns2 aria-hidden />
          Compare {left.environment} and {right.environment}
        </LinkButton>
      ) : null}
      {right ? (
        <LinkButton href={`/applications/${view.name}/config/${right.environment}`}>
          <Layers aria-hidden />
          Configuration
        </LinkButton>
      ) : null}
      {step ? (
        <CopyAsCli
          command={`o8 environment promote ${view.name} --from ${step.from.environment} --to ${step.next.to} --plan`}
        />
      ) : null}
      {step ? <NextStep application={view.name} step={step} /> : null}
    </>
  );
}

export function ApplicationBody({ view }: { view: ApplicationView }) {
  if (view.stages.length === 0)
    return (
      <Empty title="It is declared in no environment that you may see" command={`o8 fleet lint ${view.path}`}>
        An <code className="mono">environments.yaml</code> in <code className="mono">{view.path}</code> says
        where it runs.
        {view.problems.length > 0 ? <ProblemList problems={view.problems} /> : null}
      </Empty>
    );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3.5">
      <Pipeline nodes={stageNodes(view)} asOf={view.asOf} label={`Stages of ${view.name}`} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-3.5 xl:grid-cols-[minmax(0,1fr)_300px]">
        <Panel>
          {view.lanes.items.length > 0 ? (
            <VersionLanes lanes={view.lanes} stages={view.stages} />
          ) : (
            <p className="text-text-2">
              No version of it was found in Git's history: no line sets its image or chart.
            </p>
          )}
        </Panel>
        <LastEvents events={view.events} asOf={view.asOf} />
      </div>
      {view.problems.length > 0 ? (
        <section className="grid gap-2">
          <h2>Problems in its files</h2>
          <ProblemList problems={view.problems} label={`Problems in the files of ${view.name}`} />
        </section>
      ) : null}
    </div>
  );
}
