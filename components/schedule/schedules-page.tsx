"use client";

import { useQueryStates } from "nuqs";
import { type SchedulesView, schedules } from "@/lib/contract/schedule";
import { CopyAsCli } from "../act/copy-as-cli";
import { Page, PageHead } from "../frame/page";
import { Sentence } from "../frame/sentence";
import { useAsk } from "../query/use-ask";
import { Freshness } from "../time/freshness";
import { Empty } from "../ui/empty";
import { Refreshing } from "../ui/skeleton";
import { EnvironmentPanels } from "./environment-panels";
import { scheduleQuery, scheduleState } from "./schedule-state";
import { SchedulesTable } from "./schedules-table";

/** What sleeps when, what that saves, and what runs at night for nobody? The address is the environment in view. */
export function SchedulesPage({ fleet, initial }: { fleet: string; initial: SchedulesView }) {
  const [state, setState] = useQueryStates(scheduleState);
  const ask = useAsk(schedules, {}, initial);
  const view = ask.data ?? initial;
  const focus =
    view.environments.find(({ environment }) => environment === state.env) ?? view.environments[0];
  return (
    <Page production={false} crumbs={[{ label: fleet, href: "/" }, { label: "Schedules" }]}>
      <Refreshing active={ask.isFetching} />
      <PageHead
        title="Schedules"
        sub="what sleeps when nobody needs it"
        asOf={
          <Freshness
            at={view.asOf}
            reason={ask.isError ? ask.error.message : undefined}
            onRetry={() => void ask.refetch()}
          />
        }
        acts={<CopyAsCli command={`o8 environment schedule ${focus?.environment ?? "dev"} --server`} />}
      >
        <Sentence words={view.sentence} size="large" />
      </PageHead>
      {focus ? (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <SchedulesTable
            view={view}
            focus={focus.environment}
            hrefOf={(env) => scheduleQuery("/schedules", { env })}
            choose={(env) => void setState({ env })}
          />
          <EnvironmentPanels key={focus.environment} environment={focus} asOf={view.asOf} />
        </div>
      ) : (
        <Empty title="No environment is declared, or you may see none" command="o8 fleet lint ." />
      )}
    </Page>
  );
}
