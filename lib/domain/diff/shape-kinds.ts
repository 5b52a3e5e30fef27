import { byServer, fields, keyed, preset, type Shape, selector, set } from "./shape";
import {
  binding,
  claim,
  configMap,
  definition,
  externalSecret,
  injected,
  limitRange,
  olderWebhook,
  quotaMap,
  role,
  secret,
  storageClass,
  volume,
  webhook,
} from "./shape-cluster";
import { endpoints, httpRoute, ingress, networkPolicy, service } from "./shape-network";
import { object, podSpec, podTemplate } from "./shape-pod";
import {
  autoscaler,
  cronJob,
  daemonSet,
  deployment,
  jobSpec,
  replicaSet,
  statefulSet,
} from "./shape-workload";

const no = preset(false);

/** The built-in kinds, by `group/Kind` or, where an old version had other defaults, by `group/version/Kind`. */
export const kindShapes: Readonly<Record<string, Shape>> = {
  "/Pod": object({
    spec: fields({
      ...podSpec.fields,
      nodeName: byServer("the scheduler chose the node"),
      priority: byServer("the priority class decides", preset(0)),
    }),
  }),
  "/PodTemplate": object({ template: podTemplate }),
  "/ReplicationController": object({ spec: fields({ replicas: preset(1), template: podTemplate }) }),
  "/Service": service,
  "/Endpoints": endpoints,
  "/ConfigMap": configMap,
  "/Secret": secret,
  "/Namespace": object({ spec: byServer("the API server guards the namespace's deletion") }),
  "/ServiceAccount": object({
    secrets: keyed(["name"], {}, { server: "the token controller lists its tokens" }),
    imagePullSecrets: keyed(["name"]),
  }),
  "/PersistentVolumeClaim": claim,
  "/PersistentVolume": volume,
  "/LimitRange": limitRange,
  "/ResourceQuota": object({ spec: fields({ hard: quotaMap, scopes: set }) }),
  "apps/Deployment": deployment,
  "extensions/v1beta1/Deployment": object({
    spec: fields({
      ...deployment.fields?.spec?.fields,
      revisionHistoryLimit: preset(2147483647),
      progressDeadlineSeconds: preset(2147483647),
      strategy: fields({
        type: preset("RollingUpdate"),
        rollingUpdate: fields({ maxSurge: preset(1), maxUnavailable: preset(1) }),
      }),
    }),
  }),
  "apps/v1beta1/Deployment": object({
    spec: fields({ ...deployment.fields?.spec?.fields, revisionHistoryLimit: preset(2) }),
  }),
  "apps/v1beta1/StatefulSet": object({
    spec: fields({
      ...statefulSet.fields?.spec?.fields,
      updateStrategy: fields({ type: preset("OnDelete") }),
    }),
  }),
  "apps/StatefulSet": statefulSet,
  "apps/DaemonSet": daemonSet,
  "extensions/v1beta1/DaemonSet": object({
    spec: fields({
      ...daemonSet.fields?.spec?.fields,
      updateStrategy: fields({ type: preset("OnDelete") }),
      templateGeneration: byServer("the controller counts the templates"),
    }),
  }),
  "apps/ReplicaSet": replicaSet,
  "batch/Job": object({ spec: jobSpec }),
  "batch/CronJob": cronJob,
  "networking.k8s.io/Ingress": ingress,
  "extensions/Ingress": ingress,
  "networking.k8s.io/NetworkPolicy": networkPolicy,
  "extensions/NetworkPolicy": networkPolicy,
  "networking.k8s.io/IngressClass": object({
    spec: fields({ parameters: fields({ scope: preset("Cluster") }) }),
  }),
  "autoscaling/HorizontalPodAutoscaler": autoscaler,
  "policy/PodDisruptionBudget": object({ spec: fields({ selector }) }),
  "rbac.authorization.k8s.io/Role": role,
  "rbac.authorization.k8s.io/ClusterRole": role,
  "rbac.authorization.k8s.io/RoleBinding": binding,
  "rbac.authorization.k8s.io/ClusterRoleBinding": binding,
  "admissionregistration.k8s.io/ValidatingWebhookConfiguration": webhook({}),
  "admissionregistration.k8s.io/MutatingWebhookConfiguration": webhook({
    reinvocationPolicy: preset("Never"),
  }),
  "admissionregistration.k8s.io/v1beta1/ValidatingWebhookConfiguration": webhook(olderWebhook),
  "admissionregistration.k8s.io/v1beta1/MutatingWebhookConfiguration": webhook({
    ...olderWebhook,
    reinvocationPolicy: preset("Never"),
  }),
  "apiextensions.k8s.io/CustomResourceDefinition": definition,
  "apiregistration.k8s.io/APIService": object({
    spec: fields({ caBundle: injected, service: fields({ port: preset(443) }) }),
  }),
  "storage.k8s.io/StorageClass": storageClass,
  "storage.k8s.io/CSIDriver": object({
    spec: fields({
      attachRequired: preset(true),
      podInfoOnMount: no,
      storageCapacity: no,
      requiresRepublish: no,
      seLinuxMount: no,
      fsGroupPolicy: preset("ReadWriteOnceWithFSType"),
      volumeLifecycleModes: preset(["Persistent"], set),
    }),
  }),
  "scheduling.k8s.io/PriorityClass": object({
    preemptionPolicy: preset("PreemptLowerPriority"),
    globalDefault: no,
  }),
  "gateway.networking.k8s.io/HTTPRoute": httpRoute,
  "gateway.networking.k8s.io/GRPCRoute": httpRoute,
  "external-secrets.io/ExternalSecret": externalSecret,
  "argoproj.io/Rollout": object({
    spec: fields({ ...deployment.fields?.spec?.fields, strategy: {}, replicas: preset(1) }),
  }),
};
