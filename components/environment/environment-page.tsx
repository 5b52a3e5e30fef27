"use client";

import { Columns2 } from "lucide-react";
import { show } from "@/lib/contract/environment";
import type { EnvironmentView } from "@/lib/contract/environment-view";
import { counted } from "@/lib/domain/promotion/sentence";
import { CopyAsCli } from "../act/copy-as-cli";
import { Page, PageHead } from "../frame/page";
import { EnvironmentName } from "../frame/prod-label";
import { Sentence } from "../frame/sentence";
import { useAsk } from "../query/use-ask";
import { Freshness } from "../time/freshness";
import { Link } from "../ui/link";
import { LinkButton } from "../ui/link-button";
import { Refreshing } from "../ui/skeleton";
import { EnvironmentBody } from "./environment-body";

const place = ({ order, of }: EnvironmentView): string =>
  order === 0
    ? `first of ${counted(of, "environment")}`
    : order === of - 1
      ? `last of ${counted(of, "environment")}`
      : `${order + 1} of ${counted(of, "environment")}`;

/** Is this environment fit for use, and under which rules does it live? */
export function EnvironmentPage({ fleet, initial }: { fleet: string; initial: EnvironmentView }) {
  const ask = useAsk(show, { environment: initial.name }, initial);
  const view = ask.data ?? initial;
  const { applications, clusters } = view;
  return (
    <Page
      production={view.production}
      crumbs={[
        { label: fleet, href: "/" },
        { label: "Environments", href: "/environments" },
        { label: view.name },
      ]}
    >
      <Refreshing active={ask.isFetching} />
      <PageHead
        title={<EnvironmentName name={view.name} production={view.production} />}
        sub={`${counted(applications.length, "application")}, ${counted(clusters.length, "cluster")}, ${place(view)}`}
        asOf={
          <Freshness
            at={view.asOf}
            reason={ask.isError ? ask.error.message : undefined}
            onRetry={() => void ask.refetch()}
          />
        }
        acts={<Acts view={view} />}
      >
        <Sentence words={view.sentence} size="large" />
      </PageHead>
      <EnvironmentBody view={view} />
    </Page>
  );
}

/** The pair to compare it with: the stage before it, or the one after the first. */
function pairOf({ name, neighbours }: EnvironmentView): readonly [string, string] | null {
  if (neighbours.previous) return [neighbours.previous, name];
  return neighbours.next ? [name, neighbours.next] : null;
}

function Acts({ view }: { view: EnvironmentView }) {
  const pair = pairOf(view);
  const { previous, next } = view.neighbours;
  return (
    <>
      {previous ? (
        <Link rel="prev" href={`/environments/${previous}`} className="heard focus:not-sr-only">
          Previous environment, {previous}
        </Link>
      ) : null}
      {next ? (
        <Link rel="next" href={`/environments/${next}`} className="heard focus:not-sr-only">
          Next environment, {next}
        </Link>
      ) : null}
      {pair ? (
        <LinkButton href={`/compare/${pair[0]}...${pair[1]}`}>
          <Columns2 aria-hidden />
          Compare with {pair[0] === view.name ? pair[1] : pair[0]}
        </LinkButton>
      ) : null}
      <CopyAsCli command={`o8 environment render ${view.name}`} />
    </>
  );
}
