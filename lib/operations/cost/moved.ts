import type { CostReviewView } from "@/lib/contract/cost";
import { moneyChange } from "@/lib/domain/cost-review/money";
import { shortDay } from "@/lib/domain/cost-review/month";
import { type Cause, type Movement, movement } from "@/lib/domain/cost-review/movement";
import type { PriceFile } from "@/lib/domain/price/price-file";
import { becauseOf, causeLabels, partText, stepOf } from "./causes";
import type { ChangesOn } from "./changes";
import type { Measured } from "./measured";

const shownParts = 4;

/** The comparison with the month before; null when that is not known whole. */
export function movedOf(
  { lines, month, previous, today, days }: Measured,
  forecast: boolean,
): Movement | null {
  const known = new Set(days);
  // The first day of all is never called whole, so a month that begins the record may still be compared.
  const whole =
    lines.length > 0 &&
    previous.days.every((day, at) => known.has(day) || (at === 0 && lines.some((line) => line.day === day)));
  return forecast && whole ? movement(lines, previous, month, today) : null;
}

/** Every cause with its words, its largest parts, and what changed on the day it stepped. */
export async function movedView(
  moved: Movement,
  { month, previous, lines, over }: Measured,
  { file, changesOn, currency }: { file: PriceFile | null; changesOn: ChangesOn; currency: string },
): Promise<NonNullable<CostReviewView["movement"]>> {
  const told = moved.causes.filter(({ value }) => Math.abs(value) >= 0.005);
  const near = lines.filter(({ day }) => day >= (previous.days[0] ?? ""));
  const cause = async (one: Cause) => {
    const [first] = one.parts;
    const since = first ? stepOf(one, first, month.id, near) : null;
    return {
      label: causeLabels[one.kind],
      value: one.value,
      because: becauseOf(one, month.id, since, file),
      changes: first && since !== null ? [...(await changesOn(first.line, since))] : [],
      parts: one.parts
        .filter(({ value }) => one.kind !== "days" && Math.abs(value) >= 0.5)
        .slice(0, shownParts)
        .map((part) => ({ text: partText(one, part, month.id), value: part.value })),
    };
  };
  return {
    before: { label: previous.name, value: moved.before },
    now: { label: month.name, value: moved.now, mark: over ? "measured" : "estimate" },
    causes: await Promise.all(told.map(cause)),
    caption: movedCaption(moved, previous.name, month.name, currency),
  };
}

function movedCaption({ before, now, causes }: Movement, from: string, to: string, currency: string): string {
  const change = now - before;
  const percent =
    before > 0 ? ` (${change >= 0 ? "+" : "−"}${Math.abs(Math.round((change / before) * 100))} %)` : "";
  const [largest] = [...causes].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const mostlyOf = largest
    ? ` ${causeLabels[largest.kind]} moved most: ${moneyChange(largest.value, currency)}.`
    : "";
  return `${from} to ${to}: ${moneyChange(change, currency)}${percent}; the causes add up to it.${mostlyOf}`;
}

export const movementReason = ({ previous, lines }: Measured): string =>
  `A comparison needs a whole ${previous.name} and seven whole days; measured since ${lines[0] ? shortDay(lines[0].day) : "never"}.`;
