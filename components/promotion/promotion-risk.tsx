import type { PromotionView } from "@/lib/contract/promotion-view";
import { When } from "../time/when";
import { Panel } from "../ui/panel";
import { RiskList } from "./plan-brief";
import { riskFacts } from "./risk-facts";

/** How far a mistake would reach, what it costs, how long there is to mend it, and what to look at first. */
export function PromotionRisk({ view }: { view: PromotionView }) {
  return (
    <div className="mt-3 grid gap-3">
      <dl className="panel grid grid-cols-[repeat(auto-fit,minmax(210px,1fr))] overflow-hidden">
        {riskFacts(view.plan, view.gates).map((fact) => (
          <div
            key={fact.name}
            className="-mt-px -ml-px grid content-start gap-px border-t border-l border-line px-3 pt-2 pb-[9px]"
          >
            <dt className="text-11 text-text-2">{fact.name}</dt>
            <dd className="font-semibold">
              {fact.value}
              {fact.until ? (
                <>
                  {" "}
                  <When at={fact.until} form="until" asOf={view.asOf} />
                </>
              ) : null}
            </dd>
            <dd className="text-11 text-text-2 [overflow-wrap:anywhere]">{fact.detail}</dd>
          </div>
        ))}
      </dl>
      <Panel title="What to look at" flush bodyClassName="pt-2">
        <RiskList plan={view.plan} gates={view.gates} />
      </Panel>
    </div>
  );
}
