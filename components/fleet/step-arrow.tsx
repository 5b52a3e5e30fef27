import type { FleetCell } from "@/lib/contract/fleet";
import { Pill } from "../pipeline/pill";

type Step = NonNullable<FleetCell["next"]>;

/** Where the arrow leads: the promotion under way, the request for one, or the application that says what blocks. */
export function stepHref(application: string, from: string, next: Step): string {
  if (next.promotion) return `/promotions/${next.promotion}`;
  const here = `/applications/${application}`;
  return next.kind === "ahead" ? `${here}/promote?from=${from}&to=${next.to}` : here;
}

/** What stands between two cells, with its reason for eyes and ears. */
export function StepArrow({ application, from, next }: { application: string; from: string; next: Step }) {
  return (
    <Pill kind={next.kind} text={next.text} title={next.reason} href={stepHref(application, from, next)} />
  );
}
