import { z } from "zod";
import { GateView, PlanView, PromotionKind } from "./plan-view";
import { Instant, PersonView, ProofView, Sentence, StatusView, VerdictView } from "./view";

export const PromotionId = z.string().regex(/^prm_[0-9a-z]{26}$/, "a promotion id such as prm_…");
export const PromotionState = z.enum([
  "waiting",
  "running",
  "done",
  "failed",
  "withdrawn",
  "rejected",
  "superseded",
]);
export type PromotionState = z.infer<typeof PromotionState>;

export const TeamApproval = z.object({
  team: z.string(),
  needed: z.number(),
  given: z.number(),
  approvals: z.array(
    z.object({
      person: PersonView,
      at: Instant,
      yes: z.boolean(),
      reason: z.string().nullable(),
      digest: z.string(),
      /** Why it does not count any more, when it does not. */
      stale: z.string().nullable(),
    }),
  ),
  people: z.array(z.object({ person: PersonView, seenAt: Instant.nullable(), can: VerdictView })),
  /** What the reader may do for this team. */
  approve: VerdictView,
  reject: VerdictView,
});
export type TeamApproval = z.infer<typeof TeamApproval>;

export const StepView = z.object({
  name: z.string(),
  title: z.string(),
  state: z.enum(["pending", "running", "done", "failed", "skipped"]),
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  detail: z.string().nullable(),
  href: z.string().nullable(),
});

export const TimelineItem = z.object({
  at: Instant,
  kind: z.string(),
  actor: z.string(),
  text: z.string(),
  detail: z.string().nullable(),
});

export const PromotionItem = z.object({
  id: z.string(),
  kind: PromotionKind,
  application: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  production: z.boolean(),
  fromVersion: z.string().nullable(),
  toVersion: z.string().nullable(),
  state: PromotionState,
  status: StatusView,
  /** Why it waits and who can act. */
  sentence: Sentence,
  requestedBy: PersonView.nullable(),
  requestedAt: Instant,
  finishedAt: Instant.nullable(),
  /** The team the reader would sign for, when it waits for the reader. */
  waitsForMe: z.string().nullable(),
  expiresAt: Instant.nullable(),
});
export type PromotionItem = z.infer<typeof PromotionItem>;

export const PromotionView = PromotionItem.extend({
  asOf: Instant,
  subtitle: z.string(),
  plan: PlanView,
  /** When the plan moved since it was asked for or approved: what changed. */
  moved: z.object({ message: z.string(), changes: z.array(z.string()) }).nullable(),
  gates: z.array(GateView),
  blockers: z.array(z.object({ status: StatusView, title: z.string(), detail: z.string() })),
  /** The soonest it can start as far as time alone decides, in words and as a moment. */
  earliest: z.string().nullable(),
  earliestAt: Instant.nullable(),
  teams: z.array(TeamApproval),
  /** Whether the reader signed in lately enough to say yes, and how to do so again; null when that is not asked. */
  proof: ProofView,
  steps: z.array(StepView),
  timeline: z.array(TimelineItem),
  comment: VerdictView,
  withdraw: VerdictView,
  retry: VerdictView,
  rollback: VerdictView,
  commit: z.string().nullable(),
  supersededBy: z.string().nullable(),
});
export type PromotionView = z.infer<typeof PromotionView>;
