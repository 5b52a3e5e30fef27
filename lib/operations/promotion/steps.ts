import type { StepView } from "@/lib/contract/promotion";
import type { Fleet } from "@/lib/domain/fleet";
import type { Promotion } from "@/lib/ports/store/promotions";
import type { JobStep } from "@/lib/ports/store/jobs";
import type { z } from "zod";
import { placementsOf } from "./make-plan";

/** The steps of carrying a promotion out, in order; names are the job's, titles the page's. */
export function stepNames(fleet: Fleet, promotion: Pick<Promotion, "application" | "target">): readonly { name: string; title: string }[] {
  const placements = placementsOf(fleet, { application: promotion.application, to: promotion.target });
  return [
    { name: "recheck", title: "Check every gate and approval again" },
    { name: "commit", title: "Write one commit and push it" },
    ...placements.map((placement) => ({ name: `apply:${placement.id}`, title: `Apply to ${placement.cluster}` })),
    ...placements.map((placement) => ({ name: `rollout:${placement.id}`, title: `Wait for the rollout on ${placement.cluster}` })),
    { name: "record", title: "Record the release as verified" },
  ];
}

export function stepViews(fleet: Fleet, promotion: Promotion, steps: readonly JobStep[]): z.infer<typeof StepView>[] {
  return stepNames(fleet, promotion).map(({ name, title }) => {
    const step = steps.find((one) => one.name === name);
    return {
      name,
      title,
      state: step?.state ?? "pending",
      startedAt: step?.startedAt.toISOString() ?? null,
      finishedAt: step?.finishedAt?.toISOString() ?? null,
      detail: step?.detail ?? null,
      href: step?.href ?? null,
    };
  });
}
