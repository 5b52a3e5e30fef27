import type { z } from "zod";
import type { StepView } from "@/lib/contract/promotion-view";
import type { Fleet } from "@/lib/domain/fleet";
import { executionSteps } from "@/lib/domain/promotion/steps";
import type { JobStep } from "@/lib/ports/store/jobs";
import type { Promotion } from "@/lib/ports/store/promotions";
import { appliedPlacements } from "./review";

/** The steps of carrying a promotion out with how far each got. */
export function stepViews(
  fleet: Fleet,
  promotion: Promotion,
  rows: readonly JobStep[],
): z.infer<typeof StepView>[] {
  const targets = appliedPlacements(fleet, promotion).map((placement) => placement.id);
  return executionSteps(targets).map(({ name, title }) => {
    const row = rows.find((one) => one.name === name);
    return {
      name,
      title,
      state: row?.state ?? "pending",
      startedAt: row?.startedAt.toISOString() ?? null,
      finishedAt: row?.finishedAt?.toISOString() ?? null,
      detail: row?.detail ?? null,
      href: row?.href ?? null,
    };
  });
}
