import type { StatusKind } from "@/lib/contract/view";
import { Status } from "../status/status";
import { StatusShape } from "../status/status-shape";
import { When } from "../time/when";
import { cn } from "../ui/class-names";
import { Link } from "../ui/link";

export type StepState = "pending" | "running" | "done" | "failed" | "skipped";

export type ReceiptStep = {
  name: string;
  title: string;
  state: StepState;
  startedAt?: string | null | undefined;
  finishedAt?: string | null | undefined;
  detail?: string | null | undefined;
  href?: string | null | undefined;
};

const looks: Record<Exclude<StepState, "pending" | "skipped">, { kind: StatusKind; word: string }> = {
  running: { kind: "moving", word: "running" },
  done: { kind: "healthy", word: "done" },
  failed: { kind: "failed", word: "failed" },
};

/** A step's mark; what has not happened is an empty ring, never a coloured one. */
export function StepMark({ state }: { state: StepState }) {
  if (state === "pending" || state === "skipped")
    return (
      <span
        aria-hidden="true"
        className={cn(
          "block size-3.5 rounded-full border-[1.5px] border-line-strong",
          state === "skipped" && "border-dashed",
        )}
      />
    );
  return <StatusShape kind={looks[state].kind} className="block" />;
}

export const stepWord = (state: StepState): string =>
  state === "pending" ? "not yet" : state === "skipped" ? "skipped" : looks[state].word;

/**
 * A ladder of what an act has reached: requested, committed, seen, applied, healthy, each with its time.
 * It promises nothing that did not happen.
 */
export function Receipt({ steps, label = "Steps" }: { steps: readonly ReceiptStep[]; label?: string }) {
  return (
    <ol aria-label={label} className="grid">
      {steps.map((step, index) => (
        <li key={step.name} className="relative grid grid-cols-[14px_1fr_auto] gap-x-2.5 pb-3 last:pb-0">
          {index < steps.length - 1 ? (
            <span
              aria-hidden="true"
              className="absolute top-[18px] bottom-[-2px] left-[6px] border-l-2 border-line"
            />
          ) : null}
          <span className="relative pt-[3px]">
            <StepMark state={step.state} />
          </span>
          <span className="grid min-w-0 gap-px">
            <span className={cn(step.state === "pending" ? "text-text-2" : "font-medium")}>
              {step.href ? (
                <Link href={step.href} className="underlined">
                  {step.title}
                </Link>
              ) : (
                step.title
              )}
              <span className="heard">, {stepWord(step.state)}</span>
            </span>
            {step.detail ? (
              <span className="text-12 text-text-2 [overflow-wrap:anywhere]">{step.detail}</span>
            ) : null}
          </span>
          <span className="text-11 text-text-3">
            {step.finishedAt ? (
              <When at={step.finishedAt} form="clock" />
            ) : step.startedAt ? (
              <When at={step.startedAt} form="clock" />
            ) : (
              stepWord(step.state)
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** One line for a list: where a run stands. */
export function ReceiptLine({ steps }: { steps: readonly ReceiptStep[] }) {
  const failed = steps.find((step) => step.state === "failed");
  const running = steps.find((step) => step.state === "running");
  const done = steps.filter((step) => step.state === "done").length;
  if (failed) return <Status kind="failed" word={`${failed.title} failed`} />;
  if (running) return <Status kind="moving" word={`${running.title}, step ${done + 1} of ${steps.length}`} />;
  if (done > 0 && steps.every((step) => step.state === "done" || step.state === "skipped"))
    return <Status kind="healthy" word="done" />;
  return <Status kind="waiting" word={done === 0 ? "not started" : `step ${done} of ${steps.length}`} />;
}
