import { z } from "zod";
import { verify } from "../audit";
import { report } from "../check";
import { plan, request } from "../promotion";
import { PromotionItem, PromotionState, PromotionView } from "../promotion-view";
import { Sentence } from "../view";
import { document } from "./document";

/** What the promotion, check and audit commands print; published as JSON Schemas. */

const Planned = plan.result.shape;

export const EnvironmentPromote = document("EnvironmentPromote", {
  preview: z.boolean().describe("True for --plan: nothing was asked for"),
  ...Planned,
  promotion: z
    .object({ ...request.result.shape, outcome: z.string().nullable().describe("With --wait: how it ended") })
    .nullable(),
});
export type EnvironmentPromote = z.infer<typeof EnvironmentPromote>;

export const PromotionList = document("PromotionList", {
  items: z.array(PromotionItem),
  next: z.string().nullable(),
  total: z.number().int(),
});
export type PromotionList = z.infer<typeof PromotionList>;

export const PromotionShow = document("PromotionShow", { promotion: PromotionView });
export type PromotionShow = z.infer<typeof PromotionShow>;

const decided = { id: z.string(), state: PromotionState, sentence: Sentence };
export const PromotionApprove = document("PromotionApprove", decided);
export const PromotionReject = document("PromotionReject", decided);
export const PromotionWithdraw = document("PromotionWithdraw", decided);

export const CheckReport = document("CheckReport", report.result.shape);
export const AuditVerify = document("AuditVerify", verify.result.shape);
export type AuditVerify = z.infer<typeof AuditVerify>;
