"use client";

import { parseAsString, useQueryState } from "nuqs";
import type { MouseEvent } from "react";
import { list } from "@/lib/contract/inbox";
import type { ResultOf } from "@/lib/contract/operation";
import { counted } from "@/lib/domain/promotion/sentence";
import { Page, PageHead } from "../frame/page";
import { useReader } from "../promotion/use-reader";
import { useAsk } from "../query/use-ask";
import { Freshness } from "../time/freshness";
import { Empty } from "../ui/empty";
import { Link } from "../ui/link";
import { LinkButton } from "../ui/link-button";
import { Refreshing } from "../ui/skeleton";
import { PromotionLine } from "./promotion-line";
import { ReadingPane } from "./reading-pane";

type InboxView = ResultOf<typeof list>;

const wide = "(min-width: 1024px)";

/** What waits for the reader, in the order it should be taken; on a desk the chosen one is read beside the list. */
export function InboxPage({ initial }: { initial: InboxView }) {
  const ask = useAsk(list, {}, initial);
  const view = ask.data ?? initial;
  const { fleet } = useReader();
  const [chosen, setChosen] = useQueryState("item", parseAsString.withOptions({ history: "push" }));
  const items = view.groups.flatMap((group) => group.items);
  const waiting = view.groups.find((group) => group.key === "blocks")?.items.length ?? 0;
  const current = items.find((item) => item.id === chosen) ?? items[0];
  const open = (id: string) => (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || !window.matchMedia(wide).matches) return;
    event.preventDefault();
    void setChosen(id);
  };
  return (
    <Page crumbs={[{ label: fleet, href: "/" }, { label: "Inbox" }]}>
      <Refreshing active={ask.isFetching} />
      <PageHead
        title="Inbox"
        sub={
          waiting > 0
            ? `${counted(waiting, "request")} ${waiting === 1 ? "waits" : "wait"} for you`
            : "nothing waits for you"
        }
        asOf={
          <Freshness
            at={view.asOf}
            reason={ask.isError ? ask.error.message : undefined}
            onRetry={() => void ask.refetch()}
          />
        }
      />
      {waiting === 0 ? <NothingWaits elsewhere={view.elsewhere} /> : null}
      {items.length > 0 ? (
        <div className="mt-3 grid items-start gap-5 lg:grid-cols-[minmax(320px,5fr)_minmax(0,8fr)]">
          <div className="grid gap-4">
            {view.groups.map((group) =>
              group.items.length > 0 ? (
                <section key={group.key} aria-labelledby={`group-${group.key}`}>
                  <h2 id={`group-${group.key}`} className="mb-1.5 flex items-baseline gap-2">
                    {group.title}
                    <span className="text-12 font-normal text-text-3">{group.items.length}</span>
                  </h2>
                  <ul className="panel overflow-hidden">
                    {group.items.map((item) => (
                      <PromotionLine
                        key={item.id}
                        item={item}
                        asOf={view.asOf}
                        current={item.id === current?.id}
                        onOpen={open(item.id)}
                      />
                    ))}
                  </ul>
                </section>
              ) : null,
            )}
            {waiting > 0 ? <Elsewhere elsewhere={view.elsewhere} /> : null}
          </div>
          {current ? <ReadingPane key={current.id} id={current.id} /> : null}
        </div>
      ) : null}
    </Page>
  );
}

function Elsewhere({ elsewhere }: Pick<InboxView, "elsewhere">) {
  return elsewhere.map((other) => (
    <p key={other.text} className="text-text-2">
      <Link href={other.href} className="underlined">
        {other.text}
      </Link>
    </p>
  ));
}

/** Nothing to do is said with what others have to do. */
function NothingWaits({ elsewhere }: Pick<InboxView, "elsewhere">) {
  const others = elsewhere.map((other) => other.text).join("; ");
  return (
    <Empty
      title={
        others
          ? `Nothing waits for you; ${others.charAt(0).toLowerCase()}${others.slice(1)}`
          : "Nothing waits for you"
      }
      action={<LinkButton href={elsewhere[0]?.href ?? "/promotions"}>Open promotions</LinkButton>}
    >
      What asks for your yes appears here by itself, the longest waiting first.
    </Empty>
  );
}
