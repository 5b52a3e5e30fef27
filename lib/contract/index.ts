import * as application from "./application";
import * as audit from "./audit";
import * as bill from "./bill";
import * as check from "./check";
import * as cost from "./cost";
import * as environment from "./environment";
import * as expectation from "./expectation";
import * as fleet from "./fleet";
import * as inbox from "./inbox";
import type { Contract } from "./operation";
import * as person from "./person";
import * as promotion from "./promotion";
import * as resources from "./resources";
import * as schedule from "./schedule";
import * as session from "./session";
import * as settings from "./settings";
import * as token from "./token";

export {
  application,
  audit,
  bill,
  check,
  cost,
  environment,
  expectation,
  fleet,
  inbox,
  person,
  promotion,
  resources,
  schedule,
  session,
  settings,
  token,
};

/** Every question and act there is, in the order of the API page. */
export const contracts: readonly Contract[] = [
  fleet.show,
  fleet.head,
  fleet.start,
  fleet.search,
  application.show,
  application.config,
  application.whatif,
  environment.list,
  environment.show,
  environment.diff,
  environment.parity,
  environment.text,
  environment.render,
  environment.explain,
  environment.origin,
  environment.live,
  resources.resources,
  expectation.expectPlan,
  expectation.expect,
  resources.scalePlan,
  resources.scale,
  resources.rightSizePlan,
  resources.rightSize,
  resources.rightSizePoolPlan,
  resources.rightSizePool,
  resources.containerUse,
  schedule.schedules,
  schedule.schedulePlan,
  schedule.schedule,
  schedule.keepAwake,
  schedule.letSleep,
  promotion.plan,
  promotion.list,
  promotion.show,
  promotion.request,
  promotion.approve,
  promotion.reject,
  promotion.comment,
  promotion.withdraw,
  promotion.retry,
  promotion.rollbackPlan,
  promotion.rollback,
  promotion.edit,
  promotion.carryPlan,
  promotion.carry,
  inbox.list,
  check.report,
  audit.list,
  audit.verify,
  cost.review,
  cost.accept,
  cost.dismiss,
  cost.reopen,
  bill.importBill,
  settings.show,
  token.list,
  token.create,
  token.revoke,
  session.list,
  session.revoke,
  person.me,
] as const;
