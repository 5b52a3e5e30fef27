import type { Amounts, DayLine } from "@/lib/domain/cost-review/line";
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
  scale: "Replicas",
  requests: "Requests and use",
  price: "Unit prices",
  idle: "Idle nodes",
  assets: "Volumes, balancers, traffic",
};

const assetWords: Readonly<Record<string, string>> = {
  volume: "volumes",
  balancer: "load balancers",
  egress: "traffic",
  unmounted: "unmounted volumes and load balancers",
};

/** What steps where a cause of that kind does; null where no single day is to blame. */
const steps: Readonly<Record<CauseKind, ((line: Amounts) => number) | null>> = {
  days: null,
  new: ({ cost }) => cost,
  gone: ({ cost }) => cost,
  scale: ({ count }) => count,
  requests: ({ cpu, count }) => (count > 0 ? cpu / count : 0),
  price: null,
  idle: ({ count }) => count,
  assets: ({ cost }) => cost,
};

/** The day on which what a part is made of stepped, in the two months compared. */
export function stepOf(
  { kind }: Cause,
  { line }: Part,
  month: string,
  lines: readonly DayLine[],
): string | null {
  const amount = steps[kind];
  const from = `${monthBefore(month)}-01`;
  return amount === null ? null : largestStep(lines, line, from, amount);
}

/** Why a part of the difference is there, in words and numbers of the data itself. */
export function partText({ kind }: Cause, { line, before, now }: Part, month: string): string {
  const hours = monthOf(month).days.length * 24;
  const owner = line.application ?? (line.kind === "idle" ? "" : "shared workloads");
  const place = line.environment ?? line.cluster;
  const mean = (amount: number) => (amount / hours).toFixed(1);
  const each = ({ cpu, ram, count }: Amounts) =>
    count > 0 ? `${(cpu / count).toFixed(2)} cores and ${(ram / count).toFixed(1)} GiB` : "nothing";
  switch (kind) {
    case "days":
    case "price":
      return `${owner === "" ? "idle capacity" : owner} in ${place}`;
    case "new":
      return `${owner} in ${place}`;
    case "gone":
      return `${owner} in ${place}`;
    case "scale":
      return `${owner} in ${place}: ${mean(before.count)} → ${mean(now.count)} pods on average`;
    case "requests":
      return `${owner} in ${place}: ${each(before)} a pod → ${each(now)}`;
    case "assets":
      return `${assetWords[line.kind] ?? line.kind} of ${line.application ?? "nobody"} in ${place}`;
    case "idle":
      return mean(before.count) === mean(now.count)
        ? `${place}: the same ${mean(now.count)} nodes with ${now.cpu > before.cpu ? "less" : "more"} asked for on them`
        : `${place}: ${mean(before.count)} → ${mean(now.count)} nodes on average`;
  }
}

/** A cause in one sentence: its largest part, the day it stepped, or what holds for all of it. */
export function becauseOf(cause: Cause, month: string, since: string | null, file: PriceFile | null): string {
  const [first] = cause.parts;
  switch (cause.kind) {
    case "days": {
      const [now, then] = [monthOf(month), monthOf(monthBefore(month))];
      return `${now.name} has ${counted(now.days.length, "day")}, ${then.name} ${then.days.length}`;
    }
    case "new":
      return `${listed(names(cause))}, first seen ${since === null ? "this month" : shortDay(since)}`;
    case "gone":
      return `${listed(names(cause))} no longer runs`;
    case "price":
      return endedDiscounts(file, month) ?? (first ? `unit prices on ${first.line.cluster} changed` : "");
    default:
      return first
        ? `${partText(cause, first, month)}${since === null ? "" : `, since ${shortDay(since)}`}`
        : "";
  }
}

const names = ({ parts }: Cause): readonly string[] => [
  ...new Set(parts.map(({ line }) => line.application ?? "what nobody declares")),
];

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
  const name = line?.application ?? "shared work";
  switch (kind) {
    case "new":
      return `${name} is new`;
    case "gone":
      return `${name} is gone`;
    case "scale":
      return `${name} in ${place} ran ${rose ? "more" : "fewer"} pods`;
    case "requests":
      return `${name} in ${place} took ${rose ? "more" : "less"} a pod`;
    case "price":
      return `prices ${rose ? "rose" : "fell"} on ${line?.cluster ?? "the clusters"}`;
    case "assets":
      return `${assetWords[line?.kind ?? ""] ?? "volumes"} in ${place} cost ${rose ? "more" : "less"}`;
    default:
      return `${rose ? "more" : "less"} capacity stood idle in ${place}`;
  }
}
