"use client";

import { useRouter } from "next/navigation";
import type { ResultOf } from "@/lib/contract/operation";
import { list } from "@/lib/contract/promotion";
import { counted } from "@/lib/domain/promotion/sentence";
import { Page, PageHead } from "../frame/page";
import { useAsk } from "../query/use-ask";
import { Freshness } from "../time/freshness";
import { Empty } from "../ui/empty";
import { LinkButton } from "../ui/link-button";
import { Select } from "../ui/select";
import { Refreshing } from "../ui/skeleton";
import { Filters } from "../ui/tabs";
import { type ListAsk, listHref } from "./list-ask";
import { PromotionRow } from "./promotion-row";
import { useReader } from "./use-reader";

type Shown = ResultOf<typeof list>;

const words = { open: "Open", closed: "Closed", all: "All" } as const;

/** Every request, with why it waits and who can act. The address is the view. */
export function PromotionsPage({ ask, initial }: { ask: ListAsk; initial: Shown }) {
  const answer = useAsk(list, ask, initial);
  const view = answer.data ?? initial;
  const { fleet } = useReader();
  const state = ask.state ?? "open";
  return (
    <Page crumbs={[{ label: fleet, href: "/" }, { label: "Promotions" }]}>
      <Refreshing active={answer.isFetching} />
      <PageHead
        title="Promotions"
        sub={counted(view.total, state === "all" ? "request" : `${state} request`)}
        asOf={
          <Freshness
            at={view.asOf}
            reason={answer.isError ? answer.error.message : undefined}
            onRetry={() => void answer.refetch()}
          />
        }
      >
        <p className="text-text-2">{leadOf(view, state)}</p>
      </PageHead>
      <div className="mb-3 flex flex-wrap items-center gap-x-5 gap-y-2">
        <Filters
          label="State"
          items={(["open", "closed", "all"] as const).map((name) => ({
            href: listHref(ask, { state: name }),
            label: words[name],
            current: name === state,
          }))}
        />
        <Choice label="Application" of="application" ask={ask} names={view.applications} />
        <Choice label="Environment" of="environment" ask={ask} names={view.environments} />
      </div>
      {view.items.length > 0 ? (
        <ul aria-label="Promotions" className="panel overflow-hidden">
          {view.items.map((item) => (
            <PromotionRow key={item.id} item={item} asOf={view.asOf} />
          ))}
        </ul>
      ) : (
        <NothingHere ask={ask} />
      )}
      <div className="mt-3 flex gap-2">
        {ask.cursor ? <LinkButton href={listHref(ask, {})}>Newest</LinkButton> : null}
        {view.next ? <LinkButton href={listHref(ask, { cursor: view.next })}>Older</LinkButton> : null}
      </div>
    </Page>
  );
}

/** "2 wait for you; 3 in all are under way." Computed from what is shown. */
function leadOf({ items }: Shown, state: string): string {
  const mine = items.filter((item) => item.waitsForMe !== null).length;
  const waiting = items.filter((item) => item.state === "waiting").length;
  const running = items.filter((item) => item.state === "running").length;
  const failed = items.filter((item) => item.state === "failed").length;
  if (state === "closed")
    return failed > 0
      ? `${counted(failed, "delivery").replace("deliverys", "deliveries")} on this page failed.`
      : "How requests ended, newest first.";
  if (waiting + running === 0) return "Nothing is under way.";
  const parts = [
    waiting > 0
      ? `${waiting} ${waiting === 1 ? "waits" : "wait"}, ${mine === 0 ? "none" : mine} of them for you`
      : null,
    running > 0 ? `${running} ${running === 1 ? "is" : "are"} being delivered` : null,
  ].filter(Boolean);
  return `${parts.join("; ")}.`;
}

function Choice({
  label,
  of,
  ask,
  names,
}: {
  label: string;
  of: "application" | "environment";
  ask: ListAsk;
  names: readonly string[];
}) {
  const router = useRouter();
  const value = ask[of] ?? "";
  const known = value === "" || names.includes(value) ? names : [value, ...names];
  return (
    <Select
      quiet
      label={label}
      value={value}
      options={[{ value: "", label: "any" }, ...known.map((name) => ({ value: name, label: name }))]}
      onChange={(event) =>
        router.push(listHref(ask, { [of]: event.target.value || null }) as Parameters<typeof router.push>[0])
      }
    />
  );
}

function NothingHere({ ask }: { ask: ListAsk }) {
  if (ask.application || ask.environment || ask.cursor)
    return (
      <Empty
        title="No request fits this filter"
        action={
          <LinkButton href={listHref(ask, { application: null, environment: null })}>
            Show all of them
          </LinkButton>
        }
      />
    );
  return (
    <Empty
      title={ask.state === "closed" ? "No request has ended yet" : "Nothing is under way"}
      action={<LinkButton href="/">See what could move</LinkButton>}
      command="o8 environment promote APPLICATION --from staging --to production"
    >
      A promotion carries a release from one environment into the next, by one commit that the right people
      approved.
    </Empty>
  );
}
