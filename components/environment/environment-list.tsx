"use client";

import { list } from "@/lib/contract/environment";
import { counted } from "@/lib/domain/promotion/sentence";
import { CopyAsCli } from "../act/copy-as-cli";
import { Page, PageHead } from "../frame/page";
import { useAsk } from "../query/use-ask";
import { Freshness } from "../time/freshness";
import { Refreshing } from "../ui/skeleton";
import { type EnvironmentList, EnvironmentTable } from "./environment-table";

/** The stages in promotion order, each with where it runs, whether it is well and whether changes may go in. */
export function EnvironmentListPage({ fleet, initial }: { fleet: string; initial: EnvironmentList }) {
  const ask = useAsk(list, {}, initial);
  const view = ask.data ?? initial;
  return (
    <Page crumbs={[{ label: fleet, href: "/" }, { label: "Environments" }]}>
      <Refreshing active={ask.isFetching} />
      <PageHead
        title="Environments"
        sub={`${counted(view.items.length, "environment")} in promotion order`}
        asOf={
          <Freshness
            at={view.asOf}
            reason={ask.isError ? ask.error.message : undefined}
            onRetry={() => void ask.refetch()}
          />
        }
        acts={<CopyAsCli command="o8 environment list" />}
      />
      <EnvironmentTable view={view} />
    </Page>
  );
}
