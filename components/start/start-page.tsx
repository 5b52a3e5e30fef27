"use client";

import { type StartView, start } from "@/lib/contract/fleet";
import { counted } from "@/lib/domain/promotion/sentence";
import { Brand } from "../frame/brand";
import { PageHead } from "../frame/page";
import { useAsk } from "../query/use-ask";
import { Status } from "../status/status";
import { Freshness } from "../time/freshness";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { LinkButton } from "../ui/link-button";
import { Panel } from "../ui/panel";
import { ProblemList } from "../ui/problem";
import { Refreshing } from "../ui/skeleton";
import { StartRendered } from "./start-rendered";

/** How to begin: what works and what is left, and for a repository without a fleet file the proposed one. */
export function StartPage({ initial }: { initial: StartView }) {
  const ask = useAsk(start, {}, initial);
  const view = ask.data ?? initial;
  const left = view.checks.filter((one) => one.next !== null);
  return (
    <div className="mx-auto max-w-[1080px] px-7 pt-5 pb-12 max-md:px-4">
      <header className="mb-2 flex items-center gap-3">
        <Brand />
      </header>
      <main id="main" tabIndex={-1} className="outline-none">
        <Refreshing active={ask.isFetching} />
        <PageHead
          title={view.onboarding ? `Begin with ${view.fleet}` : `${view.fleet} is set up`}
          sub={left.length === 0 ? "nothing is left to do" : `${counted(left.length, "step")} left`}
          asOf={
            <Freshness
              at={view.asOf}
              source={view.commit?.sha.slice(0, 7)}
              reason={ask.isError ? ask.error.message : undefined}
              onRetry={() => void ask.refetch()}
            />
          }
          acts={
            <>
              <Button pending={ask.isFetching} onClick={() => void ask.refetch()}>
                Test again
              </Button>
              {view.onboarding ? null : (
                <LinkButton href="/" variant="primary">
                  Open the fleet
                </LinkButton>
              )}
            </>
          }
        />
        <div className="grid gap-4">
          <Checks view={view} />
          {view.onboarding ? <Proposal onboarding={view.onboarding} branch={view.branch} /> : null}
          <details className="panel px-3.5 py-2.5">
            <summary className="rounded-sm font-medium">What the console needs in a cluster</summary>
            <div className="mt-2 flex flex-wrap items-start justify-between gap-2">
              <p className="max-w-[70ch] text-12 text-text-2">
                Enough to look, and no Secret. To apply by itself, without Argo CD or Flux, it needs{" "}
                <code className="mono">edit</code> in the namespaces of its placements as well.
              </p>
              <CopyButton text={view.clusterRole} label="the rules">
                Copy the rules
              </CopyButton>
            </div>
            <pre className="mono mt-2 max-h-80 overflow-auto rounded-md bg-inset p-3 text-12">
              {view.clusterRole}
            </pre>
          </details>
        </div>
      </main>
    </div>
  );
}

const titles: Readonly<Record<StartView["checks"][number]["name"], string>> = {
  repository: "Repository",
  tools: "Tools",
  "fleet file": "Fleet file",
  "sign-in": "Sign-in and teams",
  clusters: "Clusters",
  delivery: "Delivery",
};

function Checks({ view }: { view: StartView }) {
  return (
    <Panel title="What is connected" flush>
      <ol className="divide-y divide-line">
        {view.checks.map((one) => (
          <li
            key={one.name}
            className="grid gap-x-4 gap-y-0.5 px-3.5 py-2 md:grid-cols-[150px_minmax(0,1fr)_minmax(180px,auto)]"
          >
            <b>{titles[one.name]}</b>
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <span className="text-text-2">{one.detail}</span>
              {one.next ? <span className="block">{one.next}</span> : null}
            </span>
            <Status kind={one.status.kind} word={one.status.word} reason={one.status.reason} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

type Onboarding = NonNullable<StartView["onboarding"]>;

function Proposal({ onboarding, branch }: { onboarding: Onboarding; branch: string }) {
  const { proposal, evidence, problems } = onboarding;
  return (
    <>
      <Panel
        title="Proposed orchestr8.yaml"
        note={`to commit at the root of ${branch}; o8 fleet init --write makes the same file`}
      >
        <div className="mb-2 flex justify-end">
          <CopyButton text={proposal} label="the proposal">
            Copy the file
          </CopyButton>
        </div>
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
          tabIndex={0}
          aria-label="Text of the proposed file"
          className="max-h-[420px] overflow-auto rounded-md bg-inset p-3"
        >
          <pre className="mono text-12">{proposal}</pre>
        </section>
      </Panel>
      <StartRendered onboarding={onboarding} />
      <Panel title="Why these guesses" flush>
        <ul className="divide-y divide-line">
          {evidence.map(({ claim, because, files }) => (
            <li key={`${claim} ${files[0]}`} className="grid gap-0.5 px-3.5 py-2">
              <b className="[overflow-wrap:anywhere]">{claim}</b>
              <span className="text-text-2 [overflow-wrap:anywhere]">{because}</span>
              {files.length > 0 ? (
                <span className="mono text-[11.5px] text-text-3 [overflow-wrap:anywhere]">
                  {files.slice(0, 3).join(", ")}
                  {files.length > 3 ? ` and ${files.length - 3} more` : ""}
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      </Panel>
      {problems.length > 0 ? (
        <section className="grid gap-2">
          <h2>What stands in the way</h2>
          <ProblemList problems={problems} label="What stands in the way" />
        </section>
      ) : null}
    </>
  );
}
