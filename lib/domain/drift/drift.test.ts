import { describe, expect, it } from "vitest";
import { openLists } from "../diff/identity";
import type { Json, JsonObject } from "../json";
import { maskSecrets } from "../secret";
import { type Drift, driftManifests } from "./drift";

type Extra = { predicted?: Json[]; ignoreAggregatedRoles?: boolean };
const hash = (text: string): string =>
  [...text]
    .reduce((sum, letter) => (sum * 31n + BigInt(letter.codePointAt(0) ?? 0)) % 2n ** 64n, 7n)
    .toString(16)
    .padStart(16, "0");
const objects = (list: Json[]) =>
  openLists(list).map(({ index, manifest }) => ({ index, manifest: maskSecrets(manifest, hash) }));
const drift = (desired: Json[], live: Json[], { predicted = [], ...extra }: Extra = {}): Drift =>
  driftManifests({ desired: objects(desired), live: objects(live), predicted: objects(predicted), ...extra });
const loud = ({ differences }: Drift): string[] =>
  differences.filter((one) => one.class !== "default" && one.class !== "bookkeeping").map((one) => one.path);

const serverMetadata = {
  uid: "u",
  resourceVersion: "7",
  generation: 3,
  creationTimestamp: "2026-01-01T00:00:00Z",
  selfLink: "/x",
};
const object = (
  apiVersion: string,
  kind: string,
  rest: JsonObject,
  metadata: JsonObject = {},
): JsonObject => ({ apiVersion, kind, metadata: { name: "a", namespace: "n", ...metadata }, ...rest });
const live = (one: JsonObject, more: JsonObject = {}, metadata: JsonObject = {}): JsonObject => ({
  ...one,
  ...more,
  metadata: { ...(one.metadata as JsonObject), ...serverMetadata, ...metadata },
  status: { observedGeneration: 3 },
});

const podSpecDefaults = {
  dnsPolicy: "ClusterFirst",
  restartPolicy: "Always",
  schedulerName: "default-scheduler",
  securityContext: {},
  terminationGracePeriodSeconds: 30,
};
const containerDefaults = {
  imagePullPolicy: "IfNotPresent",
  resources: {},
  terminationMessagePath: "/dev/termination-log",
  terminationMessagePolicy: "File",
};
const deployment = (container: JsonObject = {}, spec: JsonObject = {}): JsonObject =>
  object("apps/v1", "Deployment", {
    spec: {
      selector: { matchLabels: { app: "a" } },
      template: {
        metadata: { labels: { app: "a" } },
        spec: { containers: [{ name: "app", image: "a:1", ...container }] },
      },
      ...spec,
    },
  });
const liveDeployment = (
  container: JsonObject = {},
  spec: JsonObject = {},
  metadata: JsonObject = {},
): JsonObject =>
  live(
    deployment(
      { ...containerDefaults, ...container },
      {
        replicas: 1,
        revisionHistoryLimit: 10,
        progressDeadlineSeconds: 600,
        strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
        template: {
          metadata: { creationTimestamp: null, labels: { app: "a" } },
          spec: {
            ...podSpecDefaults,
            containers: [{ name: "app", image: "a:1", ...containerDefaults, ...container }],
          },
        },
        ...spec,
      },
    ),
    {},
    {
      annotations: {
        "deployment.kubernetes.io/revision": "4",
        "kubectl.kubernetes.io/last-applied-configuration": "{}",
      },
      ...metadata,
    },
  );

const cases: [string, JsonObject, JsonObject][] = [
  ["a Deployment", deployment(), liveDeployment()],
  [
    "quantities in another form",
    deployment({ resources: { limits: { cpu: "1000m", memory: "1024Mi" }, requests: { cpu: 0.5 } } }),
    liveDeployment({ resources: { limits: { cpu: "1", memory: "1Gi" }, requests: { cpu: "500m" } } }),
  ],
  [
    "probes and ports",
    deployment({ ports: [{ containerPort: 80 }], livenessProbe: { httpGet: { port: 80 } } }),
    liveDeployment({
      ports: [{ containerPort: 80, protocol: "TCP" }],
      livenessProbe: {
        httpGet: { port: 80, path: "/", scheme: "HTTP" },
        timeoutSeconds: 1,
        periodSeconds: 10,
        successThreshold: 1,
        failureThreshold: 3,
      },
    }),
  ],
  [
    "an untagged image",
    deployment({ image: "nginx" }),
    liveDeployment({ image: "nginx", imagePullPolicy: "Always" }),
  ],
  [
    "empty fields that the server drops",
    deployment({ env: [], args: [], resources: {}, securityContext: {} }),
    liveDeployment(),
  ],
  [
    "the namespace given when it was applied",
    object("v1", "ConfigMap", { data: { a: "1" } }, { namespace: "" }),
    live(object("v1", "ConfigMap", { data: { a: "1" } })),
  ],
  [
    "a Service",
    object("v1", "Service", { spec: { selector: { app: "a" }, ports: [{ port: 80 }] } }),
    live(
      object("v1", "Service", {
        spec: {
          selector: { app: "a" },
          type: "ClusterIP",
          clusterIP: "10.0.0.1",
          clusterIPs: ["10.0.0.1"],
          ipFamilies: ["IPv4"],
          ipFamilyPolicy: "SingleStack",
          internalTrafficPolicy: "Cluster",
          sessionAffinity: "None",
          ports: [{ port: 80, protocol: "TCP", targetPort: 80 }],
        },
      }),
    ),
  ],
  [
    "a Service of type LoadBalancer",
    object("v1", "Service", { spec: { type: "LoadBalancer", ports: [{ port: 80, targetPort: 8080 }] } }),
    live(
      object(
        "v1",
        "Service",
        {
          spec: {
            type: "LoadBalancer",
            clusterIP: "10.0.0.1",
            externalTrafficPolicy: "Cluster",
            allocateLoadBalancerNodePorts: true,
            ports: [{ port: 80, protocol: "TCP", targetPort: 8080, nodePort: 31234 }],
          },
        },
        { finalizers: ["service.kubernetes.io/load-balancer-cleanup"] },
      ),
    ),
  ],
  [
    "a StatefulSet with claims",
    object("apps/v1", "StatefulSet", {
      spec: {
        serviceName: "a",
        template: { spec: { containers: [] } },
        volumeClaimTemplates: [
          {
            metadata: { name: "data" },
            spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1024Mi" } } },
          },
        ],
      },
    }),
    live(
      object("apps/v1", "StatefulSet", {
        spec: {
          serviceName: "a",
          replicas: 1,
          revisionHistoryLimit: 10,
          podManagementPolicy: "OrderedReady",
          updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
          persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
          template: { spec: { ...podSpecDefaults, containers: [] } },
          volumeClaimTemplates: [
            {
              apiVersion: "v1",
              kind: "PersistentVolumeClaim",
              metadata: { name: "data", creationTimestamp: null },
              spec: {
                accessModes: ["ReadWriteOnce"],
                resources: { requests: { storage: "1Gi" } },
                volumeMode: "Filesystem",
              },
              status: { phase: "Pending" },
            },
          ],
        },
      }),
    ),
  ],
  [
    "a claim that was bound",
    object("v1", "PersistentVolumeClaim", {
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    }),
    live(
      object(
        "v1",
        "PersistentVolumeClaim",
        {
          spec: {
            accessModes: ["ReadWriteOnce"],
            resources: { requests: { storage: "1Gi" } },
            volumeMode: "Filesystem",
            storageClassName: "standard",
            volumeName: "pvc-1",
          },
        },
        {
          annotations: {
            "pv.kubernetes.io/bind-completed": "yes",
            "volume.kubernetes.io/storage-provisioner": "x",
          },
          finalizers: ["kubernetes.io/pvc-protection"],
        },
      ),
    ),
  ],
  [
    "a binding without API groups",
    object("rbac.authorization.k8s.io/v1", "RoleBinding", {
      roleRef: { kind: "Role", name: "r" },
      subjects: [
        { kind: "User", name: "u" },
        { kind: "ServiceAccount", name: "s" },
      ],
    }),
    live(
      object("rbac.authorization.k8s.io/v1", "RoleBinding", {
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "r" },
        subjects: [
          { kind: "User", name: "u", apiGroup: "rbac.authorization.k8s.io" },
          { kind: "ServiceAccount", name: "s" },
        ],
      }),
    ),
  ],
  [
    "a role without rules",
    object("rbac.authorization.k8s.io/v1", "ClusterRole", { rules: [] }),
    live(object("rbac.authorization.k8s.io/v1", "ClusterRole", { rules: null })),
  ],
  [
    "webhooks with an injected certificate",
    object("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", {
      webhooks: [
        {
          name: "w",
          admissionReviewVersions: ["v1"],
          sideEffects: "None",
          clientConfig: { service: { name: "s", namespace: "n" }, caBundle: "Cg==" },
          rules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
        },
      ],
    }),
    live(
      object("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", {
        webhooks: [
          {
            name: "w",
            admissionReviewVersions: ["v1"],
            sideEffects: "None",
            clientConfig: { service: { name: "s", namespace: "n", port: 443 }, caBundle: "LS0t" },
            failurePolicy: "Fail",
            matchPolicy: "Equivalent",
            namespaceSelector: {},
            objectSelector: {},
            reinvocationPolicy: "Never",
            timeoutSeconds: 10,
            rules: [
              {
                apiGroups: [""],
                apiVersions: ["v1"],
                operations: ["CREATE"],
                resources: ["pods"],
                scope: "*",
              },
            ],
          },
        ],
      }),
    ),
  ],
  [
    "a policy's types",
    object("networking.k8s.io/v1", "NetworkPolicy", {
      spec: { podSelector: {}, egress: [{ to: [{ podSelector: {} }], ports: [{ port: 53 }] }] },
    }),
    live(
      object("networking.k8s.io/v1", "NetworkPolicy", {
        spec: {
          podSelector: {},
          policyTypes: ["Ingress", "Egress"],
          egress: [{ to: [{ podSelector: {} }], ports: [{ port: 53, protocol: "TCP" }] }],
        },
      }),
    ),
  ],
  [
    "a CronJob",
    object("batch/v1", "CronJob", {
      spec: {
        schedule: "* * * * *",
        jobTemplate: { spec: { template: { spec: { restartPolicy: "Never", containers: [] } } } },
      },
    }),
    live(
      object("batch/v1", "CronJob", {
        spec: {
          schedule: "* * * * *",
          concurrencyPolicy: "Allow",
          suspend: false,
          successfulJobsHistoryLimit: 3,
          failedJobsHistoryLimit: 1,
          jobTemplate: {
            metadata: { creationTimestamp: null },
            spec: {
              template: {
                metadata: {},
                spec: { ...podSpecDefaults, restartPolicy: "Never", containers: [] },
              },
            },
          },
        },
      }),
    ),
  ],
  [
    "a Job's own labels",
    object("batch/v1", "Job", { spec: { template: { spec: { containers: [] } } } }),
    live(
      object("batch/v1", "Job", {
        spec: {
          backoffLimit: 6,
          completions: 1,
          parallelism: 1,
          completionMode: "NonIndexed",
          suspend: false,
          manualSelector: false,
          podReplacementPolicy: "TerminatingOrFailed",
          selector: { matchLabels: { "batch.kubernetes.io/controller-uid": "1" } },
          template: {
            metadata: {
              labels: {
                "batch.kubernetes.io/controller-uid": "1",
                "batch.kubernetes.io/job-name": "a",
                "controller-uid": "1",
                "job-name": "a",
              },
            },
            spec: { ...podSpecDefaults, containers: [] },
          },
        },
      }),
    ),
  ],
  [
    "a ServiceAccount's tokens",
    object("v1", "ServiceAccount", {}),
    live(object("v1", "ServiceAccount", { secrets: [{ name: "a-token-x7x7x" }] })),
  ],
  [
    "a Namespace",
    object("v1", "Namespace", {}, { namespace: "" }),
    live(
      object(
        "v1",
        "Namespace",
        { spec: { finalizers: ["kubernetes"] } },
        { namespace: "", labels: { "kubernetes.io/metadata.name": "a" } },
      ),
    ),
  ],
  [
    "a definition",
    object("apiextensions.k8s.io/v1", "CustomResourceDefinition", {
      spec: { group: "x.io", names: { kind: "Thing", plural: "things" }, versions: [{ name: "v1" }] },
    }),
    live(
      object("apiextensions.k8s.io/v1", "CustomResourceDefinition", {
        spec: {
          group: "x.io",
          conversion: { strategy: "None" },
          names: { kind: "Thing", plural: "things", singular: "thing", listKind: "ThingList" },
          versions: [{ name: "v1" }],
        },
      }),
    ),
  ],
  [
    "a route's weights",
    object("gateway.networking.k8s.io/v1", "HTTPRoute", {
      spec: { parentRefs: [{ name: "g" }], rules: [{ backendRefs: [{ name: "b", port: 80 }] }] },
    }),
    live(
      object("gateway.networking.k8s.io/v1", "HTTPRoute", {
        spec: {
          parentRefs: [{ group: "gateway.networking.k8s.io", kind: "Gateway", name: "g" }],
          rules: [
            {
              matches: [{ path: { type: "PathPrefix", value: "/" } }],
              backendRefs: [{ group: "", kind: "Service", name: "b", port: 80, weight: 1 }],
            },
          ],
        },
      }),
    ),
  ],
  [
    "false that a controller drops",
    object("argoproj.io/v1alpha1", "Application", {
      spec: { syncPolicy: { automated: { prune: true, allowEmpty: false } } },
    }),
    live(
      object("argoproj.io/v1alpha1", "Application", { spec: { syncPolicy: { automated: { prune: true } } } }),
    ),
  ],
  [
    "a duration that a controller rewrites",
    object("cert-manager.io/v1", "Certificate", { spec: { duration: "2160h" } }),
    live(object("cert-manager.io/v1", "Certificate", { spec: { duration: "2160h0m0s" } })),
  ],
  [
    "a Secret applied as stringData",
    object("v1", "Secret", { stringData: { a: "bar" } }),
    live(object("v1", "Secret", { type: "Opaque", data: { a: "YmFy" } })),
  ],
  [
    "null secret data",
    object("v1", "Secret", { data: { a: null } }),
    live(object("v1", "Secret", { data: { a: "" } })),
  ],
  [
    "what Argo CD and Flux write on it",
    deployment(),
    liveDeployment(
      {},
      {},
      {
        labels: { "kustomize.toolkit.fluxcd.io/name": "x", "app.kubernetes.io/instance": "x" },
        annotations: { "argocd.argoproj.io/tracking-id": "x" },
      },
    ),
  ],
  [
    "a restart",
    deployment(),
    liveDeployment(
      {},
      {
        template: {
          metadata: {
            labels: { app: "a" },
            annotations: { "kubectl.kubernetes.io/restartedAt": "2026-01-01" },
          },
          spec: { containers: [{ name: "app", image: "a:1" }] },
        },
      },
    ),
  ],
  [
    "ports of the host's network",
    object("apps/v1", "DaemonSet", {
      spec: {
        template: {
          spec: {
            hostNetwork: true,
            containers: [{ name: "x", image: "x:1", ports: [{ containerPort: 9100 }] }],
          },
        },
      },
    }),
    live(
      object("apps/v1", "DaemonSet", {
        spec: {
          template: {
            spec: {
              hostNetwork: true,
              containers: [
                {
                  name: "x",
                  image: "x:1",
                  ports: [{ containerPort: 9100, hostPort: 9100, protocol: "TCP" }],
                },
              ],
            },
          },
        },
      }),
    ),
  ],
  [
    "endpoints in another order",
    object("v1", "Endpoints", { subsets: [{ addresses: [{ ip: "1" }, { ip: "2" }], ports: [{ port: 1 }] }] }),
    live(
      object("v1", "Endpoints", {
        subsets: [{ addresses: [{ ip: "2" }, { ip: "1" }], ports: [{ port: 1, protocol: "TCP" }] }],
      }),
    ),
  ],
  [
    "a file mode in octal",
    object("v1", "Pod", { spec: { volumes: [{ name: "v", configMap: { name: "c" } }] } }),
    live(
      object("v1", "Pod", {
        spec: {
          nodeName: "n1",
          priority: 0,
          enableServiceLinks: true,
          preemptionPolicy: "PreemptLowerPriority",
          serviceAccountName: "default",
          serviceAccount: "default",
          tolerations: [
            {
              key: "node.kubernetes.io/not-ready",
              operator: "Exists",
              effect: "NoExecute",
              tolerationSeconds: 300,
            },
          ],
          volumes: [
            { name: "v", configMap: { name: "c", defaultMode: 420 } },
            { name: "kube-api-access-abcde", projected: { sources: [] } },
          ],
        },
      }),
    ),
  ],
];

describe("no drift", () => {
  it.each(cases)("in %s", (_, desired, running) => {
    const result = drift([desired], [running]);
    expect(loud(result)).toEqual([]);
    expect(result).toMatchObject({ drifted: false, onlyLeft: [], onlyRight: [] });
  });

  it.each(cases)("and every default of %s is listed with its reason", (_, desired, running) => {
    for (const one of drift([desired], [running]).differences)
      expect(one).toMatchObject({ because: expect.any(String) });
  });

  it("in the replicas that an autoscaler sets", () => {
    const hpa = object("autoscaling/v2", "HorizontalPodAutoscaler", {
      spec: { scaleTargetRef: { kind: "Deployment", name: "a" }, maxReplicas: 9 },
    });
    const running = liveDeployment({}, { replicas: 7 });
    expect(drift([deployment({}, { replicas: 2 }), hpa], [running, live(hpa)]).drifted).toBe(false);
    expect(loud(drift([deployment({}, { replicas: 2 })], [running]))).toEqual(["spec.replicas"]);
  });

  it("in aggregated rules, on request only", () => {
    const role = (rules: Json): JsonObject =>
      object("rbac.authorization.k8s.io/v1", "ClusterRole", {
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { x: "y" } }] },
        rules,
      });
    const running = live(role([{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }]));
    expect(drift([role([])], [running], { ignoreAggregatedRoles: true }).drifted).toBe(false);
    expect(drift([role([])], [running]).drifted).toBe(true);
  });

  it("in what an older API version filled in otherwise, and in the version itself", () => {
    const hook = (more: JsonObject): JsonObject =>
      object("admissionregistration.k8s.io/v1beta1", "MutatingWebhookConfiguration", {
        webhooks: [{ name: "w", clientConfig: { url: "x" }, ...more }],
      });
    expect(
      drift([hook({})], [live(hook({ failurePolicy: "Ignore", timeoutSeconds: 30, matchPolicy: "Exact" }))])
        .drifted,
    ).toBe(false);
    const old = { ...deployment(), apiVersion: "extensions/v1beta1" };
    expect(drift([old], [liveDeployment()]).drifted).toBe(false);
    const now: JsonObject = {
      ...hook({ sideEffects: "None", admissionReviewVersions: ["v1"] }),
      apiVersion: "admissionregistration.k8s.io/v1",
    };
    expect(
      loud(
        drift(
          [now],
          [
            live({
              ...now,
              webhooks: [{ ...((now.webhooks as JsonObject[])[0] ?? {}), failurePolicy: "Ignore" }],
            }),
          ],
        ),
      ),
    ).toEqual(["webhooks[w].failurePolicy"]);
  });

  it("in objects that the cluster makes by itself", () => {
    const owned = object(
      "apps/v1",
      "ReplicaSet",
      {},
      { name: "a-5d4f8c7b9d", ownerReferences: [{ kind: "Deployment", name: "a" }] },
    );
    expect(
      drift(
        [deployment()],
        [liveDeployment(), owned, object("v1", "ConfigMap", {}, { name: "kube-root-ca.crt" })],
      ).drifted,
    ).toBe(false);
  });
});

describe("drift", () => {
  it.each<[string, string, JsonObject, JsonObject]>([
    [
      "a changed image",
      "spec.template.spec.containers[app].image",
      deployment(),
      liveDeployment({ image: "a:2" }),
    ],
    [
      "an added variable",
      "spec.template.spec.containers[app].env[B]",
      deployment({ env: [{ name: "A", value: "1" }] }),
      liveDeployment({
        env: [
          { name: "B", value: "2" },
          { name: "A", value: "1" },
        ],
      }),
    ],
    [
      "variables where none were",
      "spec.template.spec.containers[app].env",
      deployment(),
      liveDeployment({ env: [{ name: "B", value: "2" }] }),
    ],
    [
      "an annotation nobody declared",
      "metadata.annotations.foo",
      deployment(),
      liveDeployment({}, {}, { annotations: { foo: "bar" } }),
    ],
    [
      "a label nobody declared",
      "metadata.labels.foo",
      deployment(),
      liveDeployment({}, {}, { labels: { foo: "bar" } }),
    ],
    [
      "another value than the default",
      "spec.revisionHistoryLimit",
      deployment(),
      liveDeployment({}, { revisionHistoryLimit: 3 }),
    ],
    ["replicas scaled by hand", "spec.replicas", deployment(), liveDeployment({}, { replicas: 3 })],
    [
      "another strategy",
      "spec.strategy",
      deployment(),
      liveDeployment({}, { strategy: { type: "Recreate" } }),
    ],
    [
      "a removed limit",
      "spec.template.spec.containers[app].resources",
      deployment({ resources: { limits: { cpu: "1" } } }),
      liveDeployment(),
    ],
    [
      "the order of arguments",
      "spec.template.spec.containers[app].args#order",
      deployment({ args: ["a", "b"] }),
      liveDeployment({ args: ["b", "a"] }),
    ],
    [
      "a token mounted against the declaration",
      "spec.template.spec.automountServiceAccountToken",
      deployment(
        {},
        {
          template: {
            metadata: { labels: { app: "a" } },
            spec: { automountServiceAccountToken: false, containers: [{ name: "app", image: "a:1" }] },
          },
        },
      ),
      liveDeployment(),
    ],
    [
      "a field of a custom resource",
      "spec.extra",
      object("x.io/v1", "Thing", { spec: { a: 1 } }),
      live(object("x.io/v1", "Thing", { spec: { a: 1, extra: true } })),
    ],
    [
      "a declared address",
      "spec.clusterIP",
      object("v1", "Service", { spec: { clusterIP: "None" } }),
      live(object("v1", "Service", { spec: { clusterIP: "10.0.0.1" } })),
    ],
    [
      "a secret's value",
      "data.a",
      object("v1", "Secret", { stringData: { a: "one" } }),
      live(object("v1", "Secret", { data: { a: "dHdv" } })),
    ],
    [
      "a wider policy",
      "spec.ingress",
      object("networking.k8s.io/v1", "NetworkPolicy", {
        spec: { podSelector: {}, policyTypes: ["Ingress"] },
      }),
      live(
        object("networking.k8s.io/v1", "NetworkPolicy", {
          spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] },
        }),
      ),
    ],
    [
      "a peer that became everybody",
      "spec.ingress[0].from[0].namespaceSelector",
      object("networking.k8s.io/v1", "NetworkPolicy", {
        spec: { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { a: "b" } } }] }] },
      }),
      live(
        object("networking.k8s.io/v1", "NetworkPolicy", {
          spec: {
            podSelector: {},
            ingress: [{ from: [{ podSelector: { matchLabels: { a: "b" } }, namespaceSelector: {} }] }],
          },
        }),
      ),
    ],
    [
      "a spec that is gone",
      "spec",
      object("x.io/v1", "Thing", { spec: { a: 1 } }),
      live(object("x.io/v1", "Thing", { spec: null })),
    ],
  ])("is %s", (_, path, desired, running) => {
    const result = drift([desired], [running]);
    expect(loud(result)).toEqual([path]);
    expect(result.drifted).toBe(true);
  });

  it("is a missing object and an object that nobody wants", () => {
    expect(drift([deployment()], [])).toMatchObject({ drifted: true, onlyLeft: [0] });
    expect(drift([], [live(object("v1", "ConfigMap", { data: { a: "1" } }))])).toMatchObject({
      drifted: true,
      onlyRight: [0],
    });
  });

  it("names who wrote the live value", () => {
    const managedFields: Json = [
      {
        manager: "argocd-controller",
        operation: "Apply",
        time: "2026-01-01T00:00:00Z",
        fieldsV1: {
          "f:spec": {
            "f:template": { "f:spec": { "f:containers": { 'k:{"name":"app"}': { "f:image": {} } } } },
          },
        },
      },
      {
        manager: "kubectl-edit",
        operation: "Update",
        time: "2026-01-02T00:00:00Z",
        fieldsV1: {
          "f:spec": {
            "f:replicas": {},
            "f:template": {
              "f:spec": {
                "f:containers": {
                  'k:{"name":"app"}': { "f:env": { 'k:{"name":"B"}': { ".": {}, "f:name": {} } } },
                },
              },
            },
          },
        },
      },
    ];
    const result = drift(
      [deployment({ env: [{ name: "A" }] })],
      [
        liveDeployment(
          { image: "a:2", env: [{ name: "A" }, { name: "B", value: "1" }] },
          { replicas: 2 },
          { managedFields },
        ),
      ],
    );
    const managers = Object.fromEntries(result.differences.map((one) => [one.path, one.manager]));
    expect(managers).toMatchObject({
      "spec.replicas": "kubectl-edit",
      "spec.template.spec.containers[app].image": "argocd-controller",
      "spec.template.spec.containers[app].env[B]": "kubectl-edit",
    });
  });

  it("never shows a secret", () => {
    const text = JSON.stringify(
      drift(
        [object("v1", "Secret", { stringData: { a: "hunter2" } })],
        [live(object("v1", "Secret", { data: { a: "aHVudGVyMw==", b: "aHVudGVyNA==" } }))],
      ),
    );
    for (const word of ["hunter", "aHVud", "o8-secret"]) expect(text).not.toContain(word);
  });
});

describe("the server's own dry run", () => {
  const service = (labels: JsonObject, spec: JsonObject = {}): JsonObject =>
    object("v1", "Service", { spec: { ports: [{ port: 80 }], ...spec } }, { labels });

  it("shows what the next apply would remove", () => {
    const predicted = service({ keep: "1" }, { clusterIP: "10.0.0.1" });
    expect(
      loud(
        drift(
          [service({ keep: "1" })],
          [live(service({ keep: "1", "delete-me": "x" }, { clusterIP: "10.0.0.1" }))],
          { predicted: [predicted] },
        ),
      ),
    ).toEqual(["metadata.labels.delete-me"]);
  });

  it("excuses unknown defaults and what only a webhook would add", () => {
    const running = live(service({ keep: "1" }, { clusterIP: "10.0.0.1", odd: "server" }));
    const predicted = service(
      { keep: "1", injected: "by-webhook" },
      { clusterIP: "10.0.0.1", odd: "server" },
    );
    expect(drift([service({ keep: "1" })], [running], { predicted: [predicted] }).drifted).toBe(false);
  });

  it("still sees a declared value that was changed in the cluster", () => {
    const predicted = service({ keep: "1" }, { clusterIP: "10.0.0.1" });
    expect(
      loud(
        drift([service({ keep: "1" })], [live(service({ keep: "2" }, { clusterIP: "10.0.0.1" }))], {
          predicted: [predicted],
        }),
      ),
    ).toEqual(["metadata.labels.keep"]);
  });
});

describe("what sleeps by its schedule", () => {
  const note = { "orchestr8.dev/asleep": '{"replicas":2,"declared":2,"since":"2026-11-23T19:00:00.000Z"}' };
  const desired = deployment({}, { replicas: 2 });
  const at = (replicas: number, annotations: JsonObject) =>
    live(deployment({}, { replicas }), {}, { annotations });

  it("has not drifted with 0 pods, and has when somebody else scaled it", () => {
    expect(loud(drift([desired], [at(0, note)]))).toEqual([]);
    expect(loud(drift([desired], [at(5, note)]))).toEqual(["spec.replicas"]);
    expect(loud(drift([desired], [at(0, {})]))).toEqual(["spec.replicas"]);
  });
});

describe("what SOPS encrypted", () => {
  const sops: JsonObject = { version: "3.8.1", mac: "ENC[AES256_GCM,data:m]" };

  it("differs from what was decrypted out of it, and that is told as bookkeeping", () => {
    const secret = object("v1", "Secret", { data: { password: "RU5DW2E=" }, sops });
    const running = live(object("v1", "Secret", { data: { password: "aHVudGVyMg==" } }));
    const found = drift([secret], [running]);
    expect(loud(found)).toEqual([]);
    expect(found.differences.map(({ path }) => path)).toEqual(expect.arrayContaining(["data.password"]));
    const labelled = live(
      object("v1", "Secret", { data: { password: "aHVudGVyMg==" } }, { labels: { by: "hand" } }),
    );
    expect(loud(drift([{ ...secret, immutable: true }], [labelled]))).toContain("immutable");
  });

  it("hides no change of a value that was not encrypted", () => {
    const config = object("v1", "ConfigMap", { data: { hidden: "ENC[AES256_GCM,data:x]", open: "a" }, sops });
    const running = live(object("v1", "ConfigMap", { data: { hidden: "told", open: "b" } }));
    expect(loud(drift([config], [running]))).toEqual(["data.open"]);
  });
});
