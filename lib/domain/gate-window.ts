import { type Gate, type GateCase, makeGate } from "./gate";
import { verifiedRun } from "./gate-evidence";
import { declarationOf, placeOf } from "./gate-route";
import { windowAt } from "./window";
import { momentText, windowSentence } from "./window-text";

/** Enforced when it runs, so approvals may be given before it opens. A verified way back is let through and recorded. */
export function windowGate(c: GateCase): Gate {
  const environment = c.route.entered.name;
  const name = c.route.target?.block.deployment?.change_window ?? null;
  const state = windowAt(c.fleet, environment, name, c.now);
  const sentence = windowSentence(state, c.now);
  const excused = state.kind === "closed" && c.kind === "rollback" && verifiedRun(c) !== null;
  const closed = state.kind === "closed" && !excused;
  const until = state.kind === "open" ? state.until : state.opens;
  const opens =
    state.kind === "closed" && state.opens ? `, opens ${momentText(state.opens, state.zone, c.now)}` : "";
  const frozen = state.kind === "closed" && state.because === "freeze";
  const declaration = declarationOf(c.fleet, c.application, environment);
  return makeGate({
    kind: "window",
    name: frozen ? "freeze" : "change window",
    environment,
    state: !closed ? "passed" : frozen || until === null ? "blocked" : "waiting",
    blocking: closed,
    reason: excused
      ? `${sentence} A rollback to a release that ${environment} verified is allowed all the same, and recorded.`
      : sentence,
    waitsFor: closed ? `the ${frozen ? "freeze to end" : "change window"}${opens}` : null,
    clearedBy: closed && until !== null ? { teams: [], people: [], how: "It opens by itself." } : null,
    declaredAt: frozen
      ? (state.freeze?.place ?? null)
      : name !== null && declaration
        ? placeOf(declaration, "deployment.change_window")
        : null,
    until,
  });
}
