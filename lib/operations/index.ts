import { config as applicationConfig } from "./application/config";
import { show as applicationShow } from "./application/show";
import { whatif as applicationWhatif } from "./application/whatif";
import { list as auditList } from "./audit/list";
import { verify as auditVerify } from "./audit/verify";
import { report as checkReport } from "./check/report";
import { accept as costAccept, dismiss as costDismiss, reopen as costReopen } from "./cost/decide";
import { importBill } from "./cost/import";
import { review as costReview } from "./cost/review";
import type { Operation } from "./definition";
import { diff as environmentDiff } from "./environment/diff";
import { expect as environmentExpect } from "./environment/expect";
import { expectPlan as environmentExpectPlan } from "./environment/expect-plan";
import { explain as environmentExplain } from "./environment/explain";
import { list as environmentList } from "./environment/list";
import { live as environmentLive } from "./environment/live";
import { origin as environmentOrigin } from "./environment/origin";
import { parity as environmentParity } from "./environment/parity";
import { render as environmentRender } from "./environment/render";
import { show as environmentShow } from "./environment/show";
import { text as environmentText } from "./environment/text";
import { head as fleetHead } from "./fleet/head";
import { search as fleetSearch } from "./fleet/search";
import { show as fleetShow } from "./fleet/show";
import { start as fleetStart } from "./fleet/start";
import { list as inboxList } from "./inbox/list";
import { me as personMe } from "./person/me";
import { approve } from "./promotion/approve";
import { carry as promotionCarry } from "./promotion/carry";
import { carryPlan as promotionCarryPlan } from "./promotion/carry-plan";
import { comment } from "./promotion/comment";
import { edit as promotionEdit } from "./promotion/edit";
import { list as promotionList } from "./promotion/list";
import { plan } from "./promotion/plan";
import { reject } from "./promotion/reject";
import { request } from "./promotion/request";
import { retry } from "./promotion/retry";
import { rollback } from "./promotion/rollback";
import { rollbackPlan } from "./promotion/rollback-plan";
import { show as promotionShow } from "./promotion/show";
import { withdraw } from "./promotion/withdraw";
import { containerUse as environmentUse } from "./resources/container-use";
import { resources as environmentResources } from "./resources/resources";
import { rightSize as environmentRightSize } from "./resources/right-size";
import { rightSizePlan as environmentRightSizePlan } from "./resources/right-size-plan";
import { rightSizePool as environmentRightSizePool } from "./resources/right-size-pool";
import { rightSizePoolPlan as environmentRightSizePoolPlan } from "./resources/right-size-pool-plan";
import { scale as environmentScale } from "./resources/scale";
import { scalePlan as environmentScalePlan } from "./resources/scale-plan";
import { keepAwake } from "./schedule/keep-awake";
import { letSleep } from "./schedule/let-sleep";
import { schedule as environmentScheduleAsk } from "./schedule/schedule";
import { schedulePlan } from "./schedule/schedule-plan";
import { schedules } from "./schedule/schedules";
import { list as sessionList } from "./session/list";
import { revoke as sessionRevoke } from "./session/revoke";
import { show as settingsShow } from "./settings/show";
import { create as tokenCreate } from "./token/create";
import { list as tokenList } from "./token/list";
import { revoke as tokenRevoke } from "./token/revoke";

const all: readonly Operation[] = [
  fleetShow,
  fleetHead,
  fleetStart,
  fleetSearch,
  applicationShow,
  applicationConfig,
  applicationWhatif,
  environmentList,
  environmentShow,
  environmentDiff,
  environmentParity,
  environmentText,
  environmentRender,
  environmentExplain,
  environmentOrigin,
  environmentLive,
  environmentResources,
  environmentScalePlan,
  environmentScale,
  schedules,
  schedulePlan,
  environmentScheduleAsk,
  keepAwake,
  letSleep,
  environmentExpectPlan,
  environmentExpect,
  environmentRightSizePlan,
  environmentRightSize,
  environmentRightSizePoolPlan,
  environmentRightSizePool,
  environmentUse,
  plan,
  promotionList,
  promotionShow,
  request,
  approve,
  reject,
  comment,
  withdraw,
  retry,
  rollbackPlan,
  rollback,
  promotionEdit,
  promotionCarryPlan,
  promotionCarry,
  inboxList,
  checkReport,
  auditList,
  auditVerify,
  costReview,
  costAccept,
  costDismiss,
  costReopen,
  importBill,
  settingsShow,
  tokenList,
  tokenCreate,
  tokenRevoke,
  sessionList,
  sessionRevoke,
  personMe,
];

/** The registry: noun.verb -> what happens when it is asked. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  all.map((operation) => [operation.contract.name, operation]),
);
