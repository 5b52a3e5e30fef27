import type { JsonObject } from "../json";
import { isJsonObject } from "../json";
import { bag, byServer, fields, freeMap, keyed, preset, quantity, type Shape, selector, set } from "./shape";

/** Pods and what they are made of. Source: k8s.io/kubernetes/pkg/apis/core/v1/defaults.go and core/v1's OpenAPI. */

const no = preset(false);

const probe = fields({
  timeoutSeconds: preset(1),
  periodSeconds: preset(10),
  successThreshold: preset(1),
  failureThreshold: preset(3),
  initialDelaySeconds: preset(0),
  httpGet: fields({
    scheme: preset("HTTP"),
    path: preset("/"),
    httpHeaders: { order: "meaningful" },
  }),
  grpc: fields({ service: preset("") }),
  exec: fields({ command: { order: "meaningful" } }),
});

const handler = fields({
  httpGet: fields({ scheme: preset("HTTP"), path: preset("/") }),
  exec: fields({ command: { order: "meaningful" } }),
});

export const amounts: Shape = { values: quantity };

export const resources = fields({
  requests: amounts,
  limits: amounts,
  claims: keyed(["name"]),
});

const fieldRef = fields({ apiVersion: preset("v1") });
const resourceFieldRef = fields({ divisor: preset("0", { quantity: true }) });

const optional = fields({ optional: no, name: preset("") });

export const env = keyed(
  ["name"],
  fields({
    value: preset(""),
    valueFrom: fields({ fieldRef, resourceFieldRef, configMapKeyRef: optional, secretKeyRef: optional }),
  }),
  { order: "references" },
);

const securityContext = fields({
  capabilities: fields({ add: set, drop: set }),
  procMount: preset("Default"),
});

/** Kubernetes pulls `latest` and untagged images always, others when absent. */
export function imagePullPolicy(container: JsonObject): string {
  const image = typeof container.image === "string" ? container.image : "";
  if (image.includes("@")) return "IfNotPresent";
  const tag = /:([^/:]+)$/.exec(image)?.[1];
  return tag === undefined || tag === "latest" ? "Always" : "IfNotPresent";
}

const container = fields({
  args: { order: "meaningful" },
  command: { order: "meaningful" },
  env,
  envFrom: {
    order: "meaningful",
    items: fields({ prefix: preset(""), configMapRef: optional, secretRef: optional }),
  },
  image: {},
  imagePullPolicy: preset(imagePullPolicy),
  lifecycle: fields({ postStart: handler, preStop: handler }),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  ports: keyed(
    ["containerPort", "protocol"],
    fields({ protocol: preset("TCP"), name: preset(""), hostIP: preset("") }),
    {
      keyDefaults: { protocol: "TCP" },
    },
  ),
  resizePolicy: byServer("the API server writes each resource's resize policy", keyed(["resourceName"])),
  resources,
  securityContext,
  stdin: no,
  stdinOnce: no,
  tty: no,
  terminationMessagePath: preset("/dev/termination-log"),
  terminationMessagePolicy: preset("File"),
  volumeDevices: keyed(["devicePath"]),
  volumeMounts: keyed(
    ["mountPath"],
    fields({
      readOnly: no,
      subPath: preset(""),
      recursiveReadOnly: preset("Disabled"),
      mountPropagation: preset("None"),
    }),
  ),
  workingDir: preset(""),
});

const itemsByKey = keyed(["key"]);
const fileMode = preset(420);

/** A claim's spec, alone or as a template. */
export const claimSpec = fields({
  accessModes: set,
  resources: fields({ requests: amounts, limits: amounts }),
  selector: { ...selector },
  volumeMode: preset("Filesystem"),
  storageClassName: byServer("the cluster's default storage class", { emptyMeans: true }),
  volumeName: byServer("the volume that the claim was bound to"),
  dataSource: byServer("the API server mirrors dataSourceRef", fields({ apiGroup: {} })),
  dataSourceRef: byServer("the API server mirrors dataSource"),
});

const volume = fields({
  configMap: fields({ defaultMode: fileMode, items: itemsByKey, optional: no, name: preset("") }),
  secret: fields({ defaultMode: fileMode, items: itemsByKey, optional: no }),
  downwardAPI: fields({
    defaultMode: fileMode,
    items: keyed(["path"], fields({ fieldRef, resourceFieldRef })),
  }),
  projected: fields({
    defaultMode: fileMode,
    sources: {
      order: "meaningful",
      items: fields({
        serviceAccountToken: fields({ expirationSeconds: preset(3600) }),
        configMap: fields({ items: itemsByKey, optional: no }),
        secret: fields({ items: itemsByKey, optional: no }),
        downwardAPI: fields({ items: keyed(["path"], fields({ fieldRef, resourceFieldRef })) }),
      }),
    },
  }),
  emptyDir: fields({ sizeLimit: quantity, medium: preset("") }, { emptyMeans: true, default: {} }),
  hostPath: fields({ type: preset("") }),
  persistentVolumeClaim: fields({ readOnly: no }),
  ephemeral: fields({ volumeClaimTemplate: fields({ spec: claimSpec, metadata: {} }) }),
  csi: fields({ readOnly: no }),
  nfs: fields({ readOnly: no }),
  iscsi: fields({ iscsiInterface: preset("default"), readOnly: no }),
  rbd: fields({
    pool: preset("rbd"),
    user: preset("admin"),
    keyring: preset("/etc/ceph/keyring"),
    readOnly: no,
  }),
  azureDisk: fields({
    cachingMode: preset("ReadWrite"),
    fsType: preset("ext4"),
    kind: preset("Shared"),
    readOnly: no,
  }),
  scaleIO: fields({ fsType: preset("xfs"), storageMode: preset("ThinProvisioned"), readOnly: no }),
});

const term = fields({
  matchExpressions: bag({ fields: { values: set } }),
  matchFields: bag({ fields: { values: set } }),
});
const podTerm = fields({
  labelSelector: selector,
  namespaceSelector: selector,
  namespaces: set,
  matchLabelKeys: set,
});
const weighted = bag(fields({ podAffinityTerm: podTerm }));
const podAffinity = fields({
  requiredDuringSchedulingIgnoredDuringExecution: bag(podTerm),
  preferredDuringSchedulingIgnoredDuringExecution: weighted,
});

const affinity = fields({
  nodeAffinity: fields({
    requiredDuringSchedulingIgnoredDuringExecution: fields({ nodeSelectorTerms: bag(term) }),
    preferredDuringSchedulingIgnoredDuringExecution: bag(fields({ preference: term })),
  }),
  podAffinity,
  podAntiAffinity: podAffinity,
});

/** The spec of a pod or of a pod template. */
export const podSpec = fields({
  affinity,
  containers: keyed(["name"], container),
  initContainers: keyed(["name"], container, { order: "meaningful" }),
  ephemeralContainers: keyed(["name"], container),
  dnsConfig: fields({
    nameservers: { order: "meaningful" },
    searches: { order: "meaningful" },
    options: keyed(["name"]),
  }),
  dnsPolicy: preset("ClusterFirst"),
  enableServiceLinks: preset(true),
  hostAliases: keyed(["ip"]),
  hostIPC: no,
  hostNetwork: no,
  hostPID: no,
  imagePullSecrets: keyed(["name"]),
  nodeSelector: freeMap,
  overhead: amounts,
  preemptionPolicy: preset("PreemptLowerPriority"),
  priority: preset(0),
  readinessGates: bag({}),
  resourceClaims: keyed(["name"]),
  resources,
  restartPolicy: preset("Always"),
  schedulerName: preset("default-scheduler"),
  schedulingGates: keyed(["name"]),
  securityContext: fields({ supplementalGroups: set, sysctls: keyed(["name"]) }),
  serviceAccount: preset((pod) => pod.serviceAccountName ?? "default"),
  serviceAccountName: preset((pod) => pod.serviceAccount ?? "default"),
  setHostnameAsFQDN: no,
  shareProcessNamespace: no,
  terminationGracePeriodSeconds: preset(30),
  tolerations: bag(fields({ operator: preset("Equal") })),
  topologySpreadConstraints: keyed(
    ["topologyKey", "whenUnsatisfiable"],
    fields({
      labelSelector: selector,
      matchLabelKeys: set,
      nodeAffinityPolicy: preset("Honor"),
      nodeTaintsPolicy: preset("Ignore"),
    }),
  ),
  volumes: keyed(["name"], volume),
});

export const metadata = fields({
  labels: freeMap,
  annotations: freeMap,
  finalizers: set,
  ownerReferences: keyed(["uid"], fields({ uid: {} })),
  name: {},
  namespace: {},
});

/** An object of a kind: its metadata and the fields given. */
export const object = (inner: Record<string, Shape>): Shape => fields({ metadata, ...inner });

export const podTemplate = fields({ metadata, spec: podSpec });

/** Does this value of a kind that nobody described look like the spec of a pod? */
export const looksLikePodSpec = (value: unknown): boolean =>
  isJsonObject(value) &&
  Array.isArray(value.containers) &&
  value.containers.length > 0 &&
  value.containers.every((item) => isJsonObject(item) && typeof item.name === "string");
