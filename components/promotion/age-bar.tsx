import type { PromotionItem } from "@/lib/contract/promotion-view";
import { When } from "../time/when";
import { cn } from "../ui/class-names";

/** How far a waiting request is on its way to its end, as a bar; the end is named. */
export function AgeBar({ item, asOf }: { item: PromotionItem; asOf: string }) {
  if (!item.expiresAt || item.state !== "waiting") return null;
  const from = Date.parse(item.requestedAt);
  const share = Math.min(1, Math.max(0.02, (Date.parse(asOf) - from) / (Date.parse(item.expiresAt) - from)));
  return (
    <span className="mt-0.5 flex items-center gap-2 text-11 text-text-3">
      <span
        aria-hidden="true"
        className="block h-1 w-14 flex-none overflow-hidden rounded-full border border-line bg-inset"
      >
        <span
          className={cn("block h-full", share > 2 / 3 ? "bg-attention" : "bg-text-3")}
          style={{ width: `${share * 100}%` }}
        />
      </span>
      <span className="whitespace-nowrap">
        ends <When at={item.expiresAt} form="until" asOf={asOf} />
      </span>
    </span>
  );
}
