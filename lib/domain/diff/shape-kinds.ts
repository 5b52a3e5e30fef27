import type { Json, JsonObject } from "../json";
import { bag, byServer, fields, freeMap, keyed, preset, quantity, type Shape, selector, set } from "./shape";
import { claimSpec, metadata, podSpec, podTemplate } from "./shape-pod";

/** The built-in kinds, by `group/Kind` or, where an old version had other defaults, by `group/version/Kind` (no group: core). Sources: pkg/apis/*\/v1/defaults.go and the OpenAPI document. */

const object = (inner: Record<string, Shape>): Shape => fields({ metadata, ...inner });
const no = preset(false);

const deployment = object({
  spec: fields({
    replicas: preset(1),
    revisionHistoryLimit: preset(10),
    progressDeadlineSeconds: preset(600),
    minReadySeconds: preset(0),
    paused: no,
    selector,
    strategy: fields({
      type: preset("RollingUpdate"),
      rollingUpdate: fields({ maxSurge: preset("25%"), maxUnavailable: preset("25%") }),
    }),
    template: podTemplate,
  }),
});

const statefulSet = object({
  spec: fields({
    replicas: preset(1),
    revisionHistoryLimit: preset(10),
    minReadySeconds: preset(0),
    podManagementPolicy: preset("OrderedReady"),
    serviceName: preset(""),
    selector,
    updateStrategy: fields({
      type: preset("RollingUpdate"),
      rollingUpdate: fields({ partition: preset(0), maxUnavailable: preset(1) }),
    }),
    persistentVolumeClaimRetentionPolicy: fields({
      whenDeleted: preset("Retain"),
      whenScaled: preset("Retain"),
    }),
    template: podTemplate,
    volumeClaimTemplates: keyed(
      ["metadata.name"],
      fields({
        apiVersion: preset("v1"),
        kind: preset("PersistentVolumeClaim"),
        metadata,
        spec: claimSpec,
        status: byServer("the claim's state"),
      }),
    ),
  }),
});

const daemonSet = object({
  spec: fields({
    revisionHistoryLimit: preset(10),
    minReadySeconds: preset(0),
    selector,
    updateStrategy: fields({
      type: preset("RollingUpdate"),
      rollingUpdate: fields({ maxSurge: preset(0), maxUnavailable: preset(1) }),
    }),
    template: podTemplate,
  }),
});

const replicaSet = object({
  spec: fields({ replicas: preset(1), minReadySeconds: preset(0), selector, template: podTemplate }),
});

const jobLabels = byServer("the Job controller names its pods");
const jobSpec = fields({
  backoffLimit: preset(6),
  completionMode: preset("NonIndexed"),
  completions: preset(1),
  parallelism: preset(1),
  manualSelector: no,
  suspend: no,
  podReplacementPolicy: preset((job) =>
    job.podFailurePolicy === undefined ? "TerminatingOrFailed" : "Failed",
  ),
  selector: { ...selector, server: "the Job controller selects its own pods" },
  template: fields({
    metadata: fields({
      ...metadata.fields,
      labels: {
        values: {},
        fields: {
          "controller-uid": jobLabels,
          "job-name": jobLabels,
          "batch.kubernetes.io/controller-uid": jobLabels,
          "batch.kubernetes.io/job-name": jobLabels,
        },
      },
    }),
    spec: podSpec,
  }),
});

const cronJob = object({
  spec: fields({
    concurrencyPolicy: preset("Allow"),
    failedJobsHistoryLimit: preset(1),
    successfulJobsHistoryLimit: preset(3),
    suspend: no,
    jobTemplate: fields({ metadata, spec: jobSpec }),
  }),
});

const allocated = (what: string): Shape => byServer(`${what} is allocated by the cluster`);
const opensNodePorts = (service: JsonObject): boolean =>
  service.type === "NodePort" || service.type === "LoadBalancer";

const service = object({
  spec: fields({
    type: preset("ClusterIP"),
    sessionAffinity: preset("None"),
    sessionAffinityConfig: fields({ clientIP: fields({ timeoutSeconds: preset(10800) }) }),
    internalTrafficPolicy: preset("Cluster"),
    externalTrafficPolicy: preset((spec) => (opensNodePorts(spec) ? "Cluster" : undefined)),
    allocateLoadBalancerNodePorts: preset((spec) => (spec.type === "LoadBalancer" ? true : undefined)),
    publishNotReadyAddresses: no,
    clusterIP: allocated("the service's address"),
    clusterIPs: allocated("the service's address"),
    ipFamilies: allocated("the family of the service's address"),
    ipFamilyPolicy: preset("SingleStack", {
      server: "the cluster decides how many address families a service has",
    }),
    healthCheckNodePort: allocated("the health check's node port"),
    loadBalancerSourceRanges: set,
    externalIPs: set,
    selector: freeMap,
    ports: keyed(
      ["port", "protocol"],
      fields({
        protocol: preset("TCP"),
        targetPort: preset((port) => port.port),
        nodePort: byServer("the node port is allocated by the cluster", preset(0)),
        name: preset(""),
      }),
      { keyDefaults: { protocol: "TCP" } },
    ),
  }),
});

const endpointPorts = bag(fields({ protocol: preset("TCP") }));
const endpoints = object({
  subsets: bag(fields({ addresses: bag({}), notReadyAddresses: bag({}), ports: endpointPorts })),
});

const ingressBackend = fields({});
const ingressPath = fields({ pathType: preset("ImplementationSpecific"), backend: ingressBackend });
const ingress = object({
  spec: fields({
    rules: bag(fields({ http: fields({ paths: { order: "free", items: ingressPath } }) })),
    tls: bag(fields({ hosts: set })),
  }),
});

const peers: Shape = {
  order: "free",
  emptyMeans: true,
  items: fields({
    podSelector: selector,
    namespaceSelector: selector,
    ipBlock: fields({ except: set }),
  }),
};
const policyPorts = bag(fields({ protocol: preset("TCP") }));

/** A policy is for Ingress always, and for Egress when it has egress rules. */
function policyTypes(spec: JsonObject): Json {
  return Array.isArray(spec.egress) && spec.egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

const networkPolicy = object({
  spec: fields({
    podSelector: selector,
    policyTypes: preset(policyTypes, { ...set, emptyMeans: true }),
    ingress: { order: "free", emptyMeans: true, items: fields({ from: peers, ports: policyPorts }) },
    egress: { order: "free", emptyMeans: true, items: fields({ to: peers, ports: policyPorts }) },
  }),
});

const metric = fields({
  resource: fields({ target: fields({ averageValue: quantity, value: quantity }) }),
  containerResource: fields({ target: fields({ averageValue: quantity, value: quantity }) }),
  pods: fields({ metric: fields({ selector }), target: fields({ averageValue: quantity, value: quantity }) }),
  object: fields({
    metric: fields({ selector }),
    target: fields({ averageValue: quantity, value: quantity }),
  }),
  external: fields({
    metric: fields({ selector }),
    target: fields({ averageValue: quantity, value: quantity }),
  }),
});

const growth: Json = [
  { type: "Pods", value: 4, periodSeconds: 15 },
  { type: "Percent", value: 100, periodSeconds: 15 },
];
const autoscaler = object({
  spec: fields({
    minReplicas: preset(1),
    targetCPUUtilizationPercentage: {},
    metrics: preset(
      [
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } },
        },
      ],
      bag(metric),
    ),
    behavior: fields({
      scaleUp: fields({
        stabilizationWindowSeconds: preset(0),
        selectPolicy: preset("Max"),
        policies: preset(growth, bag({})),
      }),
      scaleDown: fields({
        selectPolicy: preset("Max"),
        policies: preset([{ type: "Percent", value: 100, periodSeconds: 15 }], bag({})),
      }),
    }),
  }),
});

const RBAC = "rbac.authorization.k8s.io";
const rule = fields({ verbs: set, apiGroups: set, resources: set, resourceNames: set, nonResourceURLs: set });
const role = object({
  rules: bag(rule),
  aggregationRule: fields({ clusterRoleSelectors: bag(selector) }),
});
const binding = object({
  roleRef: fields({ apiGroup: preset(RBAC) }),
  subjects: {
    order: "free",
    items: fields({ apiGroup: preset((subject) => (subject.kind === "ServiceAccount" ? "" : RBAC)) }),
  },
});

const injected = byServer("the certificate is injected by a controller");
const clientConfig = fields({ caBundle: injected, service: fields({ port: preset(443), path: preset("") }) });
/** What v1beta1 filled in otherwise. */
const olderWebhook: Record<string, Shape> = {
  failurePolicy: preset("Ignore"),
  matchPolicy: preset("Exact"),
  timeoutSeconds: preset(30),
};
const webhook = (more: Record<string, Shape>): Shape =>
  object({
    webhooks: keyed(
      ["name"],
      fields({
        clientConfig,
        admissionReviewVersions: preset(["v1beta1"]),
        failurePolicy: preset("Fail"),
        matchPolicy: preset("Equivalent"),
        namespaceSelector: { ...selector, default: {} },
        objectSelector: { ...selector, default: {} },
        sideEffects: preset("Unknown"),
        timeoutSeconds: preset(10),
        matchConditions: keyed(["name"]),
        rules: bag(
          fields({ scope: preset("*"), apiGroups: set, apiVersions: set, operations: set, resources: set }),
        ),
        ...more,
      }),
    ),
  });

const lower = (value: Json | undefined): Json | undefined =>
  typeof value === "string" ? value.toLowerCase() : undefined;
const definition = object({
  spec: fields({
    conversion: fields({ strategy: preset("None"), webhook: fields({ clientConfig }) }),
    names: fields({
      listKind: preset((names) => (typeof names.kind === "string" ? `${names.kind}List` : undefined)),
      singular: preset((names) => lower(names.kind)),
      shortNames: set,
      categories: set,
    }),
    preserveUnknownFields: no,
    versions: keyed(
      ["name"],
      fields({ additionalPrinterColumns: { order: "meaningful", items: fields({ priority: preset(0) }) } }),
    ),
  }),
});

const claim = object({ spec: claimSpec });
const volume = object({
  spec: fields({
    accessModes: set,
    capacity: { values: quantity },
    claimRef: byServer("the claim that the volume was bound to"),
    persistentVolumeReclaimPolicy: preset("Retain"),
    volumeMode: preset("Filesystem"),
    hostPath: fields({ type: preset("") }),
    storageClassName: { emptyMeans: true },
  }),
});
const storageClass = object({
  reclaimPolicy: preset("Delete"),
  volumeBindingMode: preset("Immediate"),
  allowVolumeExpansion: no,
  parameters: freeMap,
  mountOptions: { order: "meaningful" },
});

const quotaMap: Shape = { values: quantity };
const limitRange = object({
  spec: fields({
    limits: keyed(
      ["type"],
      fields({
        default: quotaMap,
        defaultRequest: preset((limit) => limit.default, quotaMap),
        max: quotaMap,
        min: quotaMap,
        maxLimitRequestRatio: quotaMap,
      }),
    ),
  }),
});

const secret = object({ data: freeMap, type: preset("Opaque"), immutable: no });
const configMap = object({ data: freeMap, binaryData: freeMap, immutable: no });

const backend = fields({ group: preset(""), kind: preset("Service"), weight: preset(1) });
const headers = keyed(["name"], fields({ type: preset("Exact") }));
const httpRoute = object({
  spec: fields({
    hostnames: set,
    parentRefs: bag(fields({ group: preset("gateway.networking.k8s.io"), kind: preset("Gateway") })),
    rules: {
      order: "meaningful",
      items: fields({
        matches: preset([{ path: { type: "PathPrefix", value: "/" } }], {
          order: "free",
          items: fields({
            path: fields({ type: preset("PathPrefix"), value: preset("/") }),
            headers,
            queryParams: headers,
          }),
        }),
        backendRefs: bag(backend),
      }),
    },
  }),
});

const externalRef = fields({
  conversionStrategy: preset("Default"),
  decodingStrategy: preset("None"),
  metadataPolicy: preset("None"),
});
const externalSecret = object({
  spec: fields({
    refreshInterval: preset("1h"),
    secretStoreRef: fields({ kind: preset("SecretStore") }),
    target: fields({ creationPolicy: preset("Owner"), deletionPolicy: preset("Retain") }),
    data: keyed(["secretKey"], fields({ remoteRef: externalRef })),
    dataFrom: { order: "meaningful", items: fields({ extract: externalRef, find: externalRef }) },
  }),
});

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
