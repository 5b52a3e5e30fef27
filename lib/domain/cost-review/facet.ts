import { isJsonObject, type Json } from "../json";

/** A pod's labels that outlive a release. */
export type Labels = Readonly<Record<string, string>>;

/** What tells work of one application apart. */
export type Facets = {
  /** Null: it has none, or nobody kept it. */
  namespace: string | null;
  /** `deployment:web`; null for a pod that nothing controls. */
  controller: string | null;
  /** Null: nobody told them, which is not the same as having none. */
  labels: Labels | null;
};

/** The label that names the application of a pod. */
export const nameLabel = "app.kubernetes.io/name";

export const noFacets: Facets = { namespace: null, controller: null, labels: null };

/** Labels that a controller writes anew for every release, pod or run: by them nothing adds up over a month. */
const passing: ReadonlySet<string> = new Set([
  "pod-template-hash",
  "rollouts-pod-template-hash",
  "pod-template-generation",
  "controller-revision-hash",
  "controller-uid",
  "job-name",
  "batch.kubernetes.io/controller-uid",
  "batch.kubernetes.io/job-name",
  "batch.kubernetes.io/job-completion-index",
  "statefulset.kubernetes.io/pod-name",
  "apps.kubernetes.io/pod-index",
]);

export const lastingLabels = (labels: Json | undefined): Labels =>
  Object.fromEntries(
    Object.entries(isJsonObject(labels) ? labels : {}).flatMap(([name, value]): [string, string][] =>
      typeof value === "string" && !passing.has(name) ? [[name, value]] : [],
    ),
  );

/**
 * A controller as `kind:name`, the same over releases and runs: a ReplicaSet's Deployment, and the CronJob of a Job
 * that is named after its minute. Null where there is none.
 */
export function controllerName(kind: string | null, name: string | null): string | null {
  if (name === null) return null;
  if (kind === "ReplicaSet") return `deployment:${name.replace(/-[a-z0-9]+$/, "")}`;
  const run = kind === "Job" ? /^(.+)-\d{8,10}$/.exec(name) : null;
  return run ? `cronjob:${run[1]}` : `${(kind ?? "controller").toLowerCase()}:${name}`;
}

/** A label's value; Prometheus and OpenCost write `app.kubernetes.io/name` as `app_kubernetes_io_name`. */
export function labelValue(labels: Labels, name: string): string | null {
  for (const one of [name, name.replace(/[^a-zA-Z0-9_]/g, "_")])
    if (Object.hasOwn(labels, one)) return labels[one] ?? null;
  return null;
}

/** The same text for the same labels. */
export const labelsKey = (labels: Labels | null): string =>
  labels === null ? "" : JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
