import type { Stage } from "@/lib/contract/application";
import type { VerdictView } from "@/lib/contract/view";
import { mayRun } from "@/lib/domain/permission";
import type { Verdict } from "@/lib/domain/refusal";
import type { Promotion } from "@/lib/ports/store/promotions";
import type { Context, Ports } from "../definition";
import { makePlan } from "./make-plan";

export const verdictView = (verdict: Verdict): VerdictView =>
  verdict.allowed
    ? { allowed: true, code: null, message: null }
    : { allowed: false, code: verdict.code, message: verdict.message };

/** May the reader ask for the step from this stage into the next one now? The same words as the refused command. */
export async function requestVerdict(
  ports: Pick<Ports, "desired">,
  stage: Pick<Stage, "environment" | "placements">,
  to: string,
  open: Promotion | null,
  { actor, sha256 }: Context,
): Promise<VerdictView> {
  const { fleet } = await ports.desired.head();
  const application = stage.placements[0]?.id.split("/")[0] ?? "";
  const permitted = mayRun("promotion.request", actor, fleet, { application, environment: to });
  if (!permitted.allowed) return verdictView(permitted);
  if (open)
    return {
      allowed: false,
      code: "promotion.open",
      message: `${open.toVersion ?? "A change"} to ${to} is already asked for; a new request replaces it.`,
    };
  const planned = await makePlan(
    ports.desired,
    { kind: "promotion", application, from: stage.environment, to },
    sha256,
  );
  return planned.ok
    ? { allowed: true, code: null, message: null }
    : { allowed: false, code: planned.refusal.code, message: planned.refusal.message };
}
