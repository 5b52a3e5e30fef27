import type { Stage } from "@/lib/contract/application";
import type { Sentence } from "@/lib/contract/view";
import { durationText } from "@/lib/domain/soak";
import type { Promotion } from "@/lib/ports/store/promotions";

/** The page's first line: what production runs, and what stops the next step. */
export function sentenceOf(
  application: string,
  stages: readonly Stage[],
  open: readonly Promotion[],
  now: Date,
): Sentence {
  const last = stages.at(-1);
  if (!last) return [{ text: `${application} is declared in no environment that you may see.` }];
  const since = last.since ? ` for ${durationText(now.getTime() - Date.parse(last.since))}` : "";
  const runs: Sentence = [
    { text: `${capitalised(last.environment)} has declared ${last.version ?? "no version"}${since}.` },
  ];
  const promotion = open.find((p) => p.target === last.environment) ?? open[0];
  if (promotion) {
    const stage = stages.find((s) => s.environment === promotion.target);
    const line = stage?.standing?.lines[0];
    return [
      ...runs,
      { text: " The next step, " },
      {
        text: `${promotion.toVersion ?? "a change"} to ${promotion.target}, ${promotion.state === "running" ? "is being delivered" : `waits ${line ?? "for its gates"}`}`,
        strong: true,
      },
      { text: "." },
    ];
  }
  const step =
    stages.find((stage) => stage.next?.kind === "blocked") ??
    stages.findLast((stage) => stage.next?.kind === "ahead");
  if (!step?.next) return [...runs, { text: " Every environment declares the same version." }];
  const words =
    step.next.kind === "blocked"
      ? `${step.version} is blocked in ${step.environment}`
      : `${step.version} could move from ${step.environment} to ${step.next.to}`;
  return [
    ...runs,
    { text: " " },
    { text: words, strong: true },
    { text: step.standing?.lines[0] ? `: ${step.standing.lines[0].replace(/\.$/, "")}.` : "." },
  ];
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
