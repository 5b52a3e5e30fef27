import type { Json } from "../json";
import { bag, byServer, fields, keyed, preset, quantity, selector } from "./shape";
import { claimSpec, metadata, object, podSpec, podTemplate } from "./shape-pod";

/** What runs: workloads and their scaling. Sources: pkg/apis/{apps,batch,autoscaling}/v1/defaults.go. */

const no = preset(false);

export const deployment = object({
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

export const statefulSet = object({
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

export const daemonSet = object({
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

export const replicaSet = object({
  spec: fields({ replicas: preset(1), minReadySeconds: preset(0), selector, template: podTemplate }),
});

const jobLabels = byServer("the Job controller names its pods");
export const jobSpec = fields({
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

export const cronJob = object({
  spec: fields({
    concurrencyPolicy: preset("Allow"),
    failedJobsHistoryLimit: preset(1),
    successfulJobsHistoryLimit: preset(3),
    suspend: no,
    jobTemplate: fields({ metadata, spec: jobSpec }),
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
export const autoscaler = object({
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
