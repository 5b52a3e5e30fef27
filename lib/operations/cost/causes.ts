import type { DayLine } from "@/lib/domain/cost-review/line";
import { monthBefore, monthOf, shortDay } from "@/lib/domain/cost-review/month";
import {
  type Cause,
  type CauseKind,
  largestStep,
  type Movement,
  type Part,
} from "@/lib/domain/cost-review/movement";
import type { PriceFile } from "@/lib/domain/price/price-file";
import { counted, listed } from "@/lib/domain/promotion/sentence";

export const causeLabels: Readonly<Record<CauseKind, string>> = {
  days: "Length of month",
  new: "New applications",
  gone: "Applications gone",
  scale: "Scale",
  price: "Price",
  idle: "Idle",
  assets: "Volumes, load balancers, traffic",
};

const assetWords: Readonly<Record<string, string>> = {
  volume: "volumes",
  balancer: "load balancers",
  egress: "traffic",
  unmounted: "unmounted volumes and load balancers",
};

/** Why a part of the difference is there, in words and numbers of the data itself. */
export function becauseOf(
  cause: Cause,
  month: string,
  lines: readonly DayLine[],
  file: PriceFile | null,
): string {
  const [first] = cause.parts;
  switch (cause.kind) {
    case "days": {
      const [now, then] = [monthOf(month), monthOf(monthBefore(month))];
      return `${now.name} has ${counted(now.days.length, "day")}, ${then.name} ${then.days.length}`;
    }
    case "new":
      return `${listed(names(cause))}, first seen this month`;
    case "gone":
      return `${listed(names(cause))} no longer runs`;
    case "scale":
      return first ? scaleText(first, month, lines) : "";
    case "price":
      return endedDiscounts(file, month) ?? (first ? `unit prices on ${first.line.cluster} changed` : "");
    case "idle":
      return first ? idleText(first, month) : "";
    case "assets":
      return first
        ? `${assetWords[first.line.kind]} of ${first.line.application ?? "nobody"} in ${first.line.environment ?? first.line.cluster}`
        : "";
  }
}

const names = ({ parts }: Cause): readonly string[] => [
  ...new Set(parts.flatMap(({ line }) => (line.application === null ? [] : [line.application]))),
];

function scaleText({ line, before, now }: Part, month: string, lines: readonly DayLine[]): string {
  const hours = monthOf(month).days.length * 24;
  const cores = (amount: number) => (amount / hours).toFixed(1);
  const since = largestStep(lines, line, `${monthBefore(month)}-01`);
  return `${line.application ?? "shared workloads"} in ${line.environment ?? line.cluster}: ${cores(before.cpu)} → ${cores(now.cpu)} cores on average${since && before.cpu !== now.cpu ? `, since ${shortDay(since)}` : ""}`;
}

function idleText({ line, before, now }: Part, month: string): string {
  const hours = monthOf(month).days.length * 24;
  const nodes = (count: number) => (count / hours).toFixed(1);
  const place = line.environment ?? line.cluster;
  return nodes(before.count) === nodes(now.count)
    ? `${place}: the same ${nodes(now.count)} nodes with ${now.cpu > before.cpu ? "less" : "more"} asked for on them`
    : `${place}: ${nodes(before.count)} → ${nodes(now.count)} nodes on average`;
}

/** Committed discounts that ended in the month before or in this one. */
function endedDiscounts(file: PriceFile | null, month: string): string | null {
  const from = `${monthBefore(month)}-01`;
  const ended = (file?.committed ?? []).filter(
    (one) => one.until !== null && one.until >= from && one.until.slice(0, 7) <= month,
  );
  const [one] = ended;
  if (!one || one.until === null) return null;
  const place = one.line === null ? "pricing.yaml" : `pricing.yaml:${one.line}`;
  return `committed discount on ${one.instance} in ${one.region} ended ${shortDay(one.until)}, ${place}`;
}

/** The two largest causes in the direction of the change, for the sentence. */
export function mostly({ before, now, causes }: Movement): string {
  const rose = now >= before;
  const same = causes
    .filter(({ kind, value }) => kind !== "days" && (rose ? value > 0 : value < 0) && Math.abs(value) >= 0.5)
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, 2);
  const words = same.map((cause) => reason(cause, rose));
  return words.length > 0 ? `, mostly because ${listed(words)}` : "";
}

function reason({ kind, parts }: Cause, rose: boolean): string {
  const line = parts[0]?.line;
  const place = line?.environment ?? line?.cluster ?? "";
  const name = line?.application ?? "";
  if (kind === "new") return `${name} is new`;
  if (kind === "gone") return `${name} is gone`;
  if (kind === "scale") return `${name || "shared work"} in ${place} ${rose ? "grew" : "shrank"}`;
  if (kind === "price") return `prices ${rose ? "rose" : "fell"} on ${line?.cluster ?? "the clusters"}`;
  return `${rose ? "more" : "less"} capacity stood idle in ${place}`;
}
