import type { GateView, PlanView } from "@/lib/contract/plan-view";
import { counted, listed } from "@/lib/domain/promotion/sentence";

export type RiskFact = { name: string; value: string; detail: string; until?: string };

/** The four things that people weigh before they let a change in. What nobody measured says so and is never "none". */
export const riskFacts = (plan: PlanView, gates: readonly GateView[]): readonly RiskFact[] => [
  blastRadius(plan),
  cost(plan),
  windowEnd(plan, gates),
  {
    name: "SLO budget",
    value: "not measured",
    detail: "The console reads no service level objectives, so what is left of an error budget is not known.",
  },
];

function blastRadius(plan: PlanView): RiskFact {
  const name = "Blast radius";
  if (plan.digest === null)
    return { name, value: "not known", detail: "There is no plan now that could tell." };
  const touched = plan.placements.filter((_, index) =>
    plan.rendered.some((row) => !["same", "absent"].includes(row.cells[index]?.kind ?? "absent")),
  );
  if (touched.length === 0)
    return { name, value: "nothing that runs", detail: "No rendered object changes on any cluster." };
  const objects = new Set(plan.rendered.map((row) => row.object)).size;
  const clusters = [...new Set(touched.map((placement) => placement.cluster))];
  const silent = touched.filter((placement) => placement.stale).map((placement) => placement.cluster);
  const pods = plan.effects.find((effect) => effect.topic === "replicas");
  return {
    name,
    value: `${counted(objects, "object")} on ${counted(clusters.length, "cluster")}`,
    detail: [
      listed(clusters),
      ...(pods ? [pods.detail] : []),
      ...(silent.length > 0 ? [`${listed(silent)} does not answer, so what runs there is not known`] : []),
    ].join("; "),
  };
}

function cost(plan: PlanView): RiskFact {
  const effect = plan.effects.find((one) => one.topic === "cost");
  return effect
    ? { name: "Cost change", value: effect.title, detail: effect.detail }
    : { name: "Cost change", value: "not known", detail: "Nothing was worked out for this plan." };
}

function windowEnd(plan: PlanView, gates: readonly GateView[]): RiskFact {
  const name = "Change window";
  const gate = gates.find((one) => one.kind === "window");
  if (!gate)
    return { name, value: "not judged", detail: "Gates are judged while a promotion waits for a plan." };
  const detail = gate.status.reason ?? gate.evidence[0]?.text ?? gate.detail;
  // A closed window lets a verified release back in: its next moment is an opening then, not an end.
  if (plan.kind === "rollback" && !gate.blocking)
    return { name, value: "does not hold a rollback up", detail };
  const shut = gate.blocking ? "closed, opens" : "ends";
  if (gate.until) return { name, value: shut, detail, until: gate.until };
  return { name, value: gate.blocking ? "closed" : "open", detail };
}
