"use client";

import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { config } from "@/lib/contract/application";
import type { ConfigView } from "@/lib/contract/configuration";
import { explain } from "@/lib/contract/environment";
import { head } from "@/lib/contract/fleet";
import { CopyAsCli } from "../act/copy-as-cli";
import { useSingleKeys } from "../compare/compare-keys";
import { Page, PageHead } from "../frame/page";
import { EnvironmentName } from "../frame/prod-label";
import { LayerRibbonKey } from "../provenance/layer-ribbon";
import { useAsk } from "../query/use-ask";
import { Freshness } from "../time/freshness";
import { ProblemList } from "../ui/problem";
import { Refreshing } from "../ui/skeleton";
import { firstKey, rowsOf } from "./config-rows";
import { configPath, configQuery, configState } from "./config-state";
import { ConfigTable } from "./config-table";
import { ConfigTools } from "./config-tools";
import { LayerStack } from "./layer-stack";
import { WhatIf } from "./what-if";

/** Where every value of an application in an environment comes from. The address is the view. */
export function ConfigPage({ initial }: { initial: ConfigView }) {
  const [state, setState] = useQueryStates(configState);
  const { application, environment } = initial;
  const input = {
    application,
    environment,
    cluster: state.cluster ?? undefined,
    against: state.against ?? undefined,
  };
  const isInitial =
    (state.cluster === null || state.cluster === initial.cluster) && state.against === initial.against;
  const ask = useAsk(config, input, isInitial ? initial : undefined);
  const view = ask.data ?? initial;
  const fleet = useAsk(head, {}).data;
  const selected = state.path ?? firstKey(view);
  const rows = useMemo(
    () => rowsOf(view, { find: state.find, show: state.show, turned: state.turned, selected: state.path }),
    [view, state.find, state.show, state.turned, state.path],
  );
  const keys = rows.flatMap((row) => (row.kind === "key" ? [row.id] : []));
  const step = (by: 1 | -1) => {
    const at = keys.indexOf(selected ?? "");
    const next = keys[at < 0 ? 0 : at + by];
    if (next) void setState({ path: next });
  };
  useSingleKeys({ j: () => step(1), k: () => step(-1) });
  const acts = {
    hrefOf: (address: string) =>
      `${configPath(application, environment)}${configQuery({ ...state, path: address })}`,
    onSelect: (address: string) => void setState({ path: address }),
    onTurn: (group: string) =>
      void setState({
        turned: state.turned.includes(group)
          ? state.turned.filter((one) => one !== group)
          : [...state.turned, group],
      }),
  };
  return (
    <Page
      production={view.production}
      crumbs={[
        { label: fleet?.name ?? "Fleet", href: "/" },
        { label: application, href: `/applications/${application}` },
        { label: "Configuration" },
        { label: environment },
      ]}
    >
      <Refreshing active={ask.isFetching} />
      <PageHead
        title={
          <>
            {application} <span className="font-normal text-text-2">in</span>{" "}
            <EnvironmentName name={environment} production={view.production} />
          </>
        }
        sub={countText(view)}
        asOf={
          <Freshness
            at={view.asOf}
            source={view.revision === "working" ? undefined : view.revision.slice(0, 7)}
            reason={ask.isError ? ask.error.message : undefined}
            onRetry={() => void ask.refetch()}
          />
        }
        acts={selected ? <CopyAsCli command={cliOf(view, selected)} /> : null}
      />
      {view.status === "rendered" ? null : (
        <div className="mb-3 grid gap-2">
          <p className="text-failed">
            {view.status === "failed"
              ? "It does not render, so only what is declared can be told."
              : "It renders to no objects."}
          </p>
          <ProblemList problems={view.problems} />
        </div>
      )}
      <ConfigTools view={view} state={state} onState={(next) => void setState(next)} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(320px,418px)]">
        <div className="min-w-0">
          <ConfigTable
            rows={rows}
            selected={selected}
            linked={state.path}
            against={view.against}
            acts={acts}
          />
          <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-12 text-text-2">
            <LayerRibbonKey />
            <span className="ml-auto">
              {keys.length.toLocaleString("en-US")} of {view.counts.keys.toLocaleString("en-US")} keys
            </span>
          </div>
        </div>
        {selected ? <Beside view={view} address={selected} /> : null}
      </div>
    </Page>
  );
}

function Beside({ view, address }: { view: ConfigView; address: string }) {
  const ask = useAsk(explain, {
    environment: view.environment,
    application: view.application,
    cluster: view.cluster,
    path: address,
  });
  return (
    <aside aria-label="Selected key" className="sticky top-3 grid gap-4 max-lg:static">
      {ask.data ? (
        <>
          <LayerStack view={ask.data} />
          <WhatIf key={ask.data.address} view={ask.data} />
        </>
      ) : (
        <p role="status" className="panel px-3.5 py-3 text-text-2">
          {ask.isError ? ask.error.message : "Finding the line that sets it…"}
        </p>
      )}
    </aside>
  );
}

const cliOf = ({ environment, application }: ConfigView, address: string): string =>
  `o8 environment explain ${environment} --application ${application} '${address.replaceAll("'", "'\\''")}'`;

function countText({ counts }: ConfigView): string {
  const keys = `${counts.keys.toLocaleString("en-US")} keys`;
  const above =
    counts.aboveBase === null ? "" : `, ${counts.aboveBase.toLocaleString("en-US")} set above base`;
  return `${keys}${above}${counts.left > 0 ? `, ${counts.left.toLocaleString("en-US")} more are not shown` : ""}`;
}
