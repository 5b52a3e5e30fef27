import type { MouseEvent } from "react";
import type { PromotionItem } from "@/lib/contract/promotion-view";
import { ProdLabel } from "../frame/prod-label";
import { Status } from "../status/status";
import { When } from "../time/when";
import { Chip } from "../ui/chip";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";
import { AgeBar } from "./age-bar";
import { plainText, reviewHref, titleOf } from "./title";

/** "from staging, where production has 1.8.0" */
function wayOf({ from, to, fromVersion }: PromotionItem): string {
  const source = from ? `from ${from}` : "to an earlier release";
  return fromVersion ? `${source}; ${to} had ${fromVersion}` : source;
}

/** One request: what moves, where it stands, why it waits and who can act. */
export function PromotionRow({
  item,
  asOf,
  current = false,
  onOpen,
}: {
  item: PromotionItem;
  asOf: string;
  /** Shown beside the list right now. */
  current?: boolean;
  onOpen?: (event: MouseEvent<HTMLAnchorElement>) => void;
}) {
  return (
    <li className={cn("border-t border-line first:border-t-0", current && "bg-selected")}>
      <Link
        href={reviewHref(item.id)}
        data-row
        {...(onOpen ? { onClick: onOpen } : {})}
        aria-current={current || undefined}
        className="grid min-h-[52px] grid-cols-[minmax(0,1.1fr)_120px_minmax(0,1.5fr)_150px] items-center gap-x-4 gap-y-1 px-3.5 py-2 outline-offset-[-2px] hover:bg-hover max-lg:grid-cols-[minmax(0,1fr)_auto]"
      >
        <span className="min-w-0">
          <span className="flex flex-wrap items-center gap-x-1.5 font-semibold [overflow-wrap:anywhere]">
            {titleOf(item)}
            {item.production ? <ProdLabel /> : null}
          </span>
          <span className="block text-12 text-text-2">{wayOf(item)}</span>
        </span>
        <span className="min-w-0">
          <Status kind={item.status.kind} word={item.status.word} plain={current} />
        </span>
        <span className="min-w-0 max-lg:col-span-2">
          <span className="text-text-2 [overflow-wrap:anywhere]">{plainText(item.sentence)}</span>
          {item.waitsForMe ? (
            <span className="mt-0.5 block">
              <Chip tone="waiting">you can sign for {item.waitsForMe}</Chip>
            </span>
          ) : null}
        </span>
        <span className="min-w-0 text-12 text-text-2 max-lg:col-span-2">
          <span className="block truncate">
            {item.requestedBy?.name ?? "Automatic"}{" "}
            <When at={item.requestedAt} asOf={asOf} className="text-text-3" />
          </span>
          <AgeBar item={item} asOf={asOf} />
        </span>
      </Link>
    </li>
  );
}
