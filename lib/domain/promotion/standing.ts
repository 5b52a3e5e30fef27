import type { Gate } from "../gate";
import { verdictOf } from "../gate-verdict";
import type { PromotionState } from "../promotion-state";
import { capitalised, listed } from "./sentence";
import { type ExecutionStep, type StepRow, stepSentence } from "./steps";

/** Part of a sentence; the decisive words are strong. */
export type SentencePart = { text: string; strong?: boolean | undefined };

export type StandingCase = {
  state: PromotionState;
  to: string;
  toVersion: string | null;
  requestedBy: string;
  gates: readonly Gate[];
  steps: readonly ExecutionStep[];
  rows: readonly StepRow[];
  /** What came of it, once it is over. */
  outcome: string | null;
  supersededBy: string | null;
  /** Why it cannot start although its gates are clear: another one runs. */
  busy: string | null;
};

/** Where a promotion stands, why it waits and who can act: one answer for every state, computed from its facts. */
export function standingOf(c: StandingCase): {
  sentence: readonly SentencePart[];
  whoCanAct: readonly string[];
} {
  switch (c.state) {
    case "waiting":
      return waiting(c);
    case "running":
      return says("Running: ", stepSentence(c.steps, c.rows), ["Nobody needs to act."]);
    case "failed":
      return says("", stepSentence(c.steps, c.rows), [
        `${c.requestedBy} or an operator of ${c.to} can retry it or roll back.`,
      ]);
    case "done":
      return says("Done: ", `${c.to} runs ${c.toVersion ?? "the planned change"}.`, []);
    case "withdrawn":
      return says("Withdrawn", c.outcome ? `: ${c.outcome}` : ".", []);
    case "rejected":
      return says("Rejected", c.outcome ? `: ${c.outcome}` : ".", [
        `${c.requestedBy} can ask again once the reason is gone.`,
      ]);
    case "superseded":
      return says("Superseded", c.supersededBy ? ` by ${c.supersededBy}.` : " by a newer request.", []);
  }
}

const says = (strong: string, text: string, whoCanAct: readonly string[]) => ({
  sentence: [...(strong === "" ? [] : [{ text: strong, strong: true }]), { text, strong: strong === "" }],
  whoCanAct,
});

function waiting(c: StandingCase): { sentence: readonly SentencePart[]; whoCanAct: readonly string[] } {
  const verdict = verdictOf(c.gates);
  if (verdict.ready)
    return c.busy === null
      ? says("Every gate has passed; ", "it runs next.", ["Nobody needs to act."])
      : says("Every gate has passed; ", c.busy, ["Nobody needs to act."]);
  const who = verdict.blockers.flatMap((g) => {
    if (!g.clearedBy) return [];
    const { people, teams, how } = g.clearedBy;
    if (g.kind === "approvals" && people.length > 0)
      return [`${listed(people, "or")} can approve for ${listed(teams)}.`];
    return [`${capitalised(g.name)}: ${how}`];
  });
  return { sentence: emphasised(verdict.sentence, verdict.blockers), whoCanAct: [...new Set(who)] };
}

/** Marks what it waits for in the sentence, first come first. */
function emphasised(sentence: string, blockers: readonly Gate[]): readonly SentencePart[] {
  const names = blockers.flatMap((g) =>
    g.waitsFor ? [(g.waitsFor.split(",")[0] ?? "").replace(/^the /, "")] : [],
  );
  const parts: SentencePart[] = [];
  let rest = sentence;
  for (;;) {
    const next = names
      .filter((n) => n !== "" && rest.includes(n))
      .sort((a, b) => rest.indexOf(a) - rest.indexOf(b) || b.length - a.length)[0];
    if (next === undefined) break;
    const at = rest.indexOf(next);
    if (at > 0) parts.push({ text: rest.slice(0, at) });
    parts.push({ text: next, strong: true });
    rest = rest.slice(at + next.length);
  }
  return rest === "" ? parts : [...parts, { text: rest }];
}
