import type { PromotionView } from "@/lib/contract/promotion-view";
import { DecideActs } from "./decide-acts";
import { decideTeams } from "./decide-teams";
import type { Reader } from "./use-reader";

/** Approve and reject where the thumb is; both open a sheet, nothing is decided by one touch. */
export function PhoneDock({ view, reader }: { view: PromotionView; reader: Reader | null }) {
  if (decideTeams(view).length === 0) return null;
  return (
    <section
      aria-label="Decide"
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line-strong bg-panel px-3.5 pt-[9px] pb-[max(18px,env(safe-area-inset-bottom))] md:hidden"
    >
      <DecideActs view={view} reader={reader} tall />
    </section>
  );
}
