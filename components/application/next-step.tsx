import type { Stage } from "@/lib/contract/application";
import { Button } from "../ui/button";
import { LinkButton } from "../ui/link-button";

type Next = NonNullable<Stage["next"]>;
export type Step = { from: Stage; next: Next };

/** The step that the page's one primary button is about: what is under way first, then the one nearest production. */
export function mainStep(stages: readonly Stage[]): Step | null {
  const steps = stages.flatMap((from) => (from.next ? [{ from, next: from.next }] : []));
  return (
    steps.findLast(({ next }) => next.promotion !== null) ??
    steps.findLast(({ next }) => next.kind === "ahead") ??
    steps.findLast(({ next }) => next.kind === "blocked") ??
    null
  );
}

export const promoteHref = (application: string, { from, next }: Step): string =>
  `/applications/${application}/promote?from=${encodeURIComponent(from.environment)}&to=${encodeURIComponent(next.to)}`;

/** Ask for the step, open what was asked for, or say in the verdict's own words why it cannot be asked for. */
export function NextStep({
  application,
  step,
  size = "md",
}: {
  application: string;
  step: Step;
  size?: "sm" | "md";
}) {
  const { from, next } = step;
  const variant = size === "md" ? "primary" : "plain";
  if (next.promotion)
    return (
      <LinkButton href={`/promotions/${next.promotion}`} variant={variant} size={size}>
        Open promotion of {from.version ?? next.to}
      </LinkButton>
    );
  const words =
    size === "sm" ? `Promote to ${next.to}` : `Promote ${from.version ?? "this release"} to ${next.to}`;
  if (!next.request.allowed)
    return (
      <Button
        disabled
        reason={next.request.message}
        reasonAt={size === "sm" ? "below" : "beside"}
        size={size}
      >
        {words}
      </Button>
    );
  return (
    <LinkButton href={promoteHref(application, step)} variant={variant} size={size}>
      {words}
    </LinkButton>
  );
}
