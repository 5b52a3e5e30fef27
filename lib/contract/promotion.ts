import { z } from "zod";
import { LineEdit } from "./explain";
import { command, query } from "./operation";
import {
  ApplicationName,
  CommitView,
  EnvironmentName,
  Instant,
  PersonView,
  page,
  pageInput,
  Sentence,
  SourceRef,
  StatusView,
  VerdictView,
} from "./view";

export const PromotionId = z.string().regex(/^prm_[0-9a-z]{26}$/, "a promotion id such as prm_…");
export const PlanDigest = z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits");
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
export const PromotionKind = z.enum(["promotion", "rollback", "edit"]);

/** One edit of one file, with the lines around it as they are written. */
export const EditView = z.object({
  letter: z.string(),
  file: z.string(),
  path: z.string(),
  line: z.number(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

export const HunkLine = z.object({
  kind: z.enum(["context", "added", "removed"]),
  oldLine: z.number().nullable(),
  newLine: z.number().nullable(),
  text: z.string(),
  /** Letter of the edit that made the line. */
  letter: z.string().nullable(),
});
export const FileChange = z.object({
  file: z.string(),
  added: z.number(),
  removed: z.number(),
  hunks: z.array(z.object({ lines: z.array(HunkLine) })),
});
export type FileChange = z.infer<typeof FileChange>;

/** One rendered field that the plan changes, with its values on each placement in column order. */
export const RenderedRow = z.object({
  object: z.string(),
  path: z.string(),
  letters: z.array(z.string()),
  cells: z.array(
    z.object({
      kind: z.enum(["changed", "added", "removed", "same", "absent"]),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
});

export const Effect = z.object({
  topic: z.enum(["cost", "replicas", "network", "security", "data"]),
  title: z.string(),
  detail: z.string(),
  attention: z.boolean(),
});

/** What a plan would cost more or less a month: an estimate from declarations and the price list, never a bill. */
export const PlanCostView = z.object({
  mark: z.literal("estimate"),
  currency: z.string(),
  /** Null: nothing of it has a price, which is not 0. */
  monthly: z.number().nullable(),
  /** Of a node pool: the effect with as many nodes as it may have. */
  most: z.number().nullable(),
  parts: z.array(
    z.object({ cluster: z.string(), of: z.enum(["requests", "nodes"]), monthly: z.number().nullable() }),
  ),
  unpriced: z.array(z.string()),
});

export const PlanView = z.object({
  application: z.string(),
  kind: PromotionKind,
  from: z.string().nullable(),
  to: z.string(),
  fromVersion: z.string().nullable(),
  toVersion: z.string().nullable(),
  /** Null for an offline plan: a preview cannot be approved. */
  digest: z.string().nullable(),
  base: z.string().nullable(),
  edits: z.array(EditView),
  files: z.array(FileChange),
  placements: z.array(
    z.object({ id: z.string(), cluster: z.string(), asOf: Instant.nullable(), stale: z.boolean() }),
  ),
  rendered: z.array(RenderedRow),
  unchangedObjects: z.number(),
  /** Sentences such as "Edit b has no effect on prod-secondary: clusters/… sets 8 and wins there". */
  notes: z.array(z.string()),
  effects: z.array(Effect),
  /** Null when no capacity changes, or the plan has ended. */
  cost: PlanCostView.nullable(),
  commits: z.array(CommitView),
});
export type PlanView = z.infer<typeof PlanView>;

export const GateView = z.object({
  name: z.string(),
  kind: z.string(),
  detail: z.string(),
  status: StatusView,
  blocking: z.boolean(),
  /** Who can clear it, in words. */
  clears: z.string().nullable(),
  evidence: z.array(z.object({ text: z.string(), at: Instant.nullable(), link: z.string().nullable() })),
  /** Milliseconds: the age of the evidence and the oldest that counts. */
  age: z.object({ ageMs: z.number().nullable(), limitMs: z.number().nullable() }),
  until: Instant.nullable(),
  declared: SourceRef.nullable(),
});
export type GateView = z.infer<typeof GateView>;

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

const Ask = {
  application: ApplicationName,
  from: EnvironmentName,
  to: EnvironmentName,
};

export const plan = query("promotion.plan", {
  summary: "What a promotion would write and what that renders to, without asking for it",
  input: z.object(Ask),
  result: z.object({
    asOf: Instant,
    production: z.boolean(),
    plan: PlanView,
    gates: z.array(GateView),
    verdict: Sentence,
    earliest: z.string().nullable(),
    earliestAt: Instant.nullable(),
    /** Teams that may be asked besides the declared ones. */
    otherTeams: z.array(z.string()),
    request: VerdictView,
  }),
  topics: ({ application }) => [`application:${application}`],
});

export const request = command("promotion.request", {
  summary: "Ask for a planned change to move into the next environment",
  input: z.object({
    ...Ask,
    /** The digest the person saw; another one is refused. Left out, the plan of this moment is asked for. */
    planDigest: PlanDigest.optional(),
    /** Teams that must approve besides the declared ones. */
    approvers: z.array(Name()).max(20).default([]),
    mode: z.enum(["declared", "auto-approve", "require-approval"]).default("declared"),
    comment: z.string().max(4000).optional(),
  }),
  result: z.object({ id: z.string(), digest: z.string(), state: PromotionState, sentence: Sentence }),
});

export const edit = command("promotion.edit", {
  summary: "Ask to set one value in one layer: a change like any other, with plan, gates and approvals",
  input: z.object({
    application: ApplicationName,
    environment: EnvironmentName,
    /** The primary one when absent. */
    cluster: z.string().max(200).optional(),
    /** The value it is about, as `environment.explain` takes it. */
    path: z.string().min(1).max(2000),
    ...LineEdit,
    planDigest: PlanDigest.optional(),
    comment: z.string().max(4000).optional(),
  }),
  result: z.object({ id: z.string(), digest: z.string(), state: PromotionState, sentence: Sentence }),
});

const Back = {
  application: ApplicationName,
  environment: EnvironmentName,
  /** A version verified there before; the last one when absent. */
  version: z.string().min(1).max(200).optional(),
};

export const rollbackPlan = query("promotion.rollback-plan", {
  summary: "Which verified releases lead back, and what going back to one would write",
  input: z.object(Back),
  result: z.object({
    asOf: Instant,
    production: z.boolean(),
    /** The one that the plan leads to. */
    version: z.string(),
    /** Newest first. */
    ways: z.array(z.object({ version: z.string(), verifiedAt: Instant, ranUntil: Instant.nullable() })),
    plan: PlanView,
    gates: z.array(GateView),
    verdict: Sentence,
    earliest: z.string().nullable(),
    earliestAt: Instant.nullable(),
    request: VerdictView,
  }),
  topics: ({ application }) => [`application:${application}`],
});

/** One row of a comparison, to be carried from one side to the other. */
const CarryAsk = {
  application: ApplicationName,
  from: EnvironmentName,
  to: EnvironmentName,
  /** Positions among the application's objects as the primary placements render them; null where it is not. */
  fromIndex: z.number().int().nonnegative().nullable(),
  toIndex: z.number().int().nonnegative().nullable(),
  path: z.string().min(1).max(2000),
  /** The value seen at the target, as JSON (null: none was there); another one there now is refused. */
  seen: z.string().max(100_000).nullable().optional(),
};

export const carryPlan = query("promotion.carry-plan", {
  summary: "What bringing one value of an environment into another would write, without asking for it",
  input: z.object(CarryAsk),
  result: z.object({
    asOf: Instant,
    production: z.boolean(),
    /** The values as text; null: none. */
    before: z.string().nullable(),
    after: z.string().nullable(),
    plan: PlanView,
    gates: z.array(GateView),
    verdict: Sentence,
    request: VerdictView,
  }),
  topics: ({ application }) => [`application:${application}`],
});

export const carry = command("promotion.carry", {
  summary:
    "Ask to bring one value of an environment into another: one line, planned and approved as a change",
  input: z.object({
    ...CarryAsk,
    planDigest: PlanDigest.optional(),
    comment: z.string().max(4000).optional(),
  }),
  result: z.object({ id: z.string(), digest: z.string(), state: PromotionState, sentence: Sentence }),
});

export const rollback = command("promotion.rollback", {
  summary: "Ask for the way back to a verified release of an application in an environment",
  input: z.object({
    ...Back,
    /** The digest the person saw; another one is refused. */
    planDigest: PlanDigest.optional(),
    reason: z.string().min(3).max(4000),
  }),
  result: z.object({ id: z.string(), digest: z.string(), state: PromotionState, sentence: Sentence }),
});

export const list = query("promotion.list", {
  summary: "Promotions, newest first",
  input: z.object({
    state: z.enum(["open", "closed", "all"]).default("open"),
    application: ApplicationName.optional(),
    environment: EnvironmentName.optional(),
    ...pageInput("promotion"),
  }),
  result: page(PromotionItem).extend({
    /** What the filters offer. */
    applications: z.array(z.string()),
    environments: z.array(z.string()),
  }),
  topics: () => ["promotions"],
});

export const show = query("promotion.show", {
  summary: "Whether it is safe to let exactly this change in now: plan, gates, approvals, steps",
  input: z.object({ id: PromotionId }),
  result: PromotionView,
  topics: ({ id }) => [`promotion:${id}`],
});

const Decided = z.object({ id: z.string(), state: PromotionState, sentence: Sentence });

export const approve = command("promotion.approve", {
  summary: "Say yes for one team to exactly this plan",
  input: z.object({
    id: PromotionId,
    team: Name(),
    planDigest: PlanDigest,
    comment: z.string().max(4000).optional(),
  }),
  result: Decided,
});

export const reject = command("promotion.reject", {
  summary: "Say no for one team, with the reason",
  input: z.object({
    id: PromotionId,
    team: Name(),
    planDigest: PlanDigest,
    reason: z.string().trim().min(3, "say why, in at least three letters").max(4000),
  }),
  result: Decided,
});

export const comment = command("promotion.comment", {
  summary: "Leave a comment for the people who decide",
  input: z.object({ id: PromotionId, text: z.string().trim().min(1).max(4000) }),
  result: z.object({ id: z.string() }),
});

export const withdraw = command("promotion.withdraw", {
  summary: "Take a waiting request back",
  input: z.object({ id: PromotionId, reason: z.string().max(4000).optional() }),
  result: Decided,
});

export const retry = command("promotion.retry", {
  summary: "Carry on with a promotion whose last step failed",
  input: z.object({ id: PromotionId }),
  result: Decided,
});

function Name() {
  return z.string().regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, "a team's name");
}
