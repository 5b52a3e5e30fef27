"use client";

import { useQueryStates } from "nuqs";
import { resources } from "@/lib/contract/resources";
import { type EnvironmentResources, type ResourcesView, UseWindow } from "@/lib/contract/resources-view";
import { CopyAsCli } from "../act/copy-as-cli";
import { Page, PageHead } from "../frame/page";
import { Sentence } from "../frame/sentence";
import { useAsk } from "../query/use-ask";
import { Status } from "../status/status";
import { Freshness } from "../time/freshness";
import { Empty } from "../ui/empty";
import { Select } from "../ui/select";
import { Refreshing, SkeletonRows } from "../ui/skeleton";
import { Filters } from "../ui/tabs";
import { NodeSquares } from "./node-squares";
import { PoolTable } from "./pool-table";
import { QuotaPanel } from "./quota-panel";
import { askOf, drawn, resourcesQuery, resourcesState, sorts } from "./resources-state";
import { WorkloadTable } from "./workload-table";

/** Where are we starved, and where do we waste? The address is the filter. */
export function ResourcesPage({
  fleet,
  initial,
  initialAsk,
}: {
  fleet: string;
  initial: ResourcesView;
  /** The question that `initial` answers. */
  initialAsk: ReturnType<typeof askOf>;
}) {
  const [state, setState] = useQueryStates(resourcesState);
  const asked = askOf(state);
  const ask = useAsk(
    resources,
    asked,
    asked.environment === initialAsk.environment && asked.window === initialAsk.window ? initial : undefined,
  );
  const view = ask.data;
  const focus = view?.environments.at(-1);
  return (
    <Page crumbs={[{ label: fleet, href: "/" }, { label: "Resources" }]}>
      <Refreshing active={ask.isFetching} />
      <PageHead
        title="Resources"
        sub={
          <span className="flex flex-wrap gap-x-2">
            <Select
              quiet
              aria-label="Environment"
              value={state.env}
              onChange={(event) => void setState({ env: event.target.value, pool: null })}
              options={[
                { value: "", label: "All environments" },
                ...(view ?? initial).choices.map((value) => ({ value, label: value })),
              ]}
            />
            <Select
              quiet
              aria-label="Window of use"
              value={state.window}
              onChange={(event) =>
                void setState({
                  window: UseWindow.options.find((one) => one === event.target.value) ?? "14d",
                })
              }
              options={UseWindow.options.map((value) => ({
                value,
                label: `Last ${Number.parseInt(value, 10)} days`,
              }))}
            />
          </span>
        }
        asOf={
          view ? (
            <Freshness
              at={view.asOf}
              reason={ask.isError ? ask.error.message : undefined}
              onRetry={() => void ask.refetch()}
            />
          ) : null
        }
        acts={
          <CopyAsCli
            command={`o8 environment resources${state.env === "" ? "" : ` --environment ${state.env}`} --server`}
          />
        }
      >
        {view ? <Sentence words={view.sentence} size="large" /> : null}
      </PageHead>
      {!view ? (
        ask.isError ? (
          <Empty title="The resources could not be read">{ask.error.message}</Empty>
        ) : (
          <SkeletonRows label="Reading the clusters" rows={8} />
        )
      ) : !focus ? (
        <Empty title="No environment is declared, or you may see none" command="o8 fleet lint ." />
      ) : (
        <ResourcesBody
          view={view}
          focus={focus}
          state={state}
          hrefOf={(part) => resourcesQuery("/resources", { ...state, ...part })}
          onChange={(part) => void setState(part)}
        />
      )}
    </Page>
  );
}

type State = {
  env: string;
  pool: string;
  sort: (typeof sorts)[number];
  of: (typeof drawn)[number];
  window: UseWindow;
};

/** The panels below the sentence: pools of what was chosen, nodes and workloads of one environment. */
export function ResourcesBody({
  view,
  focus,
  state,
  hrefOf,
  onChange,
}: {
  view: ResourcesView;
  focus: EnvironmentResources;
  state: State;
  hrefOf: (part: Partial<State>) => string;
  onChange: (part: Partial<State>) => void;
}) {
  const heard = focus.pools.filter((pool) => (pool.nodes?.length ?? 0) > 0);
  const pool = heard.find(({ cluster }) => cluster.name === state.pool) ?? heard[0];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {view.environments
        .flatMap(({ problems }) => problems)
        .map(({ message }) => (
          <p key={message}>
            <Status kind="unknown" word={message} />
          </p>
        ))}
      <PoolTable environments={view.environments} asOf={view.asOf} window={state.window} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Filters
          label="What is drawn"
          items={drawn.map((of) => ({
            href: hrefOf({ of }),
            label: of === "cpu" ? "CPU" : "Memory",
            current: state.of === of,
            choose: () => onChange({ of }),
          }))}
        />
        {heard.length > 1 ? (
          <Filters
            label="Nodes of"
            items={heard.map(({ cluster }) => ({
              href: hrefOf({ pool: cluster.name }),
              label: cluster.name,
              current: cluster === pool?.cluster,
              choose: () => onChange({ pool: cluster.name }),
            }))}
          />
        ) : null}
        <Select
          quiet
          label="Sort by"
          className="max-md:h-9"
          value={state.sort}
          onChange={(event) => onChange({ sort: sorts.find((one) => one === event.target.value) ?? "waste" })}
          options={sorts.map((value) => ({ value, label: value }))}
        />
      </div>
      {pool ? (
        <NodeSquares environment={focus} pool={pool} of={state.of} />
      ) : (
        <p className="panel px-3.5 py-3 text-text-2">
          No node of {focus.environment} was heard of yet, so there is nothing to draw.
        </p>
      )}
      <WorkloadTable environment={focus} sort={state.sort} note={view.samples.note} window={state.window} />
      <QuotaPanel environment={focus} />
    </div>
  );
}
