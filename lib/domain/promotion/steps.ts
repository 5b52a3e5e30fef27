import { capitalised } from "./sentence";

/** One step of carrying a promotion out; its name is the key under which its outside effect is found again. */
export type ExecutionStep = { name: string; title: string; placement: string | null };

/**
 * The steps in their order. Each looks for its own effect before it acts: the pushed commit by its `Promotion-Id`, the
 * apply by what the cluster holds; so a crash anywhere repeats nothing.
 */
export function executionSteps(targets: readonly string[]): readonly ExecutionStep[] {
  const step = (name: string, title: string, placement: string | null = null): ExecutionStep => ({
    name,
    title,
    placement,
  });
  const where = (id: string): string => id.split("/").at(-1) ?? id;
  return [
    step("recheck", "Look at every gate and approval again"),
    step("commit", "Write one commit and push it"),
    ...targets.map((id) => step(`apply:${id}`, `Apply to ${where(id)}`, id)),
    ...targets.map((id) => step(`rollout:${id}`, `Wait for the rollout on ${where(id)}`, id)),
    step("record", targets.length === 0 ? "Record the change" : "Record the release as verified"),
  ];
}

export type StepState = "pending" | "running" | "done" | "failed" | "skipped";
export type StepRow = { name: string; state: StepState; detail: string | null };

/** Where a running or failed promotion stands, in words: `Waiting for the rollout on prod (step 5 of 8)`. */
export function stepSentence(steps: readonly ExecutionStep[], rows: readonly StepRow[]): string {
  const stateOf = (name: string): StepState => rows.find((r) => r.name === name)?.state ?? "pending";
  const at = steps.findIndex((s) => !["done", "skipped"].includes(stateOf(s.name)));
  const step = steps[at];
  if (!step) return "Every step is done.";
  const detail = rows.find((r) => r.name === step.name)?.detail;
  const counted = `step ${at + 1} of ${steps.length}`;
  const title = capitalised(step.title);
  return stateOf(step.name) === "failed"
    ? `Failed at ${counted}, “${title}”${detail ? `: ${detail}` : "."}`
    : `${title} (${counted}).`;
}
