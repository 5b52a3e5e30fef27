import type { GateView, PlanView } from "@/lib/contract/plan-view";
import type { StatusKind } from "@/lib/contract/view";
import { counted } from "@/lib/domain/promotion/sentence";

export type SummaryRow = { path: string; before: string | null; after: string | null; note?: string };
export type RiskLine = { kind: StatusKind; fact: string; detail: string };

/**
 * A row for each written edit, with the placements on which it changes nothing. Generated names that follow from an
 * edit are left out; they stand in Changes.
 */
export function summaryRows(plan: PlanView): SummaryRow[] {
  return plan.edits.map(({ letter, path, before, after }) => {
    const own = plan.rendered.find((row) => row.letters.length === 1 && row.letters[0] === letter);
    const cells =
      own?.cells.map((cell, index) => ({ ...cell, at: plan.placements[index]?.cluster ?? "" })) ?? [];
    const kept = cells.filter((cell) => cell.kind === "same" || cell.kind === "absent");
    const note =
      kept.length === 0
        ? null
        : kept
            .map((cell) =>
              cell.after === null ? `${cell.at} stays as it is` : `${cell.after} stays on ${cell.at}`,
            )
            .join(", ");
    return { path, before, after, ...(note ? { note } : {}) };
  });
}

/** What a person should look at before saying yes, the gravest first; the last line is what needs no look. */
export function riskLines(plan: PlanView, gates: readonly GateView[]): RiskLine[] {
  const looked: RiskLine[] = [
    ...plan.effects
      .filter((effect) => effect.attention)
      .map((effect) => ({ kind: "attention" as const, fact: effect.title, detail: effect.detail })),
    ...gates
      .filter(
        (gate) => (gate.status.kind === "attention" || gate.status.kind === "unknown") && !isUnenforced(gate),
      )
      .map((gate) => ({ kind: gate.status.kind, fact: gate.name, detail: gate.status.word })),
    ...plan.placements
      .filter((placement) => placement.stale)
      .map((placement) => ({
        kind: "unknown" as const,
        fact: placement.cluster,
        detail: "does not answer; it is checked again first",
      })),
  ];
  const unenforced = gates.filter(isUnenforced).map((gate) => gate.name);
  if (unenforced.length > 0)
    looked.push({
      kind: "unknown",
      fact: `${counted(unenforced.length, "declared rule")} not enforced yet`,
      detail: unenforced.join(", "),
    });
  const calm = plan.effects.filter((effect) => !effect.attention);
  const rest = calm.map((effect) => `${effect.topic}: ${effect.title}`).join(", ");
  return rest ? [...looked, { kind: "healthy", fact: rest, detail: "" }] : looked;
}

/** "6 passed, 1 not enforced yet" in the order of what matters. */
export function gateCounts(gates: readonly GateView[]): string {
  const words = new Map<string, number>();
  for (const gate of [...gates].sort((a, b) => Number(b.blocking) - Number(a.blocking)))
    words.set(gate.status.word, (words.get(gate.status.word) ?? 0) + 1);
  return [...words].map(([word, count]) => `${count} ${word}`).join(", ");
}

/** "8 of 10 do not block" */
export const clearCount = (gates: readonly GateView[]): string =>
  `${gates.filter((gate) => !gate.blocking).length} of ${gates.length}`;

/** Declared rules that nothing checks yet: named and counted, never mixed with what was judged. */
export const isUnenforced = (gate: GateView): boolean =>
  gate.kind === "rule" && gate.status.kind === "unknown";
