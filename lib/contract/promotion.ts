import { z } from "zod";
import { AskedChange, asked, previewed } from "./asked-change";
import { LineEdit } from "./explain";
import { command, query } from "./operation";
import { PlanDigest } from "./plan-view";
import { PromotionId, PromotionItem, PromotionState, PromotionView } from "./promotion-view";
import { ApplicationName, EnvironmentName, Instant, page, pageInput, Sentence } from "./view";

const Ask = {
  application: ApplicationName,
  from: EnvironmentName,
  to: EnvironmentName,
};

export const plan = query("promotion.plan", {
  summary: "What a promotion would write and what that renders to, without asking for it",
  input: z.object(Ask),
  result: z.object({
    ...previewed,
    earliest: z.string().nullable(),
    earliestAt: Instant.nullable(),
    /** Teams that may be asked besides the declared ones. */
    otherTeams: z.array(z.string()),
  }),
  topics: ({ application }) => [`application:${application}`],
});

export const request = command("promotion.request", {
  summary: "Ask for a planned change to move into the next environment",
  input: z.object({
    ...Ask,
    ...asked,
    /** Teams that must approve besides the declared ones. */
    approvers: z.array(Name()).max(20).default([]),
    mode: z.enum(["declared", "auto-approve", "require-approval"]).default("declared"),
  }),
  result: AskedChange,
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
    ...asked,
  }),
  result: AskedChange,
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
    ...previewed,
    /** The one that the plan leads to. */
    version: z.string(),
    /** Newest first. */
    ways: z.array(z.object({ version: z.string(), verifiedAt: Instant, ranUntil: Instant.nullable() })),
    earliest: z.string().nullable(),
    earliestAt: Instant.nullable(),
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
    ...previewed,
    /** The values as text; null: none. */
    before: z.string().nullable(),
    after: z.string().nullable(),
  }),
  topics: ({ application }) => [`application:${application}`],
});

export const carry = command("promotion.carry", {
  summary:
    "Ask to bring one value of an environment into another: one line, planned and approved as a change",
  input: z.object({
    ...CarryAsk,
    ...asked,
  }),
  result: AskedChange,
});

export const rollback = command("promotion.rollback", {
  summary: "Ask for the way back to a verified release of an application in an environment",
  input: z.object({
    ...Back,
    planDigest: asked.planDigest,
    reason: z.string().min(3).max(4000),
  }),
  result: AskedChange,
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
