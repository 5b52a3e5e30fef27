"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { show } from "@/lib/contract/promotion";
import type { PromotionView } from "@/lib/contract/promotion-view";
import { counted } from "@/lib/domain/promotion/sentence";
import { Verdict } from "../act/verdict";
import { Page } from "../frame/page";
import { useAsk } from "../query/use-ask";
import { Kbd } from "../ui/kbd";
import { Refreshing } from "../ui/skeleton";
import { type TabItem, Tabs } from "../ui/tabs";
import { PhoneDock } from "./phone-dock";
import { PhoneSummary } from "./phone-summary";
import { PlanChanges } from "./plan-changes";
import { clearCount, riskLines } from "./plan-summary";
import { PromotionGates } from "./promotion-gates";
import { MovedBanner, PromotionHead, SupersededNote } from "./promotion-head";
import { PromotionRisk } from "./promotion-risk";
import { PromotionSide } from "./promotion-side";
import { PromotionSteps } from "./promotion-steps";
import { PromotionTimeline } from "./promotion-timeline";
import { useReader } from "./use-reader";

const tabs = ["changes", "gates", "risk", "plan", "timeline"] as const;
type Tab = (typeof tabs)[number];

/** What is asked first: the change while it waits, the steps once it moves. */
const firstTab = (view: PromotionView): Tab =>
  view.state === "running" || view.state === "failed" || view.state === "done" ? "plan" : "changes";

const tabWords: Record<Tab, (view: PromotionView) => { label: string; note: string | null }> = {
  changes: ({ plan }) => ({
    label: "Changes",
    note: plan.files.length > 0 ? counted(plan.files.length, "file") : null,
  }),
  gates: ({ gates }) => ({ label: "Gates", note: gates.length > 0 ? `${clearCount(gates)} clear` : null }),
  risk: ({ plan, gates }) => {
    const look = riskLines(plan, gates).filter((line) => line.kind !== "healthy").length;
    return { label: "Risk", note: look > 0 ? `${look} to look at` : null };
  },
  plan: ({ steps, state }) => ({
    label: state === "waiting" ? "Plan" : "Steps",
    note: steps.length > 0 ? counted(steps.length, "step") : null,
  }),
  timeline: ({ timeline }) => ({ label: "Timeline", note: String(timeline.length) }),
};

/** Whether it is safe to let exactly this change in now: verdict, evidence, and the people who decide. */
export function PromotionPage({ initial }: { initial: PromotionView }) {
  const ask = useAsk(show, { id: initial.id }, initial);
  const view = ask.data ?? initial;
  const { reader, fleet } = useReader();
  const [chosen, setTab] = useQueryState("tab", parseAsStringLiteral(tabs).withOptions({ history: "push" }));
  const tab = chosen ?? firstTab(view);
  const items: TabItem[] = tabs.map((name) => ({
    ...tabWords[name](view),
    href: `?tab=${name}`,
    current: name === tab,
    choose: () => void setTab(name),
  }));
  const brief = chosen === null && view.state === "waiting";
  return (
    <Page
      production={view.production}
      crumbs={[
        { label: fleet, href: "/" },
        { label: "Promotions", href: "/promotions" },
        { label: view.id, mono: true },
      ]}
      className="max-md:pb-36"
    >
      <Refreshing active={ask.isFetching} />
      <PromotionHead
        view={view}
        failed={ask.isError ? ask.error.message : undefined}
        onRetry={() => void ask.refetch()}
      />
      <SupersededNote by={view.supersededBy} />
      <MovedBanner moved={view.moved} />
      <div role="status" className={brief ? "max-md:[&_ul]:hidden" : ""}>
        <Verdict kind={view.status.kind} words={view.sentence} blockers={view.blockers} />
      </div>
      <div className="mt-2.5 grid items-start gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_304px]">
        <div className="min-w-0">
          {brief ? (
            <div className="md:hidden">
              <PhoneSummary view={view} />
            </div>
          ) : null}
          <div className={brief ? "max-md:hidden" : ""}>
            <Tabs
              label="Parts of the review"
              items={items}
              aside={
                tab === "changes" || tab === "gates" ? (
                  <>
                    <Kbd>n</Kbd>
                    <Kbd>p</Kbd>
                    <span className="ml-1 text-11 text-text-3">
                      next and previous {tab === "gates" ? "gate" : "change"}
                    </span>
                  </>
                ) : null
              }
            />
            <TabBody tab={tab} view={view} />
          </div>
        </div>
        <PromotionSide view={view} reader={reader} />
      </div>
      <PhoneDock view={view} reader={reader} />
    </Page>
  );
}

function TabBody({ tab, view }: { tab: Tab; view: PromotionView }) {
  switch (tab) {
    case "changes":
      return <PlanChanges plan={view.plan} ended={view.state !== "waiting"} />;
    case "gates":
      return (
        <PromotionGates
          gates={view.gates}
          asOf={view.asOf}
          earliest={view.earliest}
          earliestAt={view.earliestAt}
        />
      );
    case "risk":
      return <PromotionRisk view={view} />;
    case "plan":
      return <PromotionSteps view={view} />;
    case "timeline":
      return <PromotionTimeline view={view} />;
  }
}
