import { ChevronRight } from "lucide-react";
import type { PromotionView } from "@/lib/contract/promotion-view";
import { listed } from "@/lib/domain/promotion/sentence";
import { StatusShape } from "../status/status-shape";
import { keyed } from "../ui/keyed";
import { Link } from "../ui/link";
import { Panel } from "../ui/panel";
import { PlanBrief, RiskList } from "./plan-brief";
import { clearCount, gateCounts } from "./plan-summary";

/** One approval on a phone: the plan in lines, what to look at, the gates at a glance. */
export function PhoneSummary({ view }: { view: PromotionView }) {
  return (
    <div className="mt-2 grid gap-2">
      <Panel
        title="Plan"
        {...(view.plan.digest ? { aside: <code className="mono">{view.plan.digest.slice(0, 8)}</code> } : {})}
        flush
      >
        <PlanBrief plan={view.plan} />
        <Link
          href="?tab=changes"
          scroll={false}
          className="flex min-h-11 items-center justify-end gap-1 border-t border-line px-3 font-medium"
        >
          All changes
          <ChevronRight aria-hidden />
        </Link>
      </Panel>
      <Panel title="Risk" flush bodyClassName="border-t-0">
        <RiskList plan={view.plan} gates={view.gates} />
      </Panel>
      {view.gates.length > 0 ? (
        <section aria-label="Gates" className="panel">
          <Link href="?tab=gates" scroll={false} className="block px-3 pt-[7px] pb-2">
            <span className="flex items-baseline">
              <b className="text-14">Gates</b>
              <span className="ml-auto text-12 text-text-3">{clearCount(view.gates)} do not block</span>
            </span>
            <span className="flex flex-wrap items-center gap-[9px] pt-1">
              {keyed(view.gates, (gate) => gate.name).map(({ key, item }) => (
                <StatusShape key={key} kind={item.status.kind} className="size-4" />
              ))}
              <ChevronRight aria-hidden className="ml-auto text-text-3" />
            </span>
            <span className="mt-1 block text-12 text-text-2">
              {listed(gateCounts(view.gates).split(", "))}
            </span>
          </Link>
        </section>
      ) : null}
    </div>
  );
}
