import { z } from "zod";
import type { Json } from "../json";
import { scheduleSchema } from "./schedule-schema";

/** Names of clusters, teams, windows, environments and applications: they appear in paths, URLs and ids. */
export const name = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    "must start with a letter or digit and hold only letters, digits, '.', '_' and '-'",
  )
  .max(253, "must have at most 253 characters");

const namespace = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    "must be a Kubernetes namespace: lower-case letters, digits and '-', at most 63",
  );

// Kubernetes resource.Quantity without a sign: a negative request means nothing.
const quantityText = z
  .string()
  .regex(
    /^(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/,
    "must be a Kubernetes quantity such as 500m, 2 or 1.5Gi",
  );
const quantity = z
  .union([quantityText, z.number().nonnegative()], {
    error: "must be a Kubernetes quantity such as 500m, 2 or 1.5Gi",
  })
  .transform(String);
const quantities = z.strictObject({ cpu: quantity.optional(), memory: quantity.optional() });

const share = (top: number) =>
  z.union(
    [
      z.number().int().nonnegative(),
      z
        .string()
        .regex(/^\d{1,4}%$/)
        .refine((text) => Number.parseInt(text, 10) <= top),
    ],
    { error: `must be a whole number of pods or a percentage up to ${top}%` },
  );

const duration = z
  .string()
  .regex(/^[1-9]\d{0,4}[mhd]$/, "must be minutes, hours or days, such as 30m, 24h or 7d");

/** Anything YAML can say; other chapters read these parts with their own rules. */
const json = z.unknown() as z.ZodType<Json>;
const free = z.record(z.string(), json);

const count = z.number().int().nonnegative();

const security = z.strictObject({
  podSecurityStandard: z
    .enum(["privileged", "baseline", "restricted"])
    .optional()
    .describe("Pod Security Standard of the namespace"),
  debugging: z.enum(["enabled", "disabled"]).optional().describe("May developers attach to running pods?"),
  networkPolicies: z.enum(["none", "permissive", "strict"]).optional(),
  secretsManagement: z.string().min(1).optional().describe("Where secrets come from: external, vault, …"),
  compliance: z.array(z.string().min(1)).optional(),
});

const deployment = z.strictObject({
  replicas: count.optional(),
  strategy: z.enum(["RollingUpdate", "Recreate", "BlueGreen", "Canary"]).optional(),
  maxUnavailable: share(100).optional().describe("Pods or percent"),
  maxSurge: share(1000).optional().describe("Pods or percent"),
  change_window: name.optional().describe("A window of orchestr8.yaml in which changes may happen"),
  rollback_enabled: z.boolean().optional(),
  canary_deployment: z.boolean().optional(),
});

const promotion = z.strictObject({
  on_success: name
    .optional()
    .describe("The environment a release goes to by itself once every check here passed"),
  on_failure: z.enum(["block", "rollback", "notify"]).optional(),
  approvers: z
    .array(name)
    .optional()
    .describe("Teams that must say yes before a release leaves this environment"),
  approval_required: z.boolean().optional(),
  soak: duration.optional().describe("How long a release must run here before it leaves"),
});

const nodePool = z
  .strictObject({
    instance_type: z.string().min(1).optional(),
    min_nodes: count.optional(),
    max_nodes: count.optional(),
  })
  .refine(
    (pool) =>
      pool.min_nodes === undefined || pool.max_nodes === undefined || pool.min_nodes <= pool.max_nodes,
    {
      error: "min_nodes must not exceed max_nodes",
      path: ["max_nodes"],
    },
  );

/** An amount of money a month, in the fleet's currency. */
export const budget = z.strictObject({
  monthly: z.number().nonnegative().optional().describe("What a month may cost, in the fleet's currency"),
});

/** What every layer may set; a layer that stands for a cluster or region cannot choose the cluster itself. */
const layerShape = {
  resources: z.strictObject({ requests: quantities.optional(), limits: quantities.optional() }).optional(),
  security: security.optional(),
  deployment: deployment.optional(),
  access: z
    .record(name, z.enum(["none", "read-only", "read-write", "admin"]))
    .optional()
    .describe("Team -> what it may do here"),
  data: free.optional(),
  testing: z
    .record(
      z.string(),
      z.union([z.string(), z.boolean()], {
        error: "must be enabled, disabled or how often (basic, weekly, …)",
      }),
    )
    .optional()
    .describe("Check -> enabled, disabled, or how"),
  promotion: promotion.optional().describe("Rules for leaving this environment"),
  monitoring: free.optional(),
  node_pool: nodePool.optional().describe("The node pool of this environment's cluster"),
  schedule: scheduleSchema.optional().describe("When it is up; asleep otherwise"),
  budget: budget.optional(),
};

export const blockShape = {
  cluster: name.optional(),
  failover_cluster: name.optional().describe("A second placement in the same namespace"),
  namespace: namespace.optional(),
  ...layerShape,
};

/** One application's block for one environment: the keys of the description, and no other. */
const blockSchema = z.strictObject(blockShape);
export const layerSchema = z.strictObject(layerShape);

/** `environments.yaml`, one an application. */
export const environmentsFileSchema = z
  .strictObject({
    environments: z.record(name, blockSchema).describe("Environment -> how this application runs there"),
  })
  .describe("Orchestr8: how one application runs in each environment");
