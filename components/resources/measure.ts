import type { AmountView, MeasureView, WorkloadView } from "@/lib/contract/resources-view";
import { bytesText, coresText } from "@/lib/domain/capacity-review/amount-text";
import type { Drawn } from "./resources-state";

export const amountText: Readonly<Record<Drawn, (value: number) => string>> = {
  cpu: coresText,
  memory: bytesText,
};
export const amountOf = (amount: AmountView, of: Drawn): number =>
  of === "cpu" ? amount.cpuMillis : amount.memoryBytes;

/** A pod's containers together; unknown as soon as one of them is, so that a sum is never too small. */
export type PodMeasure = Pick<MeasureView, "request" | "limit" | "now" | "window">;

export function podMeasure({ containers }: WorkloadView, of: Drawn): PodMeasure {
  const all = containers.map((container) => container[of]);
  const sum = (values: readonly (number | null)[]): number | null =>
    values.length === 0 || values.includes(null) ? null : values.reduce<number>((a, b) => a + (b ?? 0), 0);
  const mean = sum(all.map((one) => one.now?.mean ?? null));
  const max = sum(all.map((one) => one.now?.max ?? null));
  return {
    request: sum(all.map((one) => one.request)),
    limit: sum(all.map((one) => one.limit)),
    now:
      mean === null || max === null
        ? null
        : { mean, max, pods: Math.min(...all.map((one) => one.now?.pods ?? 0)) },
    // Percentiles of several containers do not add up, so only a single one has them.
    window: all.length === 1 ? (all[0]?.window ?? null) : null,
  };
}

/** One pod's CPU or memory in words, as the bar's name and the table's cell. */
export function measureText(measure: PodMeasure, of: Drawn): string {
  const show = amountText[of];
  const used = measure.window
    ? `p50 ${show(measure.window.p50)}, p95 ${show(measure.window.p95)}, at most ${show(measure.window.max)}`
    : measure.now
      ? `uses ${show(measure.now.mean)} now, the busiest pod ${show(measure.now.max)}`
      : "use unknown";
  const asked = measure.request === null ? "no request" : `of ${show(measure.request)} requested`;
  return `${used} ${asked}, ${measure.limit === null ? "no limit" : `limit ${show(measure.limit)}`}`;
}

/** What saves most a month first, then what wastes most CPU now, unknown last; or by name. */
export const sortedBy = (
  workloads: readonly WorkloadView[],
  sort: "waste" | "name",
): readonly WorkloadView[] =>
  [...workloads].sort((a, b) =>
    sort === "name"
      ? a.name.localeCompare(b.name, "en")
      : (a.effect?.value ?? 0) - (b.effect?.value ?? 0) ||
        (b.waste?.cpuMillis ?? -1) - (a.waste?.cpuMillis ?? -1) ||
        a.name.localeCompare(b.name, "en"),
  );
