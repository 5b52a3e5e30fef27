import { z } from "zod";
import { blockShape, budget, layerSchema, name } from "./block-schema";
import { clock, moment, weekdays, zone } from "./clock-schema";

const currency = z.string().regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as EUR");

const leaves = (text: string): boolean => text.split(/[\\/]/).includes("..");

/** A folder of the repository, from its root; it may not leave it. */
const folder = z
  .string()
  .min(1)
  .refine((text) => !text.startsWith("/") && !leaves(text), "must be a path inside the repository");

/** A path below the application's folder, or from the repository's root when it starts with "/". */
const path = z
  .string()
  .min(1)
  .refine(
    (text) => !leaves(text),
    "must be a path inside the repository; start it with / to begin at its root",
  );
const paths = z.union([path, z.array(path).min(1)], {
  error: "must be a path or a list of paths inside the repository",
});

const address = z
  .url({ protocol: /^https?$/, error: "must be an address such as https://prometheus.example" })
  .refine(
    (text) => !/\/\/[^/]*@/.test(text),
    "must hold no user and no password: they belong to O8_SOURCE_TOKENS",
  );

const metrics = z.strictObject({
  prometheus: address.describe("Base address of a Prometheus that scrapes cAdvisor and kube-state-metrics"),
  labels: z
    .record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, "must be a label's name"), z.string())
    .optional()
    .describe("What the series of this cluster are labelled with, where one Prometheus has several"),
});

const costs = z.strictObject({
  opencost: address.describe("Base address of an OpenCost: its answers stand in place of our samples"),
  currency: currency.optional().describe("Of its amounts; USD when absent"),
});

const cluster = z.strictObject({
  region: name.optional(),
  zones: z.array(name).optional(),
  context: z.string().min(1).optional().describe("kubeconfig context; the cluster's own name when absent"),
  failover: name.optional().describe("The cluster that takes over"),
  metrics: metrics.optional().describe("What tells the use of containers; metrics.k8s.io when absent"),
  costs: costs.optional().describe("What tells costs; our own samples when absent"),
  settings: layerSchema
    .optional()
    .describe("Environment keys for everything on this cluster (cluster layer)"),
});

const team = z.strictObject({
  groups: z.array(z.string().min(1)).optional().describe("Groups of the identity provider"),
  required: z
    .number()
    .int()
    .min(1)
    .max(20)
    .optional()
    .describe("Approvals one promotion needs from this team; 1 when absent"),
  budget: budget.optional().describe("What the team's applications may cost together, in all environments"),
});

const changeWindow = z
  .strictObject({
    days: weekdays,
    from: clock,
    to: clock,
    zone: zone.optional(),
  })
  .refine((w) => w.from !== w.to, { error: "must differ from `from`", path: ["to"] });

const freeze = z
  .strictObject({
    name: z.string().min(1),
    from: moment,
    to: moment,
    zone: zone.optional(),
    environments: z.array(name).optional().describe("All of them when absent"),
    reason: z.string().optional(),
  })
  .refine((f) => f.from < f.to, { error: "must be later than `from`", path: ["to"] });

const environment = z.strictObject({
  type: z.enum(["development", "integration", "staging", "production"]).optional(),
  ...blockShape,
});

const helm = z.strictObject({
  chart: path.describe("The chart's folder"),
  values: z.array(path).optional().describe("Weakest first; files that do not exist are skipped"),
  release: z.string().min(1).optional().describe("The application's name when absent"),
});

const flux = z.strictObject({
  file: paths.describe("The file with the Flux Kustomization; the first that exists"),
  name: z.string().min(1).describe("The name of the Flux Kustomization"),
  variables: paths
    .optional()
    .describe("Files with the ConfigMaps and Secrets of its substituteFrom; those beside it when absent"),
});

const application = z
  .strictObject({
    path: folder.describe("The folder in which environments.yaml lies, and where its other paths begin"),
    team: name.optional(),
    kustomize: paths.optional().describe("The first folder that exists is built"),
    helm: helm.optional(),
    plain: paths.optional().describe("Folder of plain manifests; the first that exists is used"),
    flux: flux.optional().describe("The Flux Kustomization that applies the folder, with what it changes"),
    environments: z
      .record(name, z.strictObject(blockShape))
      .optional()
      .describe("Its blocks, for a folder without an environments.yaml of its own"),
    promote: z
      .array(z.string().min(1))
      .optional()
      .describe("Values or literals that travel with a promotion"),
  })
  .refine((a) => [a.kustomize, a.helm, a.plain].filter((r) => r !== undefined).length <= 1, {
    error: "takes one of kustomize, helm and plain",
    path: [],
  })
  .refine((a) => a.flux === undefined || a.helm === undefined, {
    error: "names what Flux applies: a folder for kustomize or plain, and no chart",
    path: ["flux"],
  });

const expectRule = z.strictObject({
  path: z.string().min(1),
  kind: z.string().min(1).optional(),
  class: z.string().min(1).optional(),
  pair: z
    .string()
    .regex(/^[^.\s]+\.\.\.[^.\s]+$/, "must be two environments such as staging...production")
    .optional(),
  application: z
    .string()
    .min(1)
    .optional()
    .describe("Name of the application, with *; absent means every one"),
  direction: z.enum(["rise", "fall"]).optional().describe("Towards production"),
  because: z.string().min(1),
  until: z.iso
    .date("must be a day such as 2026-12-31")
    .optional()
    .describe("The last day on which it counts"),
});

/** `orchestr8.yaml`, at the repository's root. */
export const fleetFileSchema = z
  .strictObject({
    name: name.optional(),
    branch: z.string().min(1).optional().describe("The protected branch; its last valid head governs"),
    currency: currency.optional(),
    zone: zone.optional().describe("IANA zone for windows and freezes that name none"),
    clusters: z.record(name, cluster).optional(),
    regions: z.record(name, z.strictObject({ settings: layerSchema.optional() })).optional(),
    teams: z.record(name, team).optional(),
    roles: z.strictObject({ admin: z.array(name).optional(), manager: z.array(name).optional() }).optional(),
    change_windows: z.record(name, changeWindow).optional(),
    freezes: z.array(freeze).optional(),
    defaults: z
      .strictObject(blockShape)
      .optional()
      .describe("Environment keys every environment starts from (base layer)"),
    environments: z.record(name, environment).optional().describe("In promotion order"),
    applications: z.record(name, application).optional(),
    compare: z
      .strictObject({
        tokens: z
          .record(name, z.array(z.string().min(1)))
          .optional()
          .describe("Words that stand for an environment in names and hosts"),
        expect: z.array(expectRule).optional().describe("Differences that are meant"),
      })
      .optional(),
    render: z
      .strictObject({
        remotes: z.array(z.string().min(1)).optional().describe("Hosts that remote bases may name"),
      })
      .optional(),
  })
  .describe("Orchestr8: what one GitOps repository declares");

export type FleetFile = z.output<typeof fleetFileSchema>;
export type ApplicationFile = z.output<typeof application>;
