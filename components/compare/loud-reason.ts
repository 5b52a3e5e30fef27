import type { EnvironmentDiffView } from "@/lib/contract/environment-diff";
import { compareQuantities, parseQuantity } from "@/lib/domain/quantity";
import type { Line } from "./compare-rows";

type Names = Pick<EnvironmentDiffView, "left" | "right">;

/** The other environment's word that a leak shows, and the side it leaked to; null for every other line. */
export function leakOf(line: Line, names: Names): { word: string; at: "left" | "right" } | null {
  const found = line.kind === "leak" ? /^"(.+)" stands for (.+)$/.exec(line.because ?? "") : null;
  if (!found?.[1]) return null;
  return { word: found[1], at: found[2] === names.right ? "left" : "right" };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Why a row asks for a look, in one sentence made of its own facts. */
export function loudReason(line: Line, names: Names): string {
  const leak = leakOf(line, names);
  if (leak) {
    const [here, other] = leak.at === "right" ? [names.right, names.left] : [names.left, names.right];
    return `${capital(here)} speaks of ${other}: "${leak.word}".`;
  }
  const missing = line.left === undefined ? names.left : line.right === undefined ? names.right : null;
  if (missing !== null && line.guard !== null) return `${capital(missing)} has none: ${line.guard}.`;
  if (missing !== null)
    return `Only ${missing === names.left ? names.right : names.left} sets it, and no rule says why.`;
  const step = stepBetween(line.left, line.right);
  return step === null ? "No rule says why." : `${step} ${names.left}, and no rule says why.`;
}

/** How the right quantity stands to the left one: "Half of", "3 times". */
function stepBetween(left: unknown, right: unknown): string | null {
  const [from, to] = [parseQuantity(left), parseQuantity(right)];
  if (from === null || to === null) return null;
  const order = compareQuantities(from, to);
  if (order === 0) return null;
  const [top, bottom] = [to.numerator * from.denominator, to.denominator * from.numerator];
  if (bottom === 0n) return order < 0 ? "More than" : "Less than";
  if (top * 2n === bottom) return "Half of";
  if (top === bottom * 2n) return "Twice";
  if (top % bottom === 0n) return `${top / bottom} times`;
  return order < 0 ? "More than" : "Less than";
}
