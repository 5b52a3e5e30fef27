import { useId } from "react";
import type { CostReviewView } from "@/lib/contract/cost";
import { money } from "@/lib/domain/cost-review/money";
import { ChartFigure, HatchPattern, inkFill, percent } from "../chart/chart-figure";
import { EnvironmentName } from "../frame/prod-label";

/** Declared pools times their price, smallest to largest: an estimate, hatched. A pool without a price has no bar. */
export function PoolsPanel({ view }: { view: CostReviewView }) {
  const id = useId();
  const { pools, currency } = view;
  const most = Math.max(1e-9, ...pools.map(({ high }) => high ?? 0));
  const range = (low: number | null, high: number | null) =>
    low === null || high === null ? "no price" : `${money(low, currency)} to ${money(high, currency)}`;
  return (
    <ChartFigure
      title="Declared node pools"
      note={`a month, estimate in ${currency}`}
      summary={view.poolsCaption}
      rows={{
        head: ["Environment", "Cluster", "Type", "Nodes", "A month"],
        body: pools.map((pool) => [
          pool.environment,
          pool.cluster,
          pool.instanceType,
          `${pool.min} to ${pool.max}`,
          range(pool.low, pool.high),
        ]),
      }}
    >
      <svg aria-hidden="true" width={0} height={0} className="absolute">
        <defs>
          <HatchPattern id={id} />
        </defs>
      </svg>
      <ul>
        {pools.map((pool) => (
          <li
            key={`${pool.environment} ${pool.cluster}`}
            className="grid grid-cols-[minmax(0,1.2fr)_minmax(60px,1fr)_130px] items-center gap-x-3 border-t border-line py-1.5 first:border-t-0"
          >
            <span className="min-w-0">
              <EnvironmentName name={pool.environment} production={pool.production} />
              <span className="block text-12 [overflow-wrap:anywhere] text-text-2">
                {pool.cluster}, {pool.min} to {pool.max} {pool.instanceType}
              </span>
            </span>
            <svg aria-hidden="true" width="100%" height={14} className="block">
              {pool.low === null || pool.high === null ? null : (
                <>
                  <rect
                    x="0"
                    y="1"
                    width={percent((pool.high / most) * 0.99)}
                    height="12"
                    fill={inkFill("hatched", id)}
                    stroke="var(--text-3)"
                  />
                  <line
                    x1={percent((pool.low / most) * 0.99)}
                    x2={percent((pool.low / most) * 0.99)}
                    y1="0"
                    y2="14"
                    stroke="var(--ink)"
                    strokeWidth={2}
                  />
                </>
              )}
            </svg>
            <b className="text-right text-12">{range(pool.low, pool.high)}</b>
          </li>
        ))}
      </ul>
    </ChartFigure>
  );
}
