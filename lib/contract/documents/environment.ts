import { z } from "zod";
import { DiffClass, Topic, ValueOrigin } from "../environment-diff";
import { EnvironmentItem } from "../environment-view";
import { expect, expectPlan } from "../expectation";
import { PathSegmentView } from "../manifest";
import {
  resources,
  rightSize,
  rightSizePlan,
  rightSizePool,
  rightSizePoolPlan,
  scale,
  scalePlan,
} from "../resources";
import { ProblemView } from "../view";
import { document } from "./document";

/** What the `environment` commands print; published as JSON Schemas. */

export const EnvironmentList = document("EnvironmentList", {
  environments: z.array(EnvironmentItem),
  asOf: z.string(),
});
export type EnvironmentList = z.infer<typeof EnvironmentList>;

const RenderedApplication = z.object({
  name: z.string(),
  cluster: z.string(),
  namespace: z.string(),
  renderer: z.enum(["kustomize", "helm", "plain"]),
  status: z.enum(["rendered", "empty", "failed"]),
  objects: z
    .array(z.record(z.string(), z.unknown()))
    .describe("Manifests in a stable order; a secret value is shown as ***"),
  problems: z.array(ProblemView),
});
export type RenderedApplication = z.infer<typeof RenderedApplication>;

const RenderedEnvironment = { environment: z.string(), applications: z.array(RenderedApplication) };

export const EnvironmentRender = z.union([
  document("EnvironmentRender", RenderedEnvironment),
  document("EnvironmentRender", { environments: z.array(z.object(RenderedEnvironment)) }),
]);
export type EnvironmentRender = z.infer<typeof EnvironmentRender>;

const index = z.number().int().nonnegative();
const Lonely = z.object({
  application: z.string(),
  index: index.describe("Position in the application's rendered objects, from 0"),
  object: z.string().describe("Kind/name"),
});

export const EnvironmentDiff = document("EnvironmentDiff", {
  left: z.string(),
  right: z.string(),
  revision: z.string().describe('A commit, or "working" for the files as they are'),
  applications: z.array(
    z.object({
      name: z.string(),
      status: z.enum(["compared", "left-only", "right-only", "failed", "empty"]),
      objects: z.number().int(),
      equal: z.number().int(),
    }),
  ),
  differences: z.array(
    z.object({
      application: z.string(),
      left: index.optional().describe("Position in the application's objects on the left, from 0"),
      right: index.optional(),
      object: z.string().describe("Kind/name"),
      path: z.string(),
      segments: z.array(PathSegmentView),
      leftValue: z.unknown().optional().describe("Absent when the place is only on the right"),
      rightValue: z.unknown().optional().describe("Absent when the place is only on the left"),
      class: DiffClass,
      because: z.string().optional(),
      topic: Topic,
      guard: z.string().optional().describe("Why the field protects something, when one side alone sets it"),
      leftFrom: ValueOrigin.nullable(),
      rightFrom: ValueOrigin.nullable(),
    }),
  ),
  onlyLeft: z.array(Lonely),
  onlyRight: z.array(Lonely),
  guards: z.array(Lonely.extend({ side: z.enum(["left", "right"]), why: z.string() })),
  summary: z.object({
    unexplained: index,
    expected: index,
    version: index,
    derived: index,
    formatting: index,
    leak: index,
    onlyLeft: index,
    onlyRight: index,
  }),
});
export type EnvironmentDiff = z.infer<typeof EnvironmentDiff>;

export const EnvironmentResources = document("EnvironmentResources", resources.result.shape);
export type EnvironmentResources = z.infer<typeof EnvironmentResources>;

export const EnvironmentScale = document("EnvironmentScale", {
  preview: z.boolean().describe("True for --plan: nothing was asked for"),
  ...scalePlan.result.shape,
  promotion: z.object(scale.result.shape).nullable(),
});
export type EnvironmentScale = z.infer<typeof EnvironmentScale>;

export const EnvironmentExpect = document("EnvironmentExpect", {
  preview: z.boolean().describe("True for --plan: nothing was asked for"),
  ...expectPlan.result.shape,
  promotion: z.object(expect.result.shape).nullable(),
});
export type EnvironmentExpect = z.infer<typeof EnvironmentExpect>;

export const EnvironmentRightSize = document("EnvironmentRightSize", {
  preview: z.boolean().describe("True for --plan: nothing was asked for"),
  ...rightSizePlan.result.shape,
  promotion: z.object(rightSize.result.shape).nullable(),
});
export type EnvironmentRightSize = z.infer<typeof EnvironmentRightSize>;

export const EnvironmentRightSizePool = document("EnvironmentRightSizePool", {
  preview: z.boolean().describe("True for --plan: nothing was asked for"),
  ...rightSizePoolPlan.result.shape,
  promotion: z.object(rightSizePool.result.shape).nullable(),
});
export type EnvironmentRightSizePool = z.infer<typeof EnvironmentRightSizePool>;
