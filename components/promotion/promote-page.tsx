"use client";

import type { ResultOf } from "@/lib/contract/operation";
import { plan as planOf } from "@/lib/contract/promotion";
import type { StatusKind } from "@/lib/contract/view";
import type { Refusal } from "@/lib/domain/refusal";
import { CopyAsCli } from "../act/copy-as-cli";
import { Verdict } from "../act/verdict";
import { Page, PageHead } from "../frame/page";
import { ProdLabel } from "../frame/prod-label";
import { useAsk } from "../query/use-ask";
import { Freshness } from "../time/freshness";
import { Empty } from "../ui/empty";
import { LinkButton } from "../ui/link-button";
import { Refreshing } from "../ui/skeleton";
import { AskPanel } from "./ask-panel";
import { PlanChanges } from "./plan-changes";
import { clearCount, gateCounts } from "./plan-summary";
import { PromotionGates } from "./promotion-gates";
import { useReader } from "./use-reader";

type Preview = ResultOf<typeof planOf>;
export type PromoteAsk = { application: string; from: string; to: string };

const kindOf = ({ gates }: Preview): StatusKind => {
  const blocking = gates.filter((gate) => gate.blocking);
  if (blocking.some((gate) => gate.status.kind === "failed")) return "failed";
  return blocking.length > 0 ? "waiting" : "healthy";
};

/** A cell for each gate that blocks, and one that counts the rest. */
function blockersOf({ gates }: Preview) {
  const clear = gates.filter((gate) => !gate.blocking);
  return [
    ...gates
      .filter((gate) => gate.blocking)
      .map((gate) => ({
        status: gate.status,
        title: `${gate.name}, ${gate.status.word}`,
        detail: gate.clears ?? gate.status.reason ?? "",
      })),
    {
      status: {
        kind: clear.some((gate) => gate.status.kind === "healthy")
          ? ("healthy" as const)
          : ("unknown" as const),
        word: "clear",
        reason: null,
      },
      title: `${clearCount(gates)} gates do not block`,
      detail: gateCounts(clear),
    },
  ];
}

/** What a promotion would write and wait for, before it is asked for. */
export function PromotePage({
  ask,
  answer,
}: {
  ask: PromoteAsk;
  answer: { view: Preview } | { refusal: Refusal };
}) {
  const { fleet } = useReader();
  const crumbs = [
    { label: fleet, href: "/" },
    { label: ask.application, href: `/applications/${ask.application}` },
    { label: `Promote to ${ask.to}` },
  ];
  if ("refusal" in answer)
    return (
      <Page crumbs={crumbs}>
        <PageHead title={`${ask.application} to ${ask.to}`} />
        <Empty
          title={`Nothing can be promoted from ${ask.from} to ${ask.to} now`}
          action={
            <LinkButton href={`/applications/${ask.application}`}>Back to {ask.application}</LinkButton>
          }
        >
          {answer.refusal.message}
        </Empty>
      </Page>
    );
  return <Previewed ask={ask} initial={answer.view} crumbs={crumbs} />;
}

function Previewed({
  ask,
  initial,
  crumbs,
}: {
  ask: PromoteAsk;
  initial: Preview;
  crumbs: readonly { label: string; href?: string }[];
}) {
  const answer = useAsk(planOf, ask, initial);
  const view = answer.data ?? initial;
  const { plan } = view;
  return (
    <Page crumbs={crumbs} production={view.production}>
      <Refreshing active={answer.isFetching} />
      <PageHead
        title={
          <>
            {ask.application} {plan.toVersion ?? ""} to {ask.to}
            {view.production ? <ProdLabel /> : null}
          </>
        }
        sub={`a preview of moving it from ${ask.from}`}
        asOf={
          <Freshness
            at={view.asOf}
            reason={answer.isError ? answer.error.message : undefined}
            onRetry={() => void answer.refetch()}
          />
        }
        acts={
          <CopyAsCli
            command={`o8 environment promote ${ask.application} --from ${ask.from} --to ${ask.to} --plan`}
          />
        }
      >
        <p className="text-text-2">
          {plan.fromVersion
            ? `${ask.to} declares ${plan.fromVersion}. `
            : `${ask.to} declares no version yet. `}
          Nothing is written before it is asked for and every gate has passed.
        </p>
      </PageHead>
      <Verdict kind={kindOf(view)} words={view.verdict} blockers={blockersOf(view)} />
      <div className="mt-2.5 grid items-start gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_304px]">
        <div className="min-w-0">
          <PlanChanges plan={plan} />
          <h2 className="mt-5">Gates</h2>
          <PromotionGates
            gates={view.gates}
            asOf={view.asOf}
            earliest={view.earliest}
            earliestAt={view.earliestAt}
          />
        </div>
        <AskPanel ask={ask} view={view} />
      </div>
    </Page>
  );
}
