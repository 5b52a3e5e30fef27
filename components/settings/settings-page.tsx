"use client";

import { head } from "@/lib/contract/fleet";
import type { ResultOf } from "@/lib/contract/operation";
import { list as sessionList } from "@/lib/contract/session";
import { show } from "@/lib/contract/settings";
import { list as tokenList } from "@/lib/contract/token";
import { Page, PageHead } from "../frame/page";
import { useAsk } from "../query/use-ask";
import { Status, worstOf } from "../status/status";
import { Freshness } from "../time/freshness";
import { ProblemList } from "../ui/problem";
import { Refreshing } from "../ui/skeleton";
import { ConnectionsPanel } from "./connections-panel";
import { DisplayPanel } from "./display-panel";
import { IsolationPanel } from "./isolation-panel";
import { SessionsPanel } from "./sessions-panel";
import { SettingsNav } from "./settings-nav";
import { TeamsPanel } from "./teams-panel";
import { TokensPanel } from "./tokens-panel";

/** What is connected and whether it works, who belongs to which team, and what is the reader's own. */
export function SettingsPage({
  initial,
  tokens,
  sessions,
}: {
  initial: ResultOf<typeof show>;
  tokens: ResultOf<typeof tokenList>;
  sessions: ResultOf<typeof sessionList>;
}) {
  const ask = useAsk(show, {}, initial);
  const view = ask.data ?? initial;
  const fleet = useAsk(head, {}).data;
  const own = {
    tokens: useAsk(tokenList, {}, tokens).data ?? tokens,
    sessions: useAsk(sessionList, {}, sessions).data ?? sessions,
  };
  const odd = view.connections.filter((one) => one.status.kind !== "healthy");
  const kind = worstOf(view.connections.map((one) => one.status.kind));
  return (
    <Page crumbs={[{ label: fleet?.name ?? "Fleet", href: "/" }, { label: "Settings" }]}>
      <Refreshing active={ask.isFetching} />
      <PageHead
        title="Settings"
        sub={view.demo ? "of the demo: its clusters are stand-ins, its Git repository is real" : undefined}
        asOf={
          <Freshness
            at={view.asOf}
            reason={ask.isError ? ask.error.message : undefined}
            onRetry={() => void ask.refetch()}
          />
        }
      >
        <Status
          kind={kind}
          word={
            odd.length === 0
              ? `All ${view.connections.length} connections answer`
              : `${odd.map((one) => `${one.name} ${one.status.word}`).join(", ")}; the other ${view.connections.length - odd.length} answer`
          }
        />
      </PageHead>
      <div className="grid items-start gap-x-8 gap-y-4 lg:grid-cols-[148px_minmax(0,1fr)]">
        <SettingsNav
          problems={view.problems.length}
          tokens={own.tokens.items.length}
          sessions={own.sessions.items.length}
        />
        <div className="grid min-w-0 gap-4">
          <ConnectionsPanel connections={view.connections} asOf={view.asOf} />
          <IsolationPanel isolation={view.isolation} versions={view.versions} />
          <TeamsPanel teams={view.teams} />
          {view.problems.length > 0 ? (
            <section id="problems" className="grid scroll-mt-4 gap-2">
              <h2>Problems of the fleet files</h2>
              <ProblemList problems={view.problems} label="Problems of the fleet files" />
            </section>
          ) : null}
          <TokensPanel tokens={own.tokens.items} proof={own.tokens.proof} />
          <SessionsPanel sessions={own.sessions.items} />
          <DisplayPanel />
        </div>
      </div>
    </Page>
  );
}
