import { monthAmounts, scaled, wholeDays } from "./forecast";
import { type Amounts, type DayLine, isOfNodes, type LineKey, lineId, sumLines } from "./line";
import type { Month } from "./month";

export type CauseKind = "days" | "new" | "gone" | "scale" | "requests" | "price" | "idle" | "assets";

/** One part of a difference: whose it is and the amounts before (in a month as long) and now. */
export type Part = { line: LineKey; value: number; before: Amounts; now: Amounts };

export type Cause = { kind: CauseKind; value: number /** Largest first. */; parts: readonly Part[] };

export type Movement = { before: number; now: number; causes: readonly Cause[] };

const order: readonly CauseKind[] = ["days", "new", "gone", "scale", "requests", "price", "idle", "assets"];

/**
 * Why a month costs more or less than the one before: its length, applications that came or went, more or fewer pods,
 * what each of them asks for or uses, unit prices, what is paid for without being asked for, and volumes and the like.
 * The causes add up to the difference.
 */
export function movement(lines: readonly DayLine[], previous: Month, month: Month, today: string): Movement {
  const whole = wholeDays(lines, today);
  const length = month.days.length / previous.days.length;
  const inPrevious = new Set(previous.days);
  const causes = new Map<CauseKind, Part[]>(order.map((kind) => [kind, []]));
  const add = (kind: CauseKind, part: Part): void => void causes.get(kind)?.push(part);
  let [before, now] = [0, 0];
  for (const of of byLine(lines).values()) {
    const first = of[0];
    if (!first) continue;
    const then = sumLines(of.filter((line) => inPrevious.has(line.day)));
    const asLong = scaled(then, length);
    const soon = monthAmounts(of, month, today, whole);
    before += then.cost;
    now += soon.cost;
    const part = (value: number): Part => ({ line: first, value, before: asLong, now: soon });
    add("days", part(asLong.cost - then.cost));
    if (!isOfNodes(first)) add("assets", part(soon.cost - asLong.cost));
    else if (first.kind === "used" && then.cost === 0) add("new", part(soon.cost));
    else if (first.kind === "used" && soon.cost === 0) add("gone", part(-asLong.cost));
    else {
      const price = priceEffect("cpu", asLong, soon) + priceEffect("ram", asLong, soon);
      add("price", part(price));
      const amount = soon.cost - asLong.cost - price;
      const pods = first.kind === "idle" ? 0 : podsEffect(asLong, soon, amount);
      add(first.kind === "idle" ? "idle" : "requests", part(amount - pods));
      if (first.kind === "used") add("scale", part(pods));
    }
  }
  return {
    before,
    now,
    causes: order.flatMap((kind) => {
      const parts = [...(causes.get(kind) ?? [])].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
      const value = parts.reduce((sum, part) => sum + part.value, 0);
      return parts.length === 0 ? [] : [{ kind, value, parts }];
    }),
  };
}

/** Less than a thousandth of a core-hour or GiB-hour in a month has no price worth the name. */
const leastAmount = 1e-3;

/** What the same amount costs more, because a unit does; 0 where either side has none. */
function priceEffect(resource: "cpu" | "ram", before: Amounts, now: Amounts): number {
  const cost = resource === "cpu" ? "cpuCost" : "ramCost";
  if (Math.min(before[resource], now[resource]) < leastAmount) return 0;
  return (now[cost] / now[resource] - before[cost] / before[resource]) * now[resource];
}

/** What more or fewer pods of the size before cost; all of the amount where pods were not counted. */
const podsEffect = (before: Amounts, now: Amounts, amount: number): number =>
  before.count > 0 && now.count > 0
    ? (now.count / before.count - 1) * (before.cpuCost + before.ramCost)
    : amount;

function byLine(lines: readonly DayLine[]): ReadonlyMap<string, DayLine[]> {
  const groups = new Map<string, DayLine[]>();
  for (const line of lines) {
    const id = lineId(line);
    const group = groups.get(id);
    if (group) group.push(line);
    else groups.set(id, [line]);
  }
  return groups;
}

/** Fewer days on either side are chance rather than a step. */
const leastDays = 3;

/**
 * The day on which one line's amount a day stepped most, comparing the means of up to seven days on either side; null
 * where nothing moved. A day without the line counts as none of it, so that a first day is a step too.
 */
export function largestStep(
  lines: readonly DayLine[],
  key: LineKey,
  from: string,
  amount: (line: Amounts) => number,
): string | null {
  const id = lineId(key);
  const mine = new Map(
    lines.flatMap((line) => (lineId(line) === id ? [[line.day, amount(line)] as const] : [])),
  );
  const days = [...new Set(lines.map(({ day }) => day))].sort();
  const mean = (part: readonly string[]) =>
    part.reduce((sum, day) => sum + (mine.get(day) ?? 0), 0) / Math.max(1, part.length);
  let best: { day: string; step: number } | null = null;
  for (let at = leastDays; at + leastDays <= days.length; at++) {
    const day = days[at];
    if (day === undefined || day < from) continue;
    const step = Math.abs(mean(days.slice(at, at + 7)) - mean(days.slice(Math.max(0, at - 7), at)));
    if (step > 1e-9 && (!best || step > best.step)) best = { day, step };
  }
  return best?.day ?? null;
}
