import type { MouseEvent } from "react";
import type { PromotionItem } from "@/lib/contract/promotion-view";
import { ProdLabel } from "../frame/prod-label";
import { AgeBar } from "../promotion/age-bar";
import { plainText, reviewHref, titleOf } from "../promotion/title";
import { Status } from "../status/status";
import { When } from "../time/when";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";

/** One entry of the inbox: the act, what it waits for, whose it is, and how long it has waited of its time. */
export function PromotionLine({
  item,
  asOf,
  current,
  onOpen,
}: {
  item: PromotionItem;
  asOf: string;
  current: boolean;
  onOpen: (event: MouseEvent<HTMLAnchorElement>) => void;
}) {
  return (
    <li className="border-t border-line first:border-t-0">
      <Link
        href={reviewHref(item.id)}
        data-row
        onClick={onOpen}
        aria-current={current || undefined}
        className={cn(
          "grid min-h-11 gap-0.5 border-l-2 border-transparent px-3 py-2 outline-offset-[-2px] hover:bg-hover",
          current && "lg:border-ink lg:bg-selected lg:hover:bg-selected",
        )}
      >
        <span className="flex flex-wrap items-center gap-x-1.5 font-semibold [overflow-wrap:anywhere]">
          {item.waitsForMe ? `Approve ${titleOf(item)}` : titleOf(item)}
          {item.production ? <ProdLabel /> : null}
          <span className="ml-auto font-normal">
            <Status kind={item.status.kind} word={item.status.word} plain={current} />
          </span>
        </span>
        <span className="text-12 text-text-2 [overflow-wrap:anywhere]">{plainText(item.sentence)}</span>
        <span className="flex flex-wrap items-center gap-x-3 text-11 text-text-2">
          <span>
            {item.requestedBy?.name ?? "Automatic"}, <When at={item.requestedAt} asOf={asOf} />
            {item.waitsForMe ? `, you sign for ${item.waitsForMe}` : null}
          </span>
          <AgeBar item={item} asOf={asOf} />
        </span>
      </Link>
    </li>
  );
}
