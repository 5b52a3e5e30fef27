import { type Gate, type GateCase, makeGate } from "./gate";
import { approvalGates } from "./gate-approvals";
import { declaredRules } from "./gate-declared";
import { checkGates, orderGate, soakGate, verifiedBefore } from "./gate-evidence";
import { windowGate } from "./gate-window";

/** Every gate of a promotion, in the order they are met. Rules of X govern leaving X; window and declared rules are the target's. */
export function gatesOf(c: GateCase): readonly Gate[] {
  const { left, passed, target } = c.route;
  return [
    ...headGate(c),
    ...(c.kind === "rollback" ? [verifiedBefore(c)] : []),
    ...(left ? checkGates(c, left) : []),
    ...passed.map((d) => orderGate(c, d)),
    ...[left, ...passed].flatMap((d) => (d ? soakGate(c, d) : [])),
    ...approvalGates(c),
    windowGate(c),
    ...(target ? declaredRules(target) : []),
  ];
}

function headGate(c: GateCase): readonly Gate[] {
  if (!c.headProblem) return [];
  return [
    makeGate({
      kind: "fleet",
      name: "valid declarations",
      environment: c.route.entered.name,
      state: "blocked",
      blocking: true,
      reason: `The protected branch declares something invalid: ${c.headProblem.message}`,
      waitsFor: "the fleet's files to be valid again",
      clearedBy: { teams: [], people: [], how: "Correct the file on the protected branch." },
      declaredAt: c.headProblem.place,
    }),
  ];
}
