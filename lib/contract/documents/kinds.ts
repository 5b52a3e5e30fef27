import { z } from "zod";
import { Batch, ManifestDiff, ManifestDrift } from "../manifest";
import { CostAllocate } from "./cost-allocate";
import { CostImport } from "./cost-import";
import { CostReview } from "./cost-review";
import { Unanswered } from "./document";
import {
  EnvironmentDiff,
  EnvironmentExpect,
  EnvironmentList,
  EnvironmentRender,
  EnvironmentResources,
  EnvironmentRightSize,
  EnvironmentRightSizePool,
  EnvironmentScale,
} from "./environment";
import { EnvironmentExplain } from "./environment-explain";
import { FleetInit } from "./fleet-init";
import { FleetLint } from "./fleet-lint";
import { ManifestSet } from "./manifest-set";
import { EnvironmentParity } from "./parity";
import {
  AuditVerify,
  CheckReport,
  EnvironmentPromote,
  PromotionApprove,
  PromotionList,
  PromotionReject,
  PromotionShow,
  PromotionWithdraw,
} from "./promotion";
import {
  EnvironmentKeepAwake,
  EnvironmentLetSleep,
  EnvironmentSchedulePlan,
  EnvironmentSchedules,
} from "./schedule";
import { Version } from "./version";

/** Every kind of document that `o8` prints, with the schema it keeps. */
export const documentKinds: Readonly<Record<string, z.ZodType>> = {
  AuditVerify,
  Batch,
  CheckReport,
  CostAllocate,
  CostImport,
  CostReview,
  EnvironmentDiff,
  EnvironmentExpect,
  EnvironmentExplain,
  EnvironmentKeepAwake,
  EnvironmentLetSleep,
  EnvironmentList,
  EnvironmentParity,
  EnvironmentPromote,
  EnvironmentRender,
  EnvironmentResources,
  EnvironmentRightSize,
  EnvironmentRightSizePool,
  EnvironmentScale,
  EnvironmentSchedulePlan,
  EnvironmentSchedules,
  FleetInit,
  FleetLint,
  ManifestDiff,
  ManifestDrift,
  ManifestSet,
  PromotionApprove,
  PromotionList,
  PromotionReject,
  PromotionShow,
  PromotionWithdraw,
  Unanswered,
  Version,
};

/** The JSON Schema (2020-12) of one kind; null for a kind that does not exist. */
export function documentSchema(kind: string): object | null {
  const schema = Object.hasOwn(documentKinds, kind) ? documentKinds[kind] : undefined;
  if (schema === undefined) return null;
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    unrepresentable: "any",
    // Big integers are plain digits in JSON text, and a later version may add fields.
    override: ({ zodSchema, jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      if (zodSchema._zod.def.type === "bigint") jsonSchema.type = "integer";
    },
  });
  return { $schema, title: kind, ...rest };
}
