import type { Json } from "../json";
import { bag, byServer, fields, freeMap, keyed, preset, quantity, type Shape, selector, set } from "./shape";
import { claimSpec, object } from "./shape-pod";

/** Access, admission, storage and configuration. Sources: pkg/apis/{rbac,admissionregistration,storage}/v1/defaults.go. */

const no = preset(false);

const RBAC = "rbac.authorization.k8s.io";
const rule = fields({ verbs: set, apiGroups: set, resources: set, resourceNames: set, nonResourceURLs: set });
export const role = object({
  rules: bag(rule),
  aggregationRule: fields({ clusterRoleSelectors: bag(selector) }),
});
export const binding = object({
  roleRef: fields({ apiGroup: preset(RBAC) }),
  subjects: {
    order: "free",
    items: fields({ apiGroup: preset((subject) => (subject.kind === "ServiceAccount" ? "" : RBAC)) }),
  },
});

export const injected = byServer("the certificate is injected by a controller");
const clientConfig = fields({ caBundle: injected, service: fields({ port: preset(443), path: preset("") }) });
/** What v1beta1 filled in otherwise. */
export const olderWebhook: Record<string, Shape> = {
  failurePolicy: preset("Ignore"),
  matchPolicy: preset("Exact"),
  timeoutSeconds: preset(30),
};
export const webhook = (more: Record<string, Shape>): Shape =>
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
export const definition = object({
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

export const claim = object({ spec: claimSpec });
export const volume = object({
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
export const storageClass = object({
  reclaimPolicy: preset("Delete"),
  volumeBindingMode: preset("Immediate"),
  allowVolumeExpansion: no,
  parameters: freeMap,
  mountOptions: { order: "meaningful" },
});

export const quotaMap: Shape = { values: quantity };
export const limitRange = object({
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

export const secret = object({ data: freeMap, type: preset("Opaque"), immutable: no });
export const configMap = object({ data: freeMap, binaryData: freeMap, immutable: no });

const externalRef = fields({
  conversionStrategy: preset("Default"),
  decodingStrategy: preset("None"),
  metadataPolicy: preset("None"),
});
export const externalSecret = object({
  spec: fields({
    refreshInterval: preset("1h"),
    secretStoreRef: fields({ kind: preset("SecretStore") }),
    target: fields({ creationPolicy: preset("Owner"), deletionPolicy: preset("Retain") }),
    data: keyed(["secretKey"], fields({ remoteRef: externalRef })),
    dataFrom: { order: "meaningful", items: fields({ extract: externalRef, find: externalRef }) },
  }),
});
