import type { KindRef } from "@/lib/ports/cluster";
import { ClusterRefusal } from "@/lib/ports/cluster-refusal";

/** How a kind the stand-in serves behaves. */
export type ServedKind = {
  group: string;
  plural: string;
  namespaced: boolean;
  scalable: boolean;
  /** Computed when asked for, as a metrics server does: neither stored nor watched. */
  measured: boolean;
};

const plain = (kinds: Record<string, string>, more: Partial<ServedKind> = {}) =>
  Object.entries(kinds).map(([kind, plural]) => ({ kind, plural, ...more }));

/** Every kind the demo's fleet uses and an ordinary cluster has; what is missing here is refused as unserved. */
const served: Record<string, readonly (Partial<ServedKind> & { kind: string; plural: string })[]> = {
  v1: [
    ...plain({
      Pod: "pods",
      Service: "services",
      ConfigMap: "configmaps",
      Secret: "secrets",
      ServiceAccount: "serviceaccounts",
      PersistentVolumeClaim: "persistentvolumeclaims",
      Event: "events",
      ResourceQuota: "resourcequotas",
      LimitRange: "limitranges",
    }),
    ...plain(
      { Namespace: "namespaces", Node: "nodes", PersistentVolume: "persistentvolumes" },
      { namespaced: false },
    ),
  ],
  "apps/v1": [
    ...plain(
      { Deployment: "deployments", StatefulSet: "statefulsets", ReplicaSet: "replicasets" },
      { scalable: true },
    ),
    ...plain({ DaemonSet: "daemonsets" }),
  ],
  "batch/v1": plain({ Job: "jobs", CronJob: "cronjobs" }),
  "autoscaling/v2": plain({ HorizontalPodAutoscaler: "horizontalpodautoscalers" }),
  "autoscaling.k8s.io/v1": plain({ VerticalPodAutoscaler: "verticalpodautoscalers" }),
  "policy/v1": plain({ PodDisruptionBudget: "poddisruptionbudgets" }),
  "networking.k8s.io/v1": [
    ...plain({ Ingress: "ingresses", NetworkPolicy: "networkpolicies" }),
    ...plain({ IngressClass: "ingressclasses" }, { namespaced: false }),
  ],
  "rbac.authorization.k8s.io/v1": [
    ...plain({ Role: "roles", RoleBinding: "rolebindings" }),
    ...plain(
      { ClusterRole: "clusterroles", ClusterRoleBinding: "clusterrolebindings" },
      { namespaced: false },
    ),
  ],
  "storage.k8s.io/v1": plain({ StorageClass: "storageclasses" }, { namespaced: false }),
  "scheduling.k8s.io/v1": plain({ PriorityClass: "priorityclasses" }, { namespaced: false }),
  "argoproj.io/v1alpha1": [
    ...plain({ Rollout: "rollouts" }, { scalable: true }),
    ...plain({
      AnalysisTemplate: "analysistemplates",
      AnalysisRun: "analysisruns",
      Application: "applications",
      AppProject: "appprojects",
    }),
  ],
  "external-secrets.io/v1beta1": [
    ...plain({ ExternalSecret: "externalsecrets", SecretStore: "secretstores" }),
    ...plain({ ClusterSecretStore: "clustersecretstores" }, { namespaced: false }),
  ],
  "external-secrets.io/v1": [
    ...plain({ ExternalSecret: "externalsecrets", SecretStore: "secretstores" }),
    ...plain({ ClusterSecretStore: "clustersecretstores" }, { namespaced: false }),
  ],
  "postgresql.cnpg.io/v1": plain(
    { Cluster: "clusters", ScheduledBackup: "scheduledbackups" },
    { scalable: true },
  ),
  "monitoring.coreos.com/v1": plain({
    PrometheusRule: "prometheusrules",
    ServiceMonitor: "servicemonitors",
    PodMonitor: "podmonitors",
  }),
  "integreatly.org/v1alpha1": plain({ GrafanaDashboard: "grafanadashboards" }),
  "grafana.integreatly.org/v1beta1": plain({ GrafanaDashboard: "grafanadashboards" }),
  "cert-manager.io/v1": plain({ Certificate: "certificates", Issuer: "issuers" }),
  "metrics.k8s.io/v1beta1": [
    ...plain({ PodMetrics: "pods" }, { measured: true }),
    ...plain({ NodeMetrics: "nodes" }, { measured: true, namespaced: false }),
  ],
};

/** Throws the refusal `unserved` for a kind that is not in the table. */
export function servedKind({ apiVersion, kind }: KindRef): ServedKind {
  const found = served[apiVersion]?.find((one) => one.kind === kind);
  if (!found) throw new ClusterRefusal("unserved", `the cluster does not serve ${kind} of ${apiVersion}`);
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  return { group, namespaced: true, scalable: false, measured: false, ...found };
}
