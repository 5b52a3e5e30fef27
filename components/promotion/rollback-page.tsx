"use client";

import { useState } from "react";
import type { ResultOf } from "@/lib/contract/operation";
import { rollbackPlan } from "@/lib/contract/promotion";
import type { Refusal } from "@/lib/domain/refusal";
import { Page, PageHead } from "../frame/page";
import { ProdLabel } from "../frame/prod-label";
import { Sentence } from "../frame/sentence";
import { useAsk } from "../query/use-ask";
import { Freshness } from "../time/freshness";
import { Empty } from "../ui/empty";
import { LinkButton } from "../ui/link-button";
import { Panel } from "../ui/panel";
import { Refreshing } from "../ui/skeleton";
import { PlanChanges } from "./plan-changes";
import { PromotionGates } from "./promotion-gates";
import { RollbackPanel } from "./rollback-panel";
import { reviewHref } from "./title";
import { useReader } from "./use-reader";

export type RollbackPreview = ResultOf<typeof rollbackPlan>;
/** The promotion it starts from, and what it leads back. */
export type RollbackFrom = { id: string; application: string; environment: string };

/** The way back is a promotion of its own, with its plan, gates and approvals: asked for here, reviewed like any other. */
export function RollbackPage({
  from,
  answer,
}: {
  from: RollbackFrom;
  answer: { view: RollbackPreview } | { refusal: Refusal };
}) {
  const { fleet } = useReader();
  const title = `Roll back ${from.application} in ${from.environment}`;
  const crumbs = [
    { label: fleet, href: "/" },
    { label: "Promotions", href: "/promotions" },
    { label: from.id, href: reviewHref(from.id), mono: true },
    { label: "Roll back" },
  ];
  if ("refusal" in answer)
    return (
      <Page crumbs={crumbs}>
        <PageHead title={title} />
        <Empty
          title="There is no way back from here now"
          action={<LinkButton href={reviewHref(from.id)}>Back to the promotion</LinkButton>}
        >
          {answer.refusal.message}
        </Empty>
      </Page>
    );
  return <Previewed from={from} title={title} initial={answer.view} crumbs={crumbs} />;
}

function Previewed({
  from,
  title,
  initial,
  crumbs,
}: {
  from: RollbackFrom;
  title: string;
  initial: RollbackPreview;
  crumbs: readonly { label: string; href?: string; mono?: boolean }[];
}) {
  const { application, environment } = from;
  const [version, setVersion] = useState<string | undefined>(undefined);
  const answer = useAsk(
    rollbackPlan,
    { application, environment, ...(version === undefined ? {} : { version }) },
    version === undefined ? initial : undefined,
  );
  const view = answer.data ?? null;
  const { production } = initial;
  return (
    <Page production={production} crumbs={crumbs}>
      <Refreshing active={answer.isFetching} />
      <PageHead
        title={
          <>
            {title}
            {production ? <ProdLabel /> : null}
          </>
        }
        asOf={
          <Freshness
            at={(view ?? initial).asOf}
            reason={answer.isError ? answer.error.message : undefined}
            onRetry={() => void answer.refetch()}
          />
        }
      >
        {view ? <Sentence words={view.verdict} /> : null}
        <p className="text-text-2">Nothing is written before it is asked for and every gate has passed.</p>
      </PageHead>
      <div className="mt-2.5 grid items-start gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_304px]">
        <div className="min-w-0">
          {view ? (
            <>
              <PlanChanges plan={view.plan} />
              <h2 className="mt-5">Gates</h2>
              <PromotionGates
                gates={view.gates}
                asOf={view.asOf}
                earliest={view.earliest}
                earliestAt={view.earliestAt}
              />
            </>
          ) : (
            <p role={answer.isError ? "alert" : "status"} className="text-text-2">
              {answer.isError ? answer.error.message : "Reading the files of that release…"}
            </p>
          )}
          <Panel className="mt-4" title="What it does not restore">
            <ul className="grid list-disc gap-1 pl-5 text-text-2">
              <li>Data that the newer release wrote or migrated.</li>
              <li>Secrets and settings outside Git, and messages that were already sent.</li>
            </ul>
          </Panel>
        </div>
        <RollbackPanel
          from={from}
          view={view ?? initial}
          picked={version ?? initial.version}
          ready={view !== null}
          pick={setVersion}
        />
      </div>
    </Page>
  );
}
