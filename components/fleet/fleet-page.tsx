"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { type FleetView, show as fleetShow } from "@/lib/contract/fleet";
import { counted } from "@/lib/domain/promotion/sentence";
import { Page, PageHead } from "../frame/page";
import { useAsk } from "../query/use-ask";
import { Freshness } from "../time/freshness";
import { Button } from "../ui/button";
import { Empty } from "../ui/empty";
import { Refreshing } from "../ui/skeleton";
import { FleetMatrix } from "./fleet-matrix";
import { FirstRun, FleetProblems, InvalidHead, SelectionBar } from "./fleet-states";
import { FleetTools } from "./fleet-tools";
import { NeedsStrip } from "./needs-strip";
import { readSelection, selectionText } from "./selection";
import { groupings, shownGroups, shows } from "./shown-rows";

/** What is where, and what needs somebody now. The address is the view: filter, letters, grouping and choice. */
export function FleetPage({ initial }: { initial: FleetView }) {
  const ask = useAsk(fleetShow, {}, initial);
  const view = ask.data ?? initial;
  const [state, setState] = useQueryStates({
    show: parseAsStringLiteral(shows).withDefault("all"),
    group: parseAsStringLiteral(groupings).withDefault("team"),
    q: parseAsString.withDefault(""),
    select: parseAsString.withDefault(""),
  });
  const groups = shownGroups(view, { show: state.show, text: state.q, grouping: state.group });
  const selection = readSelection(state.select);
  const { applications, environments, clusters } = view.counts;
  return (
    <Page crumbs={[{ label: view.name, href: "/" }, { label: "Fleet" }]}>
      <Refreshing active={ask.isFetching} />
      <PageHead
        title="Fleet"
        sub={`${counted(applications, "application")} in ${counted(environments, "environment")} on ${counted(clusters, "cluster")}`}
        asOf={
          <Freshness
            at={view.asOf}
            reason={ask.isError ? ask.error.message : undefined}
            onRetry={() => void ask.refetch()}
          />
        }
      />
      <InvalidHead view={view} />
      {applications === 0 ? (
        <FirstRun view={view} />
      ) : (
        <>
          <NeedsStrip needs={view.needs} />
          <FleetTools
            view={view}
            show={state.show}
            grouping={state.group}
            text={state.q}
            onShow={(show) => void setState({ show })}
            onGrouping={(group) => void setState({ group })}
            onText={(q) => void setState({ q })}
          />
          {groups.length > 0 ? (
            <FleetMatrix
              view={view}
              groups={groups}
              selection={selection}
              onSelect={(next) => void setState({ select: next ? selectionText(next) : null })}
            />
          ) : (
            <Empty
              title="No application fits this filter"
              action={
                <Button onClick={() => void setState({ show: null, q: null })}>
                  Show all {applications}
                </Button>
              }
            />
          )}
          <SelectionBar
            selection={selection}
            order={view.environments.map((head) => head.name)}
            onClear={() => void setState({ select: null })}
          />
        </>
      )}
      <FleetProblems view={view} />
    </Page>
  );
}
