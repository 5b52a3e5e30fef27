import type { GateView } from "@/lib/contract/plan-view";
import type { StatusView } from "@/lib/contract/view";
import type { Gate } from "@/lib/domain/gate";

const kinds: Record<Gate["state"], StatusView["kind"]> = {
  passed: "healthy",
  waiting: "waiting",
  failed: "failed",
  blocked: "failed",
  unreported: "waiting",
  inconclusive: "unknown",
  "not-enforced": "unknown",
};
const words: Record<Gate["state"], string> = {
  passed: "passed",
  waiting: "waiting",
  failed: "failed",
  blocked: "blocked",
  unreported: "not reported",
  inconclusive: "inconclusive",
  "not-enforced": "not enforced yet",
};

export const gateStatus = (gate: Gate): StatusView => ({
  kind: kinds[gate.state],
  word: words[gate.state],
  reason: gate.reason,
});

/** A gate with its evidence and who can clear it. `sha` is the commit whose rules these are. */
export const gateView = (gate: Gate, sha: string | null): GateView => ({
  name: gate.name,
  kind: gate.kind,
  detail:
    gate.kind === "checks" || gate.kind === "soak" || gate.kind === "order"
      ? `rule of ${gate.environment}`
      : gate.environment,
  status: gateStatus(gate),
  blocking: gate.blocking,
  clears: gate.clearedBy?.how ?? null,
  evidence: gate.evidence.map((item) => ({ ...item })),
  age: { ageMs: gate.ageMs, limitMs: gate.limitMs },
  until: gate.until,
  declared: gate.declaredAt ? { file: gate.declaredAt.file, line: gate.declaredAt.line, sha } : null,
});
