import type { ReactNode } from "react";
import type { CostReviewView } from "@/lib/contract/cost";
import { counted, listed } from "@/lib/domain/promotion/sentence";
import { Status } from "../status/status";

/** The key of the marks, and how far the numbers can be trusted. */
export function QualityStrip({ view }: { view: CostReviewView }) {
  const { covered, possible, late, prices, incomplete } = view.quality;
  const part = possible === 0 ? 100 : Math.min(100, (covered / possible) * 100);
  return (
    <section
      aria-label="How far these numbers can be trusted"
      className="mt-3.5 grid grid-cols-[repeat(auto-fit,minmax(190px,1fr))] gap-x-6 gap-y-3 px-1 text-12 leading-[1.4]"
    >
      <Fact mark={<span className="inline-block h-2.5 w-4 bg-text-2" />} title="Measured">
        {view.mark === "measured"
          ? `samples of ${part.toFixed(1)} % of the hours, ${late} late`
          : "no samples yet"}
        {part < 99.95 && view.mark === "measured" ? `; ${counted(possible - covered, "hour")} missing` : ""}
        {view.mark === "measured" && sourcesText(view.quality) !== "" ? `; ${sourcesText(view.quality)}` : ""}
      </Fact>
      <Fact mark={<span className="hatch inline-block h-2.5 w-4 border border-text-3" />} title="Estimate">
        forecast: the last seven whole days; pools: as declared
      </Fact>
      <Fact mark={<span className="inline-block h-2.5 w-4 border border-text-3 bg-ink" />} title="Billed">
        {view.billed
          ? `imported bills of ${counted(view.billed.days, "day")} of the month, in a panel of their own`
          : "no bill is imported; nothing here is an invoice"}
      </Fact>
      <Fact
        mark={
          prices.old || prices.missing.length > 0 ? (
            <Status kind="attention" word="look at it" dense />
          ) : (
            <Status kind="healthy" word="fresh" dense />
          )
        }
        title={`Price list of ${prices.asOf}, ${counted(prices.ageDays, "day")} old`}
      >
        {prices.old ? "older than 90 days. " : ""}
        {prices.missing.length > 0 ? `No price: ${listed(prices.missing)}. ` : ""}
        {prices.source}
      </Fact>
      <Fact mark={<b>{view.currency}</b>} title={incomplete ? "Totals are incomplete" : "All amounts"}>
        {incomplete
          ? "something that runs has no price; it is left out, not 0"
          : view.quality.withAssets < covered
            ? `nodes; volumes and load balancers in ${view.quality.withAssets} of ${counted(covered, "hour")}`
            : "nodes, volumes and load balancers"}
      </Fact>
    </section>
  );
}

/** What told the use, where it was unknown, and whose days were told by somebody else. */
function sourcesText({ covered, measured, usage, elsewhere }: CostReviewView["quality"]): string {
  const told = usage.map(({ from, hours }) => `${from} ${hours} h`);
  const unknown = covered - measured;
  return [
    ...(told.length > 0 ? [`use from ${listed(told)}`] : []),
    ...(unknown > 0 ? [`use not fully known in ${counted(unknown, "hour")}`] : []),
    ...elsewhere.map(({ cluster, source, last }) => `${cluster} as ${source} tells it, to ${last}`),
  ].join("; ");
}

function Fact({ mark, title, children }: { mark: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="flex gap-2">
      <span className="flex-none pt-0.5">{mark}</span>
      <div className="min-w-0">
        <b className="block">{title}</b>
        <span className="text-text-2">{children}</span>
      </div>
    </div>
  );
}
