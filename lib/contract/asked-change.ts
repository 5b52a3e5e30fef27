import { z } from "zod";
import { GateView, PlanDigest, PlanView } from "./plan-view";
import { PromotionState } from "./promotion-view";
import { Instant, Sentence, VerdictView } from "./view";

/** What the preview of every change answers, besides what only that change has to say. */
export const previewed = {
  asOf: Instant,
  production: z.boolean(),
  plan: PlanView,
  gates: z.array(GateView),
  /** What the gates come to. */
  verdict: Sentence,
  /** May the reader ask for it now? */
  request: VerdictView,
};

/** What is said with the request of every change. */
export const asked = {
  /** The digest the person saw; another one is refused. Left out, the plan of this moment is asked for. */
  planDigest: PlanDigest.optional(),
  comment: z.string().max(4000).optional(),
};

/** A change that was asked for. */
export const AskedChange = z.object({
  id: z.string(),
  digest: z.string(),
  state: PromotionState,
  sentence: Sentence,
});
export type AskedChange = z.infer<typeof AskedChange>;
