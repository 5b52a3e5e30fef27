import type { GateView, PlanView } from "@/lib/contract/promotion";
import type { StatusKind } from "@/lib/contract/view";
import { listed } from "@/lib/domain/promotion/sentence";

export type SummaryRow = { path: string; before: string | null; after: string | null; note?: string };
export type RiskLine = { kind: StatusKind; fact: string; detail: string };

const changes = (kind: PlanView["rendered"][number]["cells"][number]["kind"]): boolean =>
  kind === "changed" || kind === "added" || kind === "removed";

/** A row for each field that changes somewhere, with the placements where it does not or changes otherwise. */
export function summaryRows(plan: PlanView): SummaryRow[] {
  return plan.rendered.flatMap((row): SummaryRow[] => {
    const cells = row.cells.map((cell, index) => ({ ...cell, at: plan.placements[index]?.cluster ?? "" }));
    const first = cells.find((cell) => changes(cell.kind));
    if (!first) return [];
    const { before, after } = first;
    const alike = cells.filter((c) => changes(c.kind) && c.before === before && c.after === after);
    const others = cells.filter((cell) => !alike.includes(cell));
    const note =
      others.length === 0
        ? null
        : `${listed(alike.map((cell) => cell.at))} only; ${others
            .map(
              (cell) =>
                `${cell.at} ${changes(cell.kind) ? `becomes ${cell.after ?? "nothing"}` : "stays as it is"}`,
            )
            .join(", ")}`;
    return [{ path: `${row.object} ${row.path}`, before, after, ...(note ? { note } : {}) }];
  });
}

/** What a person should look at before saying yes, the gravest first; the last line is what needs no look. */
export function riskLines(plan: PlanView, gates: readonly GateView[]): RiskLine[] {
  const looked: RiskLine[] = [
    ...plan.effects
      .filter((effect) => effect.attention)
      .map((effect) => ({ kind: "attention" as const, fact: effect.title, detail: effect.detail })),
    ...gates
      .filter((gate) => gate.status.kind === "attention" || gate.status.kind === "unknown")
      .map((gate) => ({ kind: gate.status.kind, fact: gate.name, detail: gate.status.word })),
    ...plan.placements
      .filter((placement) => placement.stale)
      .map((placement) => ({
        kind: "unknown" as const,
        fact: placement.cluster,
        detail: "does not answer; it is checked again first",
      })),
  ];
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
