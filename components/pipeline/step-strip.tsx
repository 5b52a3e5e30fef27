import { StepMark, type StepState, stepWord } from "../act/receipt";
import { cn } from "../ui/class-names";

export type StripStep = { name: string; title: string; state: StepState; detail?: string | null | undefined };

/** Steps from left to right with the present one lifted; on a phone they stand below each other. */
export function StepStrip({ steps, label }: { steps: readonly StripStep[]; label: string }) {
  return (
    <ol aria-label={label} className="panel flex overflow-x-auto max-md:flex-col">
      {steps.map((step) => (
        <li
          key={step.name}
          aria-current={step.state === "running" ? "step" : undefined}
          className={cn(
            "flex min-w-[120px] flex-1 gap-2 border-l border-line px-3 py-2.5 first:border-l-0 max-md:border-t max-md:border-l-0 max-md:first:border-t-0",
            step.state === "running" && "bg-moving-bg",
          )}
        >
          <span className="pt-0.5">
            <StepMark state={step.state} />
          </span>
          <span className="grid min-w-0 content-start">
            <span className={step.state === "pending" ? "text-text-2" : "font-medium"}>{step.title}</span>
            <span className="text-11 text-text-2">{step.detail ?? stepWord(step.state)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
